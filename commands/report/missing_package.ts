/**
 * The hint for a Python program that imports a package.
 *
 * @module
 */
import type { RunResult } from "../../core/result.ts";
import { findMissingPackage } from "../../sandbox/missing_package.ts";

/**
 * Explains an import of a package that the engine does not have.
 *
 * @param result The result of the run
 * @returns A line, or `undefined` if there is nothing to explain
 */
export function explainMissingPackage(result: RunResult): string | undefined {
  const missing = findMissingPackage(result);
  if (missing === undefined) return undefined;
  const { module, name, from } = missing;
  const what = name === module ? name : `${module} (package ${name})`;
  if (from === "index") {
    return `sandglass: ${what} is not there: run again with --with ${name}\n`;
  }
  return `sandglass: ${what} is part of the engine cpython: run "sandglass install cpython" once, then use --engine cpython\n`;
}
