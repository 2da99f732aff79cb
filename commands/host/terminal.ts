import type { EditorOptions, LineEditor, Output } from "../command.ts";
import { TerminalEditor } from "../repl/editor/terminal_editor.ts";
import { CHUNK_BYTES } from "./deno_context.ts";

/** The size of a terminal that does not tell it. */
const USUAL_SIZE = { columns: 80, rows: 24 };

/**
 * Opens the terminal of this process for line editing.
 *
 * @param options The history
 * @param output Standard output, which is a terminal
 * @returns The editor
 */
export function openTerminalEditor(
  options: EditorOptions,
  output: Pick<Output, "writeControl" | "flush">,
): LineEditor {
  return new TerminalEditor(options, {
    hasColours: !Deno.noColor,
    write: (text) => output.writeControl(text),
    flush: () => output.flush(),
    setRaw: (isRaw) => Deno.stdin.setRaw(isRaw),
    size,
    async read(): Promise<Uint8Array | null> {
      const buffer = new Uint8Array(CHUNK_BYTES);
      const count = await Deno.stdin.read(buffer);
      return count === null ? null : buffer.subarray(0, count);
    },
  });
}

function size(): { readonly columns: number; readonly rows: number } {
  try {
    const { columns, rows } = Deno.consoleSize();
    return columns > 0 && rows > 0 ? { columns, rows } : USUAL_SIZE;
  } catch {
    return USUAL_SIZE;
  }
}
