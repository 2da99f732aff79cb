/**
 * The code that tries an environment.
 *
 * @module
 */
import type { Code } from "../driver.ts";

/** The smallest guest, with its result. */
export const TRIAL: { readonly code: Code; readonly expected: string } = {
  code: { setup: "", expression: "1+1" },
  expected: "2",
};
