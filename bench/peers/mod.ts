/**
 * `deno task bench:peers`: compares this project with its alternatives, on one machine, in one run.
 *
 * @module
 */
import { warm } from "../../mod.ts";
import { UsageError } from "../../commands/arguments/usage_error.ts";
import { type Asked, readArguments } from "./arguments.ts";
import { installPeer, installPrograms } from "./install.ts";
import { describeMachine } from "./machine.ts";
import { measureRow } from "./measure_row.ts";
import type { Peer } from "./peer.ts";
import { type Place, ROOT } from "./place.ts";
import { chartOf, type Measured, reportOf } from "./report.ts";
import type { RowResult } from "./row.ts";
import { createRows } from "./rows/mod.ts";

const REPORT = `${ROOT}bench/RESULTS.md`;
const CHART = "RESULTS.svg";

/**
 * Measures according to the arguments.
 *
 * @param args The arguments
 * @returns The exit status
 */
export async function main(args: readonly string[]): Promise<number> {
  const asked = read(args);
  if (typeof asked === "string") {
    console.log(asked);
    return 0;
  }
  if (asked === undefined) return 2;
  const directory = await Deno.makeTempDir({ prefix: "bench-peers-" });
  try {
    await publish(await measure(asked, directory), asked);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
  return 0;
}

function read(args: readonly string[]): Asked | string | undefined {
  try {
    return readArguments(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    return undefined;
  }
}

async function measure(asked: Asked, directory: string): Promise<Measured> {
  const { peers, effort } = asked;
  const startedAt = performance.now();
  const onProgress = (what: string): void => {
    const seconds = (performance.now() - startedAt) / 1_000;
    console.error(`${seconds.toFixed(0).padStart(5)} s  ${what}`);
  };
  onProgress("installing");
  const programs = await installPrograms(peers, directory);
  const machine = await describeMachine(programs);
  const places = new Map<Peer, Place>();
  for (const peer of peers) {
    const place = { ...programs, directory: `${directory}/${peer.name}` };
    places.set(peer, place);
    await installPeer(peer, place);
  }
  await warm();
  const placeOf = (peer: Peer): Place =>
    places.get(peer) ?? { ...programs, directory };
  const rows = createRows();
  const results: RowResult[] = [];
  for (const name of asked.rows) {
    const bench = { peers, placeOf, effort, onProgress };
    results.push(await measureRow(rows[name], bench));
  }
  const tookS = (performance.now() - startedAt) / 1_000;
  return { machine, results, effort, tookS };
}

/** Writes a complete report into the repository. */
async function publish(measured: Measured, asked: Asked): Promise<void> {
  if (!asked.isComplete) return console.log(reportOf(measured));
  await Deno.writeTextFile(REPORT, reportOf(measured, CHART));
  await Deno.writeTextFile(`${ROOT}bench/${CHART}`, chartOf(measured.results));
  await new Deno.Command(Deno.execPath(), { args: ["fmt", REPORT] }).output();
  console.log(REPORT);
}

if (import.meta.main) Deno.exit(await main(Deno.args));
