/**
 * What environments are tried with.
 *
 * @module
 */
import type { Code } from "../driver.ts";

/** The least that a guest can do, with what comes out of it. */
export const TRIAL: { readonly code: Code; readonly expected: string } = {
  code: { setup: "", expression: "1+1" },
  expected: "2",
};
