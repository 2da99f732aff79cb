/**
 * Deno fetches at once whatever a module may import by a name that it can read, with all npm packages beneath. Who
 * imports the library would so have the command line too, and who runs a guest the server with its packages. What is
 * published names them so that Deno reads the name only when it comes to it.
 *
 * @module
 */

/** What is fetched when it is needed: the command line, and servers. An import of a type alone is none. */
const LATE =
  /\b((?:await|void)\s+import\(\s*)"((?:\.{1,2}\/)+)(cli|servers)(\.ts|\/[^"]+)"/g;

/**
 * Hides what a module imports late from those that look at it beforehand.
 *
 * @param source The module
 * @returns The same, importing the same
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(hideLateImports('await import("./cli.ts");'), 'await import(`./${"cli"}.ts`);');
 * ```
 */
export function hideLateImports(source: string): string {
  return source.replace(LATE, '$1`$2${"$3"}$4`');
}
