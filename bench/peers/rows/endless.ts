/**
 * Guests that do not end by themselves.
 *
 * @module
 */
import type { Language } from "../../../mod.ts";
import type { Code } from "../driver.ts";

/** The milliseconds after which they have to be stopped. */
export const DEADLINE_MS = 200;

/** The longest wait for what follows the deadline. */
export const PATIENCE_MS = 5_000;

/** An endless loop. */
export const ENDLESS: Readonly<Record<Language, Code>> = {
  python: { setup: "while True: pass", expression: "1" },
  javascript: { setup: "for (;;) {}", expression: "1" },
  typescript: { setup: "for (;;) {}", expression: "1" },
};
