/**
 * The losses of workers, and Deno's messages about modules that cannot be loaded.
 *
 * @module
 */
import type { Loss } from "./link.ts";

/** The loss of a worker that sends host requests without end and reads no response. Responses would fill the memory. */
export const UNREAD_RESPONSES = {
  kind: "crashed",
  reason: "The worker sends host requests without reading the responses",
} as const satisfies Loss;

/** Whether a message of Deno says that a module is not in the cache, and must not be fetched. */
export function isMissing(errors: string): boolean {
  return errors.includes("--cached-only is specified");
}

/**
 * Returns the line of a message of Deno that names the error. Other lines have the changes of a lock file, or sources.
 *
 * @param errors The message
 * @returns The line
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const message = 'Failed loading "a"\n    0: not found in cache: "a", --cached-only is specified.';
 * assertEquals(essence(message), 'not found in cache: "a", --cached-only is specified.');
 * assertEquals(essence("The lockfile is out of date.\nchanges:\n 1 | +{"), "The lockfile is out of date.");
 * ```
 */
export function essence(errors: string): string {
  const lines = errors.trim().split("\n");
  const line = lines.find(isMissing) ?? lines[0] ?? "";
  return line.trim().replace(/^(?:\d+: |error: )/, "");
}

/** Returns the loss of a worker that could not be loaded. */
export function lossOf(errors: string): Loss {
  return {
    kind: isMissing(errors) ? "missing" : "crashed",
    reason: essence(errors),
  };
}
