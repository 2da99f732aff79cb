/**
 * The type of a row of the comparison, which each file of `rows/` exports, and of its results.
 *
 * @module
 */
import type { Code } from "./driver.ts";
import type { Effort } from "./effort.ts";
import type { Peer, RowName } from "./peer.ts";
import type { Place } from "./place.ts";

/** A figure, or why it is missing. */
export type Cell = number | string;

/** A guest's code, with its result. */
export interface Trial {
  readonly code: Code;
  readonly expected: string;
}

/** The place of a measurement, and its extent. */
export interface Site {
  readonly place: Place;
  readonly effort: Effort;
  /** The code that tries an environment, if it is not that of `rows/trial.ts`. */
  readonly trial?: Trial;
}

/** A row: how something is measured. */
export interface Row {
  readonly name: RowName;
  readonly title: string;
  /** The method, for the report. */
  readonly method: string;
  /** The headings of the figures. */
  readonly columns: (effort: Effort) => readonly string[];
  /** Formats a figure. */
  readonly show: (value: number, column: number) => string;
  /** The columns whose ratio to the first peer's is reported, as a geometric mean. */
  readonly compared: (effort: Effort) => readonly number[];
  readonly repetitions: (effort: Effort) => number;
  /** Whether one more repetition precedes the others and does not count. */
  readonly warmUp?: boolean;
  /** Which peers are in it; all by default. */
  readonly takes?: (peer: Peer) => boolean;
  /** Returns what the operating system lacks for the row, if anything. */
  readonly missing?: () => string | undefined;
  /** Measures once. @returns A figure for each column */
  readonly measure: (peer: Peer, site: Site) => Promise<readonly Cell[]>;
}

/** The outcome of a peer in a row: the medians, or why they are missing. */
export type Outcome =
  | { readonly cells: readonly Cell[] }
  | { readonly cannot: string };

/** The results of a row. */
export interface RowResult {
  readonly row: Row;
  /** In the order of the list. */
  readonly outcomes: ReadonlyMap<Peer, Outcome>;
}
