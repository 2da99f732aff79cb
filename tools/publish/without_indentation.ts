/**
 * JSR's limit has no room for the indentation of code that no document is made of.
 *
 * @module
 */

/** A backtick that is not escaped. */
const BACKTICK = /(?<!\\)(?:\\\\)*`/g;

/**
 * Removes indentation and empty lines. A module with a text over several lines is left as it is.
 *
 * @param source The module
 * @returns An equivalent module
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(withoutIndentation("if (a) {\n  b();\n}\n\nc();\n"), "if (a) {\nb();\n}\nc();\n");
 * assertEquals(withoutIndentation("a = `\n  b`;\n"), "a = `\n  b`;\n");
 * ```
 */
export function withoutIndentation(source: string): string {
  const lines = source.split("\n");
  const isInLines = lines.every((line) =>
    (line.match(BACKTICK)?.length ?? 0) % 2 === 0 && !line.endsWith("\\")
  );
  if (!isInLines) return source;
  const kept = lines.map((line) => line.trimStart())
    .filter((line) => line !== "");
  return `${kept.join("\n")}\n`;
}
