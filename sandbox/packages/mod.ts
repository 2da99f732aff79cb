/**
 * Packages of guests: found and fetched by the host with the user's `uv` or `pip`, checked, kept in the user's cache
 * directory, and handed to guests as files. Nothing of a package ever runs on the host.
 *
 * @module
 */
import { SandboxError } from "../../core/errors.ts";
import type { EngineName } from "../../core/languages.ts";
import type {
  PackageLock,
  PackageSet,
  Requirement,
} from "../../core/packages.ts";

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

/**
 * Prepares packages for guests.
 *
 * @param options What is required
 * @returns The set; `undefined` if the engine has everything built in
 * @throws {SandboxError} If something cannot be found, fetched or verified
 */
export function preparePackages(
  _options: PackageOptions,
): Promise<PackageSet | undefined> {
  return Promise.reject(new SandboxError("PACKAGES_FAILED", "not there yet"));
}

/**
 * Resolves packages to exact versions and digests.
 *
 * @param options What is required
 * @returns The lock, without what the engine has built in
 * @throws {SandboxError} If something cannot be found
 */
export function lockPackages(_options: PackageOptions): Promise<PackageLock> {
  return Promise.reject(new SandboxError("PACKAGES_FAILED", "not there yet"));
}

/**
 * Writes a lock in the format of `pylock.toml`.
 *
 * @param lock The lock
 * @returns Its text
 */
export function formatLock(_lock: PackageLock): string {
  return "";
}

/**
 * Chooses the engine for packages, without a network.
 *
 * @param requirements What is required
 * @param lock The text of a lock
 * @returns The engine that a lock names, or that has one of the packages built in; else the default engine
 */
export function chooseEngine(
  _requirements: readonly Requirement[],
  _lock?: string,
): EngineName {
  return "pyodide";
}
