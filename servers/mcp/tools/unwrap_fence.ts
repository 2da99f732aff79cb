/**
 * Code in a Markdown fence, as models often send it.
 *
 * @module
 */

/** A fence around all of the code, with or without a language; the closing one may be missing. */
const FENCE = /^\s*(`{3,}|~{3,})[ \t]*([\w+#.-]*)[^\n`]*\n([^]*)$/;

/**
 * Returns the code inside of a Markdown fence.
 *
 * @param code The code; other code is returned unchanged
 * @returns The code without the fence
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const fence = "`".repeat(3);
 * assertEquals(unwrapFence(`${fence}python\nprint(1)\n${fence}\n`), "print(1)\n");
 * ```
 */
export function unwrapFence(code: string): string {
  const [, fence, , body] = code.match(FENCE) ?? [];
  if (fence === undefined || body === undefined) return code;
  const lines = body.split("\n");
  const end = lines.findIndex((line) => isClosing(line.trim(), fence));
  if (end < 0) return body;
  // What follows the fence would be lost.
  if (lines.slice(end + 1).some((line) => line.trim() !== "")) return code;
  return lines.slice(0, end).map((line) => `${line}\n`).join("");
}

function isClosing(line: string, fence: string): boolean {
  return line.length >= fence.length &&
    line === (fence[0] ?? "").repeat(line.length);
}
