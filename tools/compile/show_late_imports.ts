/**
 * Makes late imports, which the sources hide from Deno, visible to a bundler.
 *
 * @module
 */

const LATE =
  /\blate<\s*typeof import\("(?<name>[^"]+)"\),?\s*>\(\s*import\.meta\.resolve\("\k<name>"\),?\s*\)/g;

/**
 * Replaces each late import by a plain `import()`.
 *
 * @param source A module
 * @returns The module with equivalent imports
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
