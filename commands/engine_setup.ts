/**
 * What commands show of engines, and do to them before they run: snapshots are built, engines are installed.
 *
 * @module
 */
import type { EngineName, Language } from "../core/options.ts";

/** An engine in the list of `sandglass engines`. */
export interface EngineDescription {
  /** The name of the engine. */
  readonly name: EngineName;
  /** The languages that it runs. */
  readonly languages: readonly Language[];
  /** Its version. */
  readonly version: string;
  /** Its snapshot, if it uses one. */
  readonly snapshot?: SnapshotDescription;
}

/** A snapshot in the list of `sandglass engines`. */
export interface SnapshotDescription {
  /** Whether the snapshot is usable. An `embedded` snapshot is part of this program and always usable. */
  readonly state: "ready" | "absent" | "invalid" | "embedded";
  /** The path of its file; absent without a cache directory. */
  readonly path?: string;
  /** Its size in bytes. */
  readonly bytes?: number;
}

/** Options for building snapshots. */
export interface WarmOptions {
  /** Receives a message for each step. */
  readonly onProgress?: (message: string) => void;
  /** Receives warnings. */
  readonly onWarning?: (message: string) => void;
}

/** The result of building snapshots. */
export interface WarmOutcome {
  /** The path of its file; absent if no file could be written. */
  readonly path?: string;
  /** Whether the snapshot is part of this program. */
  readonly embedded: boolean;
  /** Whether the snapshot was built by this call. */
  readonly built: boolean;
  /** Its size in bytes. */
  readonly bytes: number;
  /** The duration in milliseconds. */
  readonly ms: number;
}

/** An engine in the list of `sandglass engines` that is installed on request. */
export interface InstallableEngine {
  /** The name of the engine. */
  readonly name: string;
  /** The languages that it runs. */
  readonly languages: readonly Language[];
  /** The version of its interpreter. */
  readonly version: string;
  /** Whether it is installed and usable. */
  readonly state: "ready" | "absent" | "outdated" | "damaged" | "unknown";
  /** Where it is or would be; absent without a data directory. */
  readonly path?: string;
  /** The size of its files in bytes, if it is installed. */
  readonly bytes?: number;
  /** The versions of its packages by name. */
  readonly packages: Readonly<Record<string, string>>;
}

/** Options for removing an engine. */
export interface UninstallOptions {
  /** Ends the work and leaves everything as it was. */
  readonly signal: AbortSignal;
  /** Receives a message for each step. */
  readonly onProgress: (message: string) => void;
}

/** Options for installing an engine. */
export interface InstallOptions extends UninstallOptions {
  /** The path of a wheel. */
  readonly from?: string | undefined;
}

/** The result of installing an engine. */
export interface InstallOutcome {
  /** The folder of its files. */
  readonly path: string;
  /** Their size in bytes. */
  readonly bytes: number;
  /** The version of Python. */
  readonly python: string;
  /** Whether it was installed by this call. */
  readonly installed: boolean;
  /** The duration in milliseconds. */
  readonly ms: number;
}

/** The result of removing an engine. */
export interface UninstallOutcome {
  /** The directory of the installations. */
  readonly path: string;
  /** The installations that were removed. */
  readonly removed: readonly string[];
}
