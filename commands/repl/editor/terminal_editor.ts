import type {
  EditorOptions,
  LineEditor,
  LineEvent,
  PaintedSpan,
  ReadLineOptions,
} from "../../line_editor.ts";
import { Buffer } from "./buffer.ts";
import { edit, INDENT } from "./edit.ts";
import { History } from "./history.ts";
import { KeyReader } from "./key_reader.ts";
import type { Key, KeyName } from "./keys.ts";
import { layOut } from "./layout.ts";
import { Screen } from "./screen.ts";
import { Search } from "./search.ts";
import type { Terminal } from "./terminal.ts";
import { formatChoices, sharedStart } from "./choices.ts";

/** A read that is under way. */
interface Reading {
  readonly prompt: string;
  readonly options: ReadLineOptions;
  readonly resolve: (event: LineEvent) => void;
}

const PASTE_ON = "\x1b[?2004h";
const PASTE_OFF = "\x1b[?2004l";

/** Edits statements of several lines on a terminal, with history, search and completion. */
export class TerminalEditor implements LineEditor {
  readonly #terminal: Terminal;
  readonly #history: History;
  readonly #screen: Screen;
  readonly #buffer = new Buffer();
  readonly #keys: KeyReader;
  readonly #handlers = new Set<() => void>();
  /** Keys that came before a read. */
  #early: Key[] = [];
  #reading: Reading | undefined;
  #search: Search | undefined;
  /** Whether the text has a paste, which Enter ends without a blank line. */
  #isPasted = false;
  #isBusy = false;
  #isOpen = false;
  #isAtEnd = false;
  #isInterrupted = false;

  /**
   * @param options The history
   * @param terminal The terminal
   */
  constructor(
    { history, maxLines }: EditorOptions,
    terminal: Terminal,
  ) {
    this.#terminal = terminal;
    this.#history = new History(history, maxLines);
    this.#keys = new KeyReader(terminal);
    this.#screen = new Screen((text) => terminal.write(text));
  }

  get history(): readonly string[] {
    return this.#history.entries;
  }

  get hasColours(): boolean {
    return this.#terminal.hasColours;
  }

  onInterrupt(handler: () => void): () => void {
    // The terminal is opened now, so that Ctrl-C is a key before the first prompt.
    this.#open();
    this.#handlers.add(handler);
    const isLate = this.#isInterrupted;
    this.#isInterrupted = false;
    if (isLate) handler();
    return () => void this.#handlers.delete(handler);
  }

  async readLine(
    prompt: string,
    options: ReadLineOptions,
  ): Promise<LineEvent> {
    this.#open();
    await this.#terminal.flush();
    if (this.#isInterrupted) {
      this.#isInterrupted = false;
      return { type: "interrupt" };
    }
    if (this.#isAtEnd && this.#early.length === 0) return { type: "end" };
    const { promise, resolve } = Promise.withResolvers<LineEvent>();
    this.#reading = { prompt, options, resolve };
    this.#buffer.reset();
    this.#isPasted = false;
    this.#screen.forget();
    // A prompt of the guest stands there already.
    this.#terminal.write(options.remember ? PASTE_ON : `${PASTE_ON}\r`);
    this.#draw();
    void this.#work([]);
    return await promise;
  }

  close(): void {
    this.#keys.close();
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#terminal.write(PASTE_OFF);
    this.#terminal.setRaw(false);
  }

  #open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#terminal.setRaw(true);
    void this.#readKeys();
  }

  async #readKeys(): Promise<void> {
    await this.#keys.read((keys) => this.#take(keys));
    this.#isAtEnd = true;
    if (this.#early.length === 0) this.#give({ type: "end" });
  }

  /** Takes keys. Ctrl-C takes effect at once, also while the guest runs or completions are made. */
  #take(keys: readonly Key[]): void {
    const last = keys.findLastIndex((key) =>
      key.type === "key" && key.name === "interrupt"
    );
    if (last >= 0 && (this.#reading === undefined || this.#isBusy)) {
      this.#early = [];
      this.#interrupt();
      return void this.#work(keys.slice(last + 1));
    }
    void this.#work(keys);
  }

  /** Handles keys one after the other, as completions take time. */
  async #work(keys: readonly Key[]): Promise<void> {
    this.#early.push(...keys);
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      while (this.#reading !== undefined && this.#early.length > 0) {
        const key = this.#early.shift();
        if (key !== undefined) await this.#handle(key, this.#reading);
      }
    } finally {
      this.#isBusy = false;
    }
    if (this.#isAtEnd && this.#early.length === 0) this.#give({ type: "end" });
  }

  async #handle(key: Key, reading: Reading): Promise<void> {
    if (this.#search !== undefined && this.#handleInSearch(key, this.#search)) {
      return this.#draw();
    }
    if (key.type === "key" && key.name === "tab") await this.#tab(reading);
    else if (key.type === "key") this.#command(key.name, reading);
    else {
      this.#isPasted ||= key.type === "paste" && key.text.includes("\n");
      // The newline at the end of a paste is not another line.
      this.#buffer.insert(
        key.type === "paste" ? key.text.replace(/\n$/, "") : key.text,
      );
    }
    this.#draw();
  }

  #command(name: KeyName, reading: Reading): void {
    const buffer = this.#buffer;
    if (edit(buffer, name)) return;
    switch (name) {
      case "enter":
        return this.#enter(reading);
      case "up":
        return this.#goUp();
      case "down":
        return this.#goDown();
      case "clear":
        return this.#screen.clear();
      case "search":
        this.#search = new Search(this.#history, buffer.text);
        return;
      case "interrupt":
        return this.#interrupt();
      case "eof":
        if (buffer.text !== "") return buffer.remove("after");
        this.#screen.finish();
        return this.#give({ type: "end" });
    }
  }

  #enter({ options }: Reading): void {
    const { text } = this.#buffer;
    const isWhole = options.isWhole?.(text, this.#isPasted) ?? true;
    if (!isWhole) {
      if (this.#buffer.cursor < text.length) this.#buffer.insert("\n");
      else this.#buffer.set(`${text}\n`);
      return;
    }
    this.#buffer.set(text);
    this.#draw();
    this.#screen.finish();
    if (options.remember) this.#history.add(text.trimEnd());
    this.#give({ type: "line", text });
  }

  #goUp(): void {
    if (this.#buffer.moveLine(-1)) return;
    this.#show(this.#history.step(1, this.#buffer.text));
  }

  #goDown(): void {
    if (this.#buffer.moveLine(1)) return;
    this.#show(this.#history.step(-1, this.#buffer.text));
  }

  #show(text: string | undefined): void {
    if (text === undefined || !this.#reading?.options.remember) return;
    this.#buffer.set(text);
    this.#isPasted = text.includes("\n");
  }

  /** Handles a key while the history is searched. Returns whether the search has used it. */
  #handleInSearch(key: Key, search: Search): boolean {
    const { isOpen, isUsed, text, cursor } = search.next(key);
    if (!isOpen) this.#search = undefined;
    if (text !== undefined) {
      this.#buffer.set(text, cursor);
      this.#isPasted = text.includes("\n");
    }
    return isUsed;
  }

  async #tab({ options }: Reading): Promise<void> {
    const buffer = this.#buffer;
    if (options.complete === undefined) return;
    if (buffer.lineStart.trim() === "") return buffer.insert(INDENT);
    const { text, cursor } = buffer;
    const { from, words } = await options.complete(text.slice(0, cursor));
    if (buffer.text !== text || this.#reading?.options !== options) return;
    const [only] = words;
    if (only === undefined) return;
    const start = words.length === 1 ? only : sharedStart(words);
    if (start.length > cursor - from) return buffer.replace(from, start);
    if (words.length === 1) return;
    this.#draw();
    this.#screen.finish();
    const { columns } = this.#terminal.size();
    this.#terminal.write(formatChoices(words, columns));
  }

  /** Clears the line, or stops the guest. */
  #interrupt(): void {
    if (this.#reading !== undefined) {
      this.#buffer.set(this.#buffer.text);
      this.#search = undefined;
      this.#draw();
    }
    this.#terminal.write("^C\r\n");
    this.#screen.forget();
    this.#history.leave();
    const handlers = [...this.#handlers];
    for (const handler of handlers) handler();
    // If a handler has handled it, only a waiting read gets the event.
    if (this.#reading !== undefined) this.#give({ type: "interrupt" });
    else if (handlers.length === 0) this.#isInterrupted = true;
  }

  #give(event: LineEvent): void {
    const reading = this.#reading;
    this.#reading = undefined;
    this.#search = undefined;
    if (reading === undefined) return;
    this.#terminal.write(PASTE_OFF);
    reading.resolve(event);
  }

  #draw(): void {
    const reading = this.#reading;
    if (reading === undefined) return;
    const { prompt, options } = reading;
    const { text, cursor } = this.#buffer;
    const plain: readonly PaintedSpan[] = [{ text, style: "" }];
    const { columns, rows } = this.#terminal.size();
    const layout = layOut({
      prompt: this.#search?.prompt ?? prompt,
      morePrompt: options.morePrompt ?? "",
      spans: (this.hasColours ? options.paint?.(text) : undefined) ?? plain,
      cursor,
      columns,
    });
    this.#screen.draw(layout, rows);
  }
}
