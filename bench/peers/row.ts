/**
 * A row of the comparison: what each file of `rows/` exports, and what comes out of it.
 *
 * @module
 */
import type { Effort } from "./effort.ts";
import type { Peer, RowName } from "./peer.ts";
import type { Place } from "./place.ts";

/** A figure, or why it is missing. */
export type Cell = number | string;

/** Where a peer is measured, and how much. */
export interface Site {
  readonly place: Place;
  readonly effort: Effort;
}

/** How something is measured. */
export interface Row {
  readonly name: RowName;
  readonly title: string;
  /** How it is measured, for the report. */
  readonly method: string;
  /** What each figure is. */
  readonly columns: (effort: Effort) => readonly string[];
  /** Shows a figure. */
  readonly show: (value: number, column: number) => string;
  /** The columns whose ratio to the first peer's is reported, as a geometric mean. */
  readonly compared: (effort: Effort) => readonly number[];
  readonly repetitions: (effort: Effort) => number;
  /** Whether there is one more repetition before the others, which does not count. */
  readonly warmUp?: boolean;
  /** What the row needs of the operating system, if it is not there. */
  readonly missing?: () => string | undefined;
  /** Measures once. @returns A figure for each column */
  readonly measure: (peer: Peer, site: Site) => Promise<readonly Cell[]>;
}

/** The outcome of a peer in a row: the medians, or why they are missing. */
export type Outcome =
  | { readonly cells: readonly Cell[] }
  | { readonly cannot: string };

/** A row that was measured. */
export interface RowResult {
  readonly row: Row;
  /** In the order of the list. */
  readonly outcomes: ReadonlyMap<Peer, Outcome>;
}
