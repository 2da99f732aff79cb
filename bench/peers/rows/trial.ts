/**
 * The code that tries an environment.
 *
 * @module
 */
import { PANDAS_EXPRESSION, PANDAS_SETUP } from "../../subject.ts";
import type { Trial } from "../row.ts";

/** The smallest guest. */
export const TRIAL: Trial = {
  code: { setup: "", expression: "1+1" },
  expected: "2",
};

/** A guest that imports pandas. */
export const PANDAS: Trial = {
  code: { setup: PANDAS_SETUP, expression: PANDAS_EXPRESSION },
  expected: "3",
};
