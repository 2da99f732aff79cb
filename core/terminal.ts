/**
 * Makes untrusted text safe for a terminal.
 *
 * @module
 */

/**
 * Characters that can control a terminal or change the order of text: the control characters except tab and newline, the
 * bidirectional controls, and the separators that some terminals treat as newlines.
 */
const UNSAFE =
  // deno-lint-ignore no-control-regex -- these characters are escaped
  /\r\n|[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/**
 * Escapes control characters, so that a guest cannot move the cursor, change colours or the title, write to the clipboard
 * or change the order of text.
 *
 * @param text Any text
 * @returns The text with control and bidirectional characters as `\x1b` or `\u202e`; tab and newline remain
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(escapeForTerminal("a\x1b[2Jb\n"), "a\\x1b[2Jb\n");
 * ```
 */
export function escapeForTerminal(text: string): string {
  return text.replace(UNSAFE, (found) => {
    if (found === "\r\n") return "\n";
    const code = found.charCodeAt(0);
    return code < 0x100 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`;
  });
}

/**
 * Escapes the same characters in JSON text as JSON escapes, so that it parses to the same value.
 *
 * @param json JSON text without line breaks between its tokens
 * @returns JSON text that is safe for a terminal
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(escapeJsonForTerminal('"\u202e"'), '"\\u202e"');
 * ```
 */
export function escapeJsonForTerminal(json: string): string {
  return json.replace(
    UNSAFE,
    (found) =>
      Array.from(found, (one) => `\\u${hex(one.charCodeAt(0), 4)}`).join(""),
  );
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, "0");
}
