/**
 * THE list of what is used of `@std`, with the file beside this one that
 * stands in for it.
 */
export const STAND_INS: Readonly<Record<string, string>> = {
  "@std/assert": "assert.ts",
};
