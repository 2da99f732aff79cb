/**
 * Shows to who bundles a program what its sources hide from Deno: what they import late.
 *
 * @module
 */

const LATE =
  /\blate<\s*typeof import\("(?<name>[^"]+)"\),?\s*>\(\s*import\.meta\.resolve\("\k<name>"\),?\s*\)/g;

/**
 * Puts a plain `import()` in the place of each late one.
 *
 * @param source A module
 * @returns The same, importing the same
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const hidden = 'late<typeof import("./a.ts")>(import.meta.resolve("./a.ts"))';
 * assertEquals(showLateImports(`await ${hidden}`), 'await import("./a.ts")');
 * ```
 */
export function showLateImports(source: string): string {
  return source.replace(LATE, 'import("$<name>")');
}
