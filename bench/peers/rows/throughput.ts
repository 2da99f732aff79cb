/**
 * Measures the throughput of fresh environments.
 *
 * @module
 */
import { rounded } from "../../stats.ts";
import type { Effort } from "../effort.ts";
import { HostProcess } from "../host_process.ts";
import type { Cell, Row, Trial } from "../row.ts";
import { TRIAL } from "./trial.ts";

/** Runs of `1+1` in fresh environments, by clients that each send the next request after a response. */
export const throughputRow: Row = {
  name: "throughput",
  title: "Throughput of fresh environments, runs a second",
  method:
    "Clients that each request a fresh environment with one run of `1+1`, and \
again after each response. The figure is the number of responses a second, \
from the first request to the last response. `run` has no queue, so the driver adds \
one with two concurrent runs for each processor; all others queue \
themselves or need no queue.",
  columns: ({ clients }) => clients.map((count) => `${count} at a time`),
  show: (value) => `${rounded(value)}/s`,
  compared: () => [1],
  repetitions: ({ longRepetitions }) => longRepetitions,
  measure: async (peer, { place, effort, trial = TRIAL }) => {
    const cells: Cell[] = [];
    await using host = new HostProcess(peer, {
      place,
      maxAtOnce: Math.max(...effort.clients),
    });
    const { most = { count: Infinity, why: "" } } = peer;
    for (const clients of effort.clients) {
      cells.push(
        clients > most.count
          ? most.why
          : await perSecond(host, { clients, effort, trial }),
      );
    }
    return cells;
  },
};

async function perSecond(
  host: HostProcess,
  { clients, effort, trial }: {
    readonly clients: number;
    readonly effort: Effort;
    readonly trial: Trial;
  },
): Promise<number> {
  const { runs, tookMs } = await host.ask("busy", {
    ...trial,
    warmUps: clients === effort.clients[0] ? effort.warmUps : 0,
    clients,
    forMs: effort.busyMs,
  });
  return 1_000 * runs / tookMs;
}
