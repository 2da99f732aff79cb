/**
 * Deno fetches at once every module that an `import()` names by a literal, with all npm packages beneath it. A program
 * that imports the library would therefore fetch the command line too. The published package builds the name at run
 * time, so that Deno reads it only when the `import()` runs. (In the sources that would need the permission to read
 * them; `core/late.ts` is for code that has it.)
 *
 * @module
 */

/** How the library imports the command line, where it is run as a program. */
const LATE = /\bimport\(\s*"\.\/cli\.ts",?\s*\)/g;

/**
 * Hides late imports of a module from tools that analyse it. The import has no type; otherwise a check of the library's
 * types would fetch the command line.
 *
 * @param source The module
 * @returns The module with equivalent imports
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(hideLateImports('import("./cli.ts")'), 'import(`./${"cli.ts"}`)');
 * ```
 */
export function hideLateImports(source: string): string {
  return source.replace(LATE, 'import(`./${"cli.ts"}`)');
}
