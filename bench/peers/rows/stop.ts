/**
 * Measures the time from the deadline of an endless guest to a quiet processor.
 *
 * @module
 */
import type { Language } from "../../../mod.ts";
import { ms } from "../../stats.ts";
import { HostProcess } from "../host_process.ts";
import { HAS_PROC, threadTimes, treeOf } from "../../process_tree.ts";
import { type CpuSample, quietSince } from "../quiet.ts";
import type { Cell, Row } from "../row.ts";
import { DEADLINE_MS, ENDLESS, PATIENCE_MS } from "./endless.ts";
import { TRIAL } from "./trial.ts";

const SAMPLE_EVERY_MS = 5;
const QUIET = { forMs: 300, share: 0.25 } as const;

/** The list of processes changes seldom, and reading it is slow. */
const LOOK_EVERY_MS = 50;

/** An endless loop with a deadline. */
export const stopRow: Row = {
  name: "stop",
  title: "From the deadline to a quiet processor",
  method: `An endless loop with a deadline of ${DEADLINE_MS} ms, set in the \
way that the peer offers. The figure is the time from the deadline to the \
moment from which the peer's process and its descendants demand less than a quarter of one \
processor for ${QUIET.forMs} ms on end, sampled every \
${SAMPLE_EVERY_MS} ms from outside.`,
  columns: () => ["after the deadline"],
  show: (value) =>
    value < SAMPLE_EVERY_MS ? `under ${SAMPLE_EVERY_MS} ms` : ms(value),
  compared: () => [],
  repetitions: ({ repetitions }) => repetitions,
  missing: () => HAS_PROC ? undefined : "needs Linux",
  measure: async (peer, { place }) => {
    await using host = new HostProcess(peer, { place });
    return [await measureStop(host, peer.language)];
  },
};

async function measureStop(
  host: HostProcess,
  language: Language,
): Promise<Cell> {
  const deadline = Promise.withResolvers<number>();
  const answer = host.ask("stop", {
    code: ENDLESS[language],
    trial: TRIAL.code,
    deadlineMs: DEADLINE_MS,
  }, (atMs) => deadline.resolve(Number(atMs)));
  // An endless guest gets no response; the failure when its process is ended is expected.
  answer.catch(deadline.reject);
  const fromMs = await deadline.promise;
  const since = await watch(host.pid, fromMs);
  if (since !== undefined) return since - fromMs;
  return `never: still busy after ${PATIENCE_MS / 1_000} s`;
}

/** Samples a process until it is quiet. @returns The time of that, or `undefined` if it stays busy */
async function watch(pid: number, fromMs: number): Promise<number | undefined> {
  const samples: CpuSample[] = [];
  let tree: readonly number[] = [];
  let lookAtMs = 0;
  while (now() < fromMs + PATIENCE_MS) {
    if (now() >= lookAtMs) {
      tree = treeOf(pid);
      lookAtMs = now() + LOOK_EVERY_MS;
    }
    samples.push({ atMs: now(), threads: threadTimes(tree) });
    const since = quietSince(samples, { ...QUIET, fromMs });
    if (since !== undefined) return since;
    await new Promise((resolve) => setTimeout(resolve, SAMPLE_EVERY_MS));
  }
  return undefined;
}

/** Milliseconds since 1970, the clock that the peer's process uses for the deadline. */
function now(): number {
  return performance.timeOrigin + performance.now();
}
