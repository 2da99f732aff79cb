import { createInterface, type Interface } from "node:readline";
import process from "node:process";
import type {
  EditorOptions,
  LineEditor,
  LineEvent,
  ReadLineOptions,
} from "../command.ts";

/** Edits lines on a terminal with Node's readline: arrows, history, word and line deletion, search. */
export class ReadlineEditor implements LineEditor {
  readonly #options: EditorOptions;
  readonly #flush: () => Promise<void>;
  readonly #handlers = new Set<() => void>();
  #history: readonly string[];
  #interface: Interface | undefined;
  /** The events that came before a read. */
  #early: LineEvent[] = [];
  #waiting: ((event: LineEvent) => void) | undefined;
  #remembers = true;
  #isClosed = false;

  /**
   * @param options The history
   * @param output `flush`: waits until the text before the prompt is on the terminal
   */
  constructor(
    options: EditorOptions,
    { flush }: { readonly flush: () => Promise<void> },
  ) {
    this.#options = options;
    this.#history = options.history;
    this.#flush = flush;
  }

  get history(): readonly string[] {
    return this.#history;
  }

  onInterrupt(handler: () => void): () => void {
    // The terminal is opened now, so that Ctrl-C is a key before the first prompt.
    this.#open();
    this.#handlers.add(handler);
    // Ctrl-C may come without a handler, between a statement and its run.
    const isLate = this.#early.some(({ type }) => type === "interrupt");
    this.#early = this.#early.filter(({ type }) => type !== "interrupt");
    if (isLate) handler();
    return () => void this.#handlers.delete(handler);
  }

  async readLine(
    prompt: string,
    { remember }: ReadLineOptions,
  ): Promise<LineEvent> {
    await this.#flush();
    const early = this.#early.shift();
    if (early !== undefined) return early;
    const editor = this.#open();
    const { promise, resolve } = Promise.withResolvers<LineEvent>();
    this.#waiting = resolve;
    this.#remembers = remember;
    editor.setPrompt(prompt);
    editor.prompt(true);
    return await promise;
  }

  close(): void {
    this.#isClosed = true;
    this.#interface?.close();
  }

  /** Opens the terminal. Opens it again after Ctrl-D has closed it. */
  #open(): Interface {
    if (this.#interface !== undefined) return this.#interface;
    const editor = createInterface({
      input: process.stdin,
      output: process.stdout,
      terminal: true,
      history: [...this.#history],
      historySize: this.#options.maxLines,
      removeHistoryDuplicates: true,
      prompt: "",
    });
    editor.on("line", (text) => this.#give({ type: "line", text }));
    editor.on("SIGINT", () => this.#interrupt(editor));
    editor.on("history", (lines) => this.#record(lines));
    editor.on("close", () => this.#end());
    this.#interface = editor;
    return editor;
  }

  #end(): void {
    this.#interface = undefined;
    if (this.#isClosed) return;
    process.stdout.write("\n");
    this.#give({ type: "end" });
  }

  #give(event: LineEvent): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting !== undefined) waiting(event);
    else this.#early.push(event);
  }

  #record(lines: string[]): void {
    // readline keeps this list, so a line that is removed here leaves its history.
    if (!this.#remembers) lines.shift();
    this.#history = [...lines];
  }

  #interrupt(editor: Interface): void {
    process.stdout.write("^C\n");
    // Both properties are documented as writable, but their types are read-only.
    Object.assign(editor, { line: "", cursor: 0 });
    this.#early = [];
    const handlers = [...this.#handlers];
    for (const handler of handlers) handler();
    // If a handler has handled it, only a waiting read gets the event.
    if (this.#waiting !== undefined || handlers.length === 0) {
      this.#give({ type: "interrupt" });
    }
  }
}
