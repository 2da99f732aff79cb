/**
 * Peers and rows for tests of the report.
 *
 * @module
 */
import { FULL } from "../../bench/peers/effort.ts";
import type { Bench } from "../../bench/peers/measure_row.ts";
import type { Peer } from "../../bench/peers/peer.ts";
import type { Place } from "../../bench/peers/place.ts";
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

/** A place with nothing in it. */
export const PLACE: Place = {
  directory: "",
  node: undefined,
  python: undefined,
};

/** The settings of a measurement. */
export function bench(peers: readonly Peer[]): Bench {
  return { peers, effort: FULL, placeOf: () => PLACE, onProgress: () => {} };
}
