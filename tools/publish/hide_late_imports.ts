/**
 * Deno fetches at once whatever a module may import by a name that it can read, with all npm packages beneath. Who
 * imports the library would so have the command line too. What is published names it so that Deno reads the name only
 * when it comes to it. (In the sources that would take the permission to read them; `core/late.ts` is for what may.)
 *
 * @module
 */

/** How the library imports the command line, where it is run as a program. */
const LATE = /\bimport\(\s*"\.\/cli\.ts",?\s*\)/g;

/**
 * Hides what a module imports late from those that look at it beforehand. It has no type, or who checks the library's
 * types would fetch the command line for its own.
 *
 * @param source The module
 * @returns The same, importing the same
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
