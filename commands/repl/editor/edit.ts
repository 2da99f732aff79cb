import type { Buffer } from "./buffer.ts";
import type { KeyName } from "./keys.ts";

/** The text of a step of indentation. */
export const INDENT = "    ";

/** What the keys do that only change a buffer. */
const EDITS: Readonly<Partial<Record<KeyName, (buffer: Buffer) => void>>> = {
  newline: (buffer) => buffer.insert("\n"),
  left: (buffer) => buffer.move(-1),
  right: (buffer) => buffer.move(1),
  "word-left": (buffer) => buffer.moveWord(-1),
  "word-right": (buffer) => buffer.moveWord(1),
  home: (buffer) => buffer.moveToEdge("start"),
  end: (buffer) => buffer.moveToEdge("end"),
  backspace: removeBack,
  delete: (buffer) => buffer.remove("after"),
  "delete-word": (buffer) => buffer.kill("word"),
  "delete-word-left": (buffer) => buffer.kill("word-left"),
  "kill-end": (buffer) => buffer.kill("end"),
  "kill-start": (buffer) => buffer.kill("start"),
  yank: (buffer) => buffer.yank(),
  swap: (buffer) => buffer.swap(),
  undo: (buffer) => buffer.undo(),
};

/**
 * Does what a key does to a buffer.
 *
 * @param buffer The buffer
 * @param name The key
 * @returns Whether the key does something to a buffer
 */
export function edit(buffer: Buffer, name: KeyName): boolean {
  const change = EDITS[name];
  change?.(buffer);
  return change !== undefined;
}

/** Removes a character, or a step of the indentation. */
function removeBack(buffer: Buffer): void {
  const { lineStart } = buffer;
  const isIndent = lineStart.endsWith(INDENT) && lineStart.trim() === "" &&
    lineStart.length % INDENT.length === 0;
  for (let i = 0; i < (isIndent ? INDENT.length : 1); i++) {
    buffer.remove("before");
  }
}
