/**
 * Measures the time from the deadline of an endless guest to the next run that finds the state of its environment.
 *
 * @module
 */
import type { Language } from "../../../mod.ts";
import { ms } from "../../stats.ts";
import type { Code } from "../driver.ts";
import { HostProcess } from "../host_process.ts";
import type { Cell, Row } from "../row.ts";
import { DEADLINE_MS, ENDLESS, PATIENCE_MS } from "./endless.ts";

const KEEP: Readonly<Record<Language, Code>> = {
  python: { setup: "kept = 41", expression: "kept" },
  javascript: { setup: "globalThis.kept = 41", expression: "kept" },
  typescript: { setup: "globalThis.kept = 41", expression: "kept" },
};

const FIND: Code = { setup: "", expression: "kept + 1" };

/** An endless loop in an environment with state, and one more run. */
export const recoveryRow: Row = {
  name: "recovery",
  title: "From the deadline to the next run, with the state",
  method:
    `A variable is set in an open environment, an endless loop runs in it \
with a deadline of ${DEADLINE_MS} ms, and a further run reads the variable. The \
figure is the time from the deadline to the value.`,
  columns: () => ["after the deadline"],
  show: ms,
  compared: () => [0],
  repetitions: ({ repetitions }) => repetitions,
  measure: async (peer, { place }) => {
    await using host = new HostProcess(peer, { place });
    return [await measureRecovery(host, peer.language)];
  },
};

async function measureRecovery(
  host: HostProcess,
  language: Language,
): Promise<Cell> {
  const gaveUp = Promise.withResolvers<string>();
  const giveUp = (): void =>
    gaveUp.resolve(`never: still busy after ${PATIENCE_MS / 1_000} s`);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const answer = host.ask("recover", {
    keep: KEEP[language],
    endless: ENDLESS[language],
    find: FIND,
    expected: "42",
    deadlineMs: DEADLINE_MS,
  }, () => timer = setTimeout(giveUp, DEADLINE_MS + PATIENCE_MS));
  // A peer that never answers fails when its process is ended, which is expected.
  answer.catch(() => {});
  try {
    const tookMs = await Promise.race([answer, gaveUp.promise]);
    return tookMs ?? "its state is lost";
  } finally {
    clearTimeout(timer);
  }
}
