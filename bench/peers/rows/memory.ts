/**
 * Measures the memory of environments.
 *
 * @module
 */
import { HostProcess } from "../host_process.ts";
import { availableBytes, HAS_PROC, residentBytes } from "../../process_tree.ts";
import type { Cell, Row } from "../row.ts";
import { TRIAL } from "./trial.ts";

const MB = 1e6;

/** The available memory below which no further environments are opened. */
const SPARE_BYTES = 2_000 * MB;

/** Idle environments that have run `1+1`. */
export const memoryRow: Row = {
  name: "memory",
  title: "Memory for each idle environment",
  method:
    "A number of idle environments that have run `1+1`. The figure is the \
memory of the peer's process and its descendants, less that of its process \
before the first environment, divided by the number. Memory that processes \
share counts once (PSS). `run` has no idle environments: its guests wait for the host's answer.",
  columns: ({ held }) => held.map((count) => `each of ${count}`),
  show: (value) => `${(value / MB).toFixed(1)} MB`,
  compared: ({ held }) => [held.length - 1],
  repetitions: ({ longRepetitions }) => longRepetitions,
  missing: () => HAS_PROC ? undefined : "needs Linux",
  measure: async (peer, { place, effort, trial = TRIAL }) => {
    const { code } = trial;
    const { held } = effort;
    await using host = new HostProcess(peer, {
      place,
      maxAtOnce: Math.max(...held),
    });
    // The response shows that the driver has loaded.
    await host.ask("hold", { code, count: 0 });
    const before = residentBytes(host.pid);
    const cells: Cell[] = [];
    for (const count of held) {
      if (availableBytes() < SPARE_BYTES) {
        cells.push("this machine has not enough memory");
        continue;
      }
      await host.ask("hold", { code, count });
      cells.push((residentBytes(host.pid) - before) / count);
    }
    return cells;
  },
};
