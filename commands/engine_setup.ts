/**
 * What commands show of engines, and how they build snapshots.
 *
 * @module
 */
import type { EngineName, Language } from "../core/options.ts";
import type { InstallationState } from "../sandbox/install/mod.ts";

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
  /** Its installation, if it is not part of this program. */
  readonly installation?: InstallationState;
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
