/**
 * What Deno says where a worker's modules cannot be loaded.
 *
 * @module
 */
import type { Loss } from "./link.ts";

/** Whether what Deno wrote says that something is not in its cache, and was not to be fetched. */
export function isMissing(errors: string): boolean {
  return errors.includes("--cached-only is specified");
}

/**
 * The line of what Deno wrote that says what is wrong: it goes on with the changes of a lock file, or with sources.
 *
 * @param errors What Deno wrote
 * @returns The line
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const said = 'Failed loading "a"\n    0: not found in cache: "a", --cached-only is specified.';
 * assertEquals(essence(said), 'not found in cache: "a", --cached-only is specified.');
 * assertEquals(essence("The lockfile is out of date.\nchanges:\n 1 | +{"), "The lockfile is out of date.");
 * ```
 */
export function essence(errors: string): string {
  const lines = errors.trim().split("\n");
  const line = lines.find(isMissing) ?? lines[0] ?? "";
  return line.trim().replace(/^(?:\d+: |error: )/, "");
}

/** The loss of a worker that could not be loaded. */
export function lossOf(errors: string): Loss {
  return {
    kind: isMissing(errors) ? "missing" : "crashed",
    reason: essence(errors),
  };
}
