/**
 * The type of a peer in the list, and the names of the rows.
 *
 * @module
 */
import type { EngineName, Language } from "../../mod.ts";
import type { Code } from "./driver.ts";
import type { Place } from "./place.ts";
import type { PackageName, PypiName } from "./versions.ts";

/** The rows of the comparison. */
export const ROW_NAMES = [
  "cold",
  "fresh",
  "throughput",
  "further",
  "stop",
  "recovery",
  "memory",
  "pandas-cold",
  "pandas-fresh",
  "pandas-throughput",
  "pandas-memory",
  "programs",
  "size",
] as const;

/** The name of a row. */
export type RowName = (typeof ROW_NAMES)[number];

/** A subject of the comparison. */
export interface Peer {
  /** Its name on the command line. */
  readonly name: string;
  /** Its name in the report. */
  readonly title: string;
  readonly language: Language;
  /** The engine, if it is this project. */
  readonly engine?: EngineName;
  /** Whether it has pandas. */
  readonly hasPandas?: boolean;
  /** The npm packages that are installed for it, in its own directory. */
  readonly packages: readonly PackageName[];
  /** The package from PyPI that is installed for it, into a virtual environment in its own directory. */
  readonly pypi?: PypiName;
  /** The runtime that its driver runs in. */
  readonly runtime: "deno" | "node";
  /** The file of its driver in `drivers/`. */
  readonly driver: string;
  /** A further file in `drivers/`, which its driver needs. */
  readonly script?: string;
  /** The options of the driver. */
  readonly options: (place: Place) => Readonly<Record<string, unknown>>;
  /** The whole command that runs code, if it is not the driver in `once.js`. */
  readonly command?: (place: Place, code: Code) => readonly string[];
  /** The clock that measures a program: the guest's, or the host's, which includes the start of the run. */
  readonly clock: "guest" | "host";
  /** Milliseconds between two fresh runs in which it may prepare the next environment; 0 if it prepares none. */
  readonly restMs: number;
  /** The path whose size counts, if it is not what npm installs. */
  readonly program?: string;
  /** The path of what it writes at its first run, if it is not a snapshot of ours. */
  readonly cache?: string;
  /** Returns why it is not available on this machine, if it is not. */
  readonly missing?: () => string | undefined | Promise<string | undefined>;
  /** Why it cannot be in a row. */
  readonly cannot: Readonly<Partial<Record<RowName, string>>>;
  /** The maximum number of concurrent runs and of environments that is useful, with the reason. */
  readonly most?: { readonly count: number; readonly why: string };
}
