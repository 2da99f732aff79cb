/**
 * What the tests of official clients have in common.
 *
 * @module
 */
import type { ToolResult } from "./_clients.ts";

/** The tokens of two tenants. */
export const TOKENS = [
  "token-of-the-first-tenant",
  "token-of-the-second-tenant",
];
/** Code that says that it runs, and never ends. */
export const ENDLESS = "print('on', flush=True)\nwhile True: pass";

/** The argument that directs a call to the session of an earlier one. */
export function again(
  { data }: Pick<ToolResult, "data">,
): { readonly session?: unknown } {
  return data.session === "default" ? {} : { session: data.session };
}

/** A signal that is aborted by an event. */
export function signalOf(event: Promise<void>): AbortSignal {
  const controller = new AbortController();
  void event.then(() => controller.abort("heard"));
  return controller.signal;
}
