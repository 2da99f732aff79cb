/**
 * The packages of guests: what a caller asks for, and what the host prepares.
 *
 * @module
 */
import type { EngineName } from "./languages.ts";

/** A package that is requested, as in `pandas[excel]>=2`. */
export interface Requirement {
  /** The registry if it is npm. Without it, the package is one of Python. */
  readonly registry?: "npm";
  /** The normalized name: lower case, with `-` between words. A name of npm is as it was written. */
  readonly name: string;
  /** Optional parts of the package, normalized and sorted. */
  readonly extras: readonly string[];
  /** The versions, such as `==2.1,<3`, or of npm `^4.1`; empty for any. */
  readonly versions: string;
}

/** A package of a lock. */
export interface LockedPackage {
  /** The normalized name. */
  readonly name: string;
  readonly version: string;
  readonly wheel: LockedWheel;
}

/** A wheel, as a lock identifies it. */
export interface LockedWheel {
  /** The file's name, such as `tabulate-0.9.0-py3-none-any.whl`. */
  readonly file: string;
  /** The SHA-256 of the file, in hexadecimal digits. */
  readonly sha256: string;
  /** Its size in bytes, if the lock has it. */
  readonly bytes?: number;
  /** Where it comes from, if the lock has it. */
  readonly url?: string;
}

/** A lock: exactly these packages. */
export interface PackageLock {
  /** The engines for which it was made. */
  readonly engine: EngineName;
  readonly packages: readonly LockedPackage[];
  /** Packages of npm, instead of `packages`. */
  readonly npm?: NpmPackageLock;
}

/** A lock of packages of npm. */
export interface NpmPackageLock {
  /** Its text, in the format of `deno.lock`. */
  readonly text: string;
  /** The number of packages in it. */
  readonly count: number;
}

/** Packages that the host has prepared for guests: one file with all of theirs. */
export interface PackageSet {
  /** The SHA-256 of the file, in hexadecimal digits. */
  readonly sha256: string;
  /**
   * Where the file is, in the format of `core/packed_files.ts`: paths are relative to `site-packages`, or for JavaScript to
   * `node_modules`.
   */
  readonly path: string;
  /** The size of the file in bytes. */
  readonly bytes: number;
  /**
   * The modules that the snapshot of this set has imported. Absent without compiled code: then guests start from the snapshot of
   * the engine.
   */
  readonly imports?: readonly string[];
  /** What is in it, without what the engine has built in; of npm, without what only other packages import. */
  readonly packages: readonly {
    readonly name: string;
    readonly version: string;
  }[];
}

/** Options of what fetches packages. */
export interface PackageOptions {
  /** The engine whose guests get them. */
  readonly engine: EngineName;
  /** What is required. */
  readonly requirements: readonly Requirement[];
  /** The text of a lock, which decides what there is; what is required must be in it. */
  readonly lock?: string | undefined;
  /** Ends it. */
  readonly signal?: AbortSignal | undefined;
  /** Receives a message for each step that takes long. */
  readonly onProgress?: (message: string) => void;
  /** Receives warnings. */
  readonly onWarning?: (message: string) => void;
  /**
   * The cache directory.
   * @default {the folder `packages` of the user's cache directory}
   */
  readonly directory?: string | undefined;
}

/** Prepares packages: the result is `undefined` if the engine has everything built in. */
export type PreparePackages = (
  options: PackageOptions,
) => Promise<PackageSet | undefined>;
