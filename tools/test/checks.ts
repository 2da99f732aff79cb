/**
 * The checks beside the tests.
 *
 * @module
 */

/** A check. */
interface Check {
  /** The arguments of `deno`. */
  readonly args: readonly string[];
  /** Whether it counts tests. */
  readonly isTest?: boolean;
}

/** The checks by name; a level lists names. */
export const CHECKS: Readonly<Record<string, Check>> = {
  "fmt": { args: ["fmt", "--check"] },
  "lint": { args: ["task", "lint"] },
  "lint:python": { args: ["task", "lint:python"] },
  "doc:lint": { args: ["task", "doc:lint"] },
  "check": { args: ["task", "check"] },
  "test:doc": { args: ["task", "test:doc"], isTest: true },
  "publish:check": { args: ["task", "publish:check"] },
};
