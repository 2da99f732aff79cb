/**
 * Measures fresh environments, one after the other.
 *
 * @module
 */
import { ms, percentile } from "../../stats.ts";
import { HostProcess } from "../host_process.ts";
import type { Row } from "../row.ts";
import { TRIAL } from "./trial.ts";

/** A fresh environment for every run of `1+1`, in a warm process. */
export const freshRow: Row = {
  name: "fresh",
  title: "Fresh environment, warm",
  method: "In a process that has run code before: open an environment, run \
`1+1`, close it, one after the other. Peers that keep environments ready get \
time to replace them between two runs (at least 100 ms for JavaScript, 800 ms \
for Python, 1500 ms for `cpython`); the throughput row shows them without that \
time.",
  columns: () => ["p50", "p99"],
  show: ms,
  compared: () => [0],
  repetitions: ({ repetitions }) => repetitions,
  measure: async (peer, { place, effort, trial = TRIAL }) => {
    await using host = new HostProcess(peer, { place });
    const taken = await host.ask("fresh", {
      ...trial,
      warmUps: effort.warmUps,
      rounds: effort.freshRounds,
      atMostMs: effort.freshMs,
      restMs: peer.restMs,
    });
    return [percentile(taken, 50), percentile(taken, 99)];
  },
};
