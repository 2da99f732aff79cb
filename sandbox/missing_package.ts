/**
 * Modules that a guest does not find, of which there is more to say than its traceback does.
 *
 * @module
 */
import type { RunResult } from "../core/result.ts";
import { packageOf } from "../engines/cpython/packages.ts";

/** A module that a guest did not find. */
export interface MissingPackage {
  /** Its name in the import statement. */
  readonly module: string;
  /** The package of the engine cpython that has it; absent if the guest runs on this engine, which does not have it. */
  readonly name?: string;
}

/**
 * Finds out whether a run failed as it imported a package that another engine has, or that no engine can be given.
 *
 * @param result The result of the run
 * @returns The package; `undefined` if the run failed for another reason, or there is nothing to say about the module
 */
export function findMissingPackage(
  result: RunResult,
): MissingPackage | undefined {
  if (result.status !== "error" || result.language !== "python") return;
  const { name: kind, message } = result.error;
  // A module inside of a package has a dot. Its package was found.
  const module = /^No module named '(\w+)'/.exec(message)?.[1];
  if (kind !== "ModuleNotFoundError" || module === undefined) return;
  if (result.engine === "cpython") return { module };
  const name = packageOf(module);
  return name === undefined ? undefined : { module, name };
}
