/**
 * Measures runs in an environment that stays open.
 *
 * @module
 */
import { percentile } from "../../stats.ts";
import { HostProcess } from "../host_process.ts";
import type { Row } from "../row.ts";
import { TRIAL } from "./trial.ts";

/** Consecutive runs of `1+1` in one environment. */
export const furtherRow: Row = {
  name: "further",
  title: "A further run in an open environment",
  method: "`1+1` repeatedly in one environment, without a pause.",
  columns: () => ["p50", "p99"],
  show: (value) => `${value.toFixed(value < 1 ? 3 : 2)} ms`,
  compared: () => [0],
  repetitions: ({ repetitions }) => repetitions,
  measure: async (peer, { place, effort }) => {
    await using host = new HostProcess(peer, { place });
    const taken = await host.ask("further", {
      ...TRIAL,
      warmUps: 30,
      rounds: effort.furtherRounds,
    });
    return [percentile(taken, 50), percentile(taken, 99)];
  },
};
