/**
 * Peers and rows for tests of the report.
 *
 * @module
 */
import { FULL } from "../../bench/peers/effort.ts";
import type { Bench } from "../../bench/peers/measure_row.ts";
import type { Peer } from "../../bench/peers/peer.ts";
import type { Row } from "../../bench/peers/row.ts";

/** A peer without drivers. */
export function peer(name: string, rest: Partial<Peer> = {}): Peer {
  return {
    name,
    title: name.toUpperCase(),
    language: "javascript",
    packages: [],
    runtime: "deno",
    driver: "none.js",
    options: () => ({}),
    clock: "host",
    restMs: 0,
    cannot: {},
    ...rest,
  };
}

/** A row with two columns. */
export function row(rest: Partial<Row> = {}): Row {
  return {
    name: "fresh",
    title: "Fresh",
    method: "By hand.",
    columns: () => ["p50", "p99"],
    show: (value) => `${value} ms`,
    compared: () => [0],
    repetitions: () => 3,
    measure: () => Promise.resolve([1, 2]),
    ...rest,
  };
}

/** The settings of a measurement. */
export function bench(peers: readonly Peer[]): Bench {
  const place = { directory: "", node: undefined, python: undefined };
  return { peers, effort: FULL, placeOf: () => place, onProgress: () => {} };
}
