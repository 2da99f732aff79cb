/**
 * What guests hear of what a host function threw.
 *
 * @module
 */
import type { ResponseError } from "../../core/protocol.ts";

const MAX_NAME_CHARS = 100;
/** What a message may have, in UTF-16 units. */
export const MAX_MESSAGE_CHARS = 10_000;

/**
 * Returns the bounded name and message of a thrown value, and nothing else of it: no stack, no cause. A property
 * whose getter throws is left out.
 *
 * @param thrown Anything
 * @returns Its name and message
 */
export function describeThrown(thrown: unknown): ResponseError {
  const isObject = typeof thrown === "object" && thrown !== null;
  const name = isObject ? textOf(() => Reflect.get(thrown, "name")) : undefined;
  const message = isObject
    ? textOf(() => Reflect.get(thrown, "message"))
    : textOf(() => String(thrown));
  return {
    name: (name || "Error").slice(0, MAX_NAME_CHARS),
    message: (message ?? "").slice(0, MAX_MESSAGE_CHARS),
  };
}

function textOf(read: () => unknown): string | undefined {
  try {
    const text = read();
    return typeof text === "string" ? text : undefined;
  } catch {
    return undefined;
  }
}
