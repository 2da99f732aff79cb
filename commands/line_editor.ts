/**
 * The interface of editing lines on a terminal.
 *
 * @module
 */

/** The result of reading a line. */
export type LineEvent =
  | { readonly type: "line"; readonly text: string }
  | { readonly type: "interrupt" }
  | { readonly type: "end" };

/** Options for reading a line. */
export interface ReadLineOptions {
  /** Whether the line may enter the history. */
  readonly remember: boolean;
  /** The prompt before further lines of the same text. */
  readonly morePrompt?: string;
  /** Returns whether Enter ends the text, which may have several lines. It may have been pasted as a whole. */
  readonly isWhole?: (text: string, isPasted: boolean) => boolean;
  /** Colours the text. */
  readonly paint?: (text: string) => readonly PaintedSpan[];
  /** Completes the text before the cursor. */
  readonly complete?: (text: string) => Promise<Choices>;
}

/** A part of a text with the parameters of its colour sequence; empty for the usual colour. */
export interface PaintedSpan {
  readonly text: string;
  readonly style: string;
}

/** What may stand in place of the end of a text. */
export interface Choices {
  /** Where the replaced end begins. */
  readonly from: number;
  readonly words: readonly string[];
}

/** A source of lines. */
export interface LineReader {
  /** Reads a line. Ctrl-C returns `interrupt`, the end of the input returns `end`. */
  readLine(prompt: string, options: ReadLineOptions): Promise<LineEvent>;
  /** Closes the source. */
  close(): void;
}

/** A terminal with line editing. */
export interface LineEditor extends LineReader {
  /** The typed lines, the latest first. */
  readonly history: readonly string[];
  /** Whether it shows colours. */
  readonly hasColours: boolean;
  /**
   * Calls the handler on Ctrl-C, whether or not a line is being read. A Ctrl-C that came before there was a handler calls
   * it at once.
   */
  onInterrupt(handler: () => void): () => void;
}

/** Options of a line editor. */
export interface EditorOptions {
  /** The lines of earlier sessions, the latest first. */
  readonly history: readonly string[];
  /** The maximum number of lines in the history. */
  readonly maxLines: number;
}

/** Stores typed lines, if the permissions allow it. */
export interface HistoryStore {
  /** Loads the lines of a name, the latest first. Returns an empty list if there are no readable lines. */
  load(name: string): Promise<readonly string[]>;
  /** Stores the lines of a name. Does nothing without permission. */
  save(name: string, lines: readonly string[]): Promise<void>;
}
