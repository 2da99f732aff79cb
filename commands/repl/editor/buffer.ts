/** The text that is edited, with its cursor. */
interface Content {
  readonly text: string;
  readonly cursor: number;
}

const MAX_UNDO = 200;

/** Splits text into characters as people see them. */
const SEGMENTER = new Intl.Segmenter();

/** A text of one or more lines with a cursor. */
export class Buffer implements Content {
  #text = "";
  #cursor = 0;
  #killed = "";
  readonly #past: Content[] = [];

  /** The text. */
  get text(): string {
    return this.#text;
  }

  /** The place of the cursor, in UTF-16 units from the beginning. */
  get cursor(): number {
    return this.#cursor;
  }

  /** The text of the cursor's line before the cursor. */
  get lineStart(): string {
    return this.#text.slice(this.#start(), this.#cursor);
  }

  /** Replaces the text, with the cursor at its end or at a place. */
  set(text: string, cursor: number = text.length): void {
    if (text !== this.#text) {
      this.#past.push({ text: this.#text, cursor: this.#cursor });
      if (this.#past.length > MAX_UNDO) this.#past.shift();
    }
    this.#text = text;
    this.#cursor = cursor;
  }

  /** Empties the buffer, also of what could be undone. */
  reset(): void {
    this.#text = "";
    this.#cursor = 0;
    this.#past.length = 0;
  }

  /** Takes back the last change. */
  undo(): void {
    const last = this.#past.pop();
    if (last === undefined) return;
    this.#text = last.text;
    this.#cursor = last.cursor;
  }

  /** Replaces the text between a place and the cursor. */
  replace(from: number, text: string): void {
    const { text: all, cursor } = this;
    this.set(all.slice(0, from) + text + all.slice(cursor), from + text.length);
  }

  /** Inserts text at the cursor. */
  insert(text: string): void {
    this.replace(this.#cursor, text);
  }

  /** Moves the cursor by a character. */
  move(by: -1 | 1): void {
    this.#cursor = by < 0 ? this.#before() : this.#after();
  }

  /** Moves the cursor by a word. */
  moveWord(by: -1 | 1): void {
    this.#cursor = by < 0 ? this.#wordStart() : this.#wordEnd();
  }

  /** Moves the cursor to the start or the end of its line. */
  moveToEdge(to: "start" | "end"): void {
    this.#cursor = to === "start" ? this.#start() : this.#end();
  }

  /** Moves the cursor to another line. Returns whether there is one. */
  moveLine(by: -1 | 1): boolean {
    const column = this.#cursor - this.#start();
    const line = by < 0 ? this.#start() - 1 : this.#end() + 1;
    if (line < 0 || line > this.#text.length) return false;
    const above = this.#text.slice(0, Math.max(line, 0)).lastIndexOf("\n") + 1;
    const from = by < 0 ? above : line;
    const end = this.#text.indexOf("\n", from);
    const last = end < 0 ? this.#text.length : end;
    this.#cursor = Math.min(from + column, last);
    return true;
  }

  /** Removes the character before or after the cursor. */
  remove(which: "before" | "after"): void {
    const cursor = this.#cursor;
    if (which === "before") this.#cut(this.#before(), cursor);
    else this.#cut(cursor, this.#after());
  }

  /** Removes a word or a part of the line, for {@linkcode yank}. */
  kill(what: "word" | "word-left" | "end" | "start"): void {
    const cursor = this.#cursor;
    // At the end of a line, its newline is removed.
    const end = Math.max(this.#end(), Math.min(cursor + 1, this.#text.length));
    const [from, to] = {
      word: [cursor, this.#wordEnd()],
      "word-left": [this.#wordStart(), cursor],
      end: [cursor, cursor === this.#end() ? end : this.#end()],
      start: [this.#start(), cursor],
    }[what];
    if (from === undefined || to === undefined || from === to) return;
    this.#killed = this.#text.slice(from, to);
    this.#cut(from, to);
  }

  /** Inserts what was last killed. */
  yank(): void {
    this.insert(this.#killed);
  }

  /** Swaps the two characters before the cursor. */
  swap(): void {
    const segments = [...SEGMENTER.segment(this.lineStart)];
    const [one, other] = segments.slice(-2).map(({ segment }) => segment);
    if (one === undefined || other === undefined) return;
    this.replace(this.#cursor - one.length - other.length, other + one);
  }

  #cut(from: number, to: number): void {
    this.set(this.#text.slice(0, from) + this.#text.slice(to), from);
  }

  #start(): number {
    return this.#text.slice(0, this.#cursor).lastIndexOf("\n") + 1;
  }

  #end(): number {
    const end = this.#text.indexOf("\n", this.#cursor);
    return end < 0 ? this.#text.length : end;
  }

  #before(): number {
    if (this.#cursor === 0) return 0;
    if (this.#cursor === this.#start()) return this.#cursor - 1;
    const last = [...SEGMENTER.segment(this.lineStart)].at(-1);
    return this.#cursor - (last?.segment.length ?? 1);
  }

  #after(): number {
    const rest = this.#text.slice(this.#cursor, this.#end());
    if (rest === "") return Math.min(this.#cursor + 1, this.#text.length);
    const [first] = SEGMENTER.segment(rest);
    return this.#cursor + (first?.segment.length ?? 1);
  }

  #wordStart(): number {
    const before = this.#text.slice(0, this.#cursor);
    return before.replace(/[\p{L}\p{N}_]*[^\p{L}\p{N}_]*$/u, "").length;
  }

  #wordEnd(): number {
    const rest = this.#text.slice(this.#cursor);
    const word = /^[^\p{L}\p{N}_]*[\p{L}\p{N}_]*/u.exec(rest)?.[0] ?? "";
    return this.#cursor + word.length;
  }
}
