/**
 * Modules that a guest does not find, of which there is more to say than its traceback does.
 *
 * @module
 */
import { normalizeName } from "../core/requirements.ts";
import type { RunResult } from "../core/result.ts";
import { packageOf } from "../engines/cpython/packages.ts";
import { COMPILED } from "./packages/compiled_packages.ts";
import { isKnownAbsent, packageNamed } from "./module_names.ts";

/** A module that a guest did not find. */
export interface MissingPackage {
  /** Its name in the import statement. */
  readonly module: string;
  /** The package that probably has it. */
  readonly name: string;
  /** Where it can be had: the engine `cpython` has it built in, or the package index may have it. */
  readonly from: "cpython" | "index";
}

/**
 * Finds out whether a run failed as it imported a package that it can be given.
 *
 * @param result The result of the run
 * @returns The package; `undefined` if the run failed for another reason, or no package can have the module
 */
export function findMissingPackage(
  result: RunResult,
): MissingPackage | undefined {
  if (result.status !== "error" || result.language !== "python") return;
  const { name: kind, message } = result.error;
  // A module inside of a package has a dot. Its package was found.
  const module = /^No module named '(\w+)'/.exec(message)?.[1];
  if (kind !== "ModuleNotFoundError" || module === undefined) return;
  if (isKnownAbsent(module)) return;
  const name = packageOf(module) ?? packageNamed(module) ??
    normalizeName(module);
  const isBuiltIn = result.engine !== "cpython" && COMPILED.has(name);
  return { module, name, from: isBuiltIn ? "cpython" : "index" };
}
