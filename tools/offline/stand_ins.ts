/**
 * The list of all used modules of `@std`, with the file in this folder that
 * replaces each.
 */
export const STAND_INS: Readonly<Record<string, string>> = {
  "@std/assert": "assert.ts",
  "@std/cli/unicode-width": "cli_unicode_width.ts",
  "@std/cli/unstable-progress-bar": "cli_progress_bar.ts",
  "@std/cli/unstable-spinner": "cli_spinner.ts",
};
