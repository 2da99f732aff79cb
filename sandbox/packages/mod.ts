/**
 * Packages of guests: found and fetched by the host with the user's `uv` or `pip`, or Deno for those of npm, checked, kept in the user's cache
 * directory, and handed to guests as files. Nothing of a package ever runs on the host.
 *
 * @module
 */
import type {
  PackageLock,
  PackageOptions,
  PackageSet,
} from "../../core/packages.ts";
import { prepare, resolveLock } from "./prepare.ts";

export { chooseEngine } from "./choose_engine.ts";
export { formatLock } from "./format_lock.ts";
export { isNpmLock } from "./npm/npm_lock.ts";
export { readPackageSet } from "./package_set.ts";
export type { PackageOptions } from "../../core/packages.ts";
export {
  missingPackages,
  readScriptHeader,
  requirementsOn,
  type ScriptHeader,
} from "./script_header.ts";

/**
 * Prepares packages for guests.
 *
 * @param options What is required
 * @returns The set; `undefined` if the engine has everything built in
 * @throws {SandboxError} If something cannot be found, fetched or verified
 */
export function preparePackages(
  options: PackageOptions,
): Promise<PackageSet | undefined> {
  return prepare(options);
}

/**
 * Resolves packages to exact versions and digests, and fetches them, so that the lock can be used without a network.
 *
 * @param options What is required
 * @returns The lock, without what the engine has built in
 * @throws {SandboxError} If something cannot be found
 */
export function lockPackages(options: PackageOptions): Promise<PackageLock> {
  return resolveLock(options);
}
