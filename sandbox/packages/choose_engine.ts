/**
 * Chooses the engine for packages.
 *
 * @module
 */
import { defaultEngineOf, type EngineName } from "../../core/languages.ts";
import type { Requirement } from "../../core/packages.ts";
import { COMPILED } from "./compiled_packages.ts";
import { engineOfLock } from "./read_lock.ts";

/**
 * Chooses the engine for packages, without a network.
 *
 * @param requirements What is required
 * @param lock The text of a lock
 * @returns The engine that a lock names, or that has one of the compiled packages built in; else the default engine
 * @throws {SandboxError} If it is not a lock
 */
export function chooseEngine(
  requirements: readonly Requirement[],
  lock?: string,
): EngineName {
  if (isOfNpm(requirements)) {
    return defaultEngineOf("javascript");
  }
  const named = lock === undefined ? undefined : engineOfLock(lock);
  if (named !== undefined) return named;
  return requirements.some(({ name }) => COMPILED.has(name))
    ? "cpython"
    : defaultEngineOf("python");
}

function isOfNpm(requirements: readonly Requirement[]): boolean {
  return requirements.some(({ registry }) => registry === "npm");
}
