/**
 * A peer as the list has it, and the names of the rows.
 *
 * @module
 */
import type { Language } from "../../mod.ts";
import type { Place } from "./place.ts";
import type { PackageName } from "./versions.ts";

/** The rows of the comparison. */
export const ROW_NAMES = [
  "cold",
  "fresh",
  "throughput",
  "further",
  "stop",
  "memory",
  "programs",
  "size",
] as const;

/** The name of a row. */
export type RowName = (typeof ROW_NAMES)[number];

/** What is compared. */
export interface Peer {
  /** What it is called on the command line. */
  readonly name: string;
  /** What it is called in the report. */
  readonly title: string;
  readonly language: Language;
  /** What npm installs for it, into a directory of its own. */
  readonly packages: readonly PackageName[];
  /** The runtime that its driver runs in. */
  readonly runtime: "deno" | "node";
  /** The file of its driver in `drivers/`. */
  readonly driver: string;
  /** What the driver is started with. */
  readonly options: (place: Place) => Readonly<Record<string, unknown>>;
  /** The whole command that runs an expression, where it is not the driver in `once.js`. */
  readonly command?: (place: Place, expression: string) => readonly string[];
  /** Whose clock tells how long a program took: the guest's, or the host's, which counts the start of the run too. */
  readonly clock: "guest" | "host";
  /** Milliseconds between two fresh runs in which it may get the next environment ready; none if it keeps no stock. */
  readonly restMs: number;
  /** What lies on the disk, where it is not what npm installs. */
  readonly program?: string;
  /** Why it is not to be had on this machine, if it is not. */
  readonly missing?: () => string | undefined;
  /** Why it cannot be in a row. */
  readonly cannot: Readonly<Partial<Record<RowName, string>>>;
  /** The most runs at once, and the most environments, where more make no sense, and why. */
  readonly most?: { readonly count: number; readonly why: string };
}
