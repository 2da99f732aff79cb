import type { LineEditor } from "../line_editor.ts";
import { PipedReader, PushbackReader } from "./line_readers.ts";
import { ReplSession, type ReplSessionOptions } from "./session.ts";

/** Options of a session; the lines come from the editor, or else from standard input. */
export type SessionOptions = Omit<ReplSessionOptions, "reader" | "editor"> & {
  readonly editor?: LineEditor;
};

/**
 * Runs a session to its end.
 *
 * @param options The options of the session
 * @returns The exit status
 */
export async function runSession(options: SessionOptions): Promise<number> {
  const reader = options.editor ?? new PipedReader(options.context.stdin);
  await using session = new ReplSession({
    ...options,
    reader: new PushbackReader(reader),
  });
  return await session.run();
}
