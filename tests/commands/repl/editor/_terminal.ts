import type { LineEvent } from "../../../../commands/line_editor.ts";
import type { Terminal } from "../../../../commands/repl/editor/terminal.ts";

/** A terminal in memory: it shows what a real one of its size would show, without colours. */
export class FakeTerminal implements Terminal {
  readonly hasColours = false;
  isRaw = false;
  written = "";
  #lines: string[][] = [[]];
  #row = 0;
  #column = 0;
  #input: ((bytes: Uint8Array | null) => void) | undefined;
  readonly #typed: (Uint8Array | null)[] = [];

  constructor(readonly columns = 40, readonly rows = 10) {}

  /** The lines on the screen, without spaces at their ends. */
  get lines(): readonly string[] {
    const lines = this.#lines.map((line) =>
      Array.from(line, (cell) => cell ?? " ").join("").trimEnd()
    );
    while (lines.at(-1) === "") lines.pop();
    return lines;
  }

  /** The place of the cursor. */
  get cursor(): readonly [row: number, column: number] {
    return [this.#row, this.#column];
  }

  size(): { readonly columns: number; readonly rows: number } {
    return { columns: this.columns, rows: this.rows };
  }

  setRaw(isRaw: boolean): void {
    this.isRaw = isRaw;
  }

  flush(): Promise<void> {
    return Promise.resolve();
  }

  /** Types keys; `null` is the end of the input. */
  type(keys: string | null): void {
    const bytes = keys === null ? null : new TextEncoder().encode(keys);
    const input = this.#input;
    this.#input = undefined;
    if (input === undefined) this.#typed.push(bytes);
    else input(bytes);
  }

  read(): Promise<Uint8Array | null> {
    const next = this.#typed.shift();
    if (next !== undefined) return Promise.resolve(next);
    const { promise, resolve } = Promise.withResolvers<Uint8Array | null>();
    this.#input = resolve;
    return promise;
  }

  write(text: string): void {
    this.written += text;
    // deno-lint-ignore no-control-regex -- the sequences of a terminal
    const token = /\x1b\[([?0-9;]*)([A-Za-z])|[^]/gu;
    for (const [whole, parameter = "", end] of text.matchAll(token)) {
      if (end !== undefined) this.#control(end, Number(parameter) || 0);
      else this.#put(whole);
    }
  }

  #put(character: string): void {
    if (character === "\r") this.#column = 0;
    else if (character === "\n") this.#goTo(this.#row + 1);
    else if (/^\p{M}$/u.test(character)) {
      const line = this.#lines[this.#row] ?? [];
      line[this.#column - 1] += character;
    } else {
      if (this.#column >= this.columns) throw new Error("It has wrapped");
      const line = this.#lines[this.#row] ?? [];
      line[this.#column++] = character;
      const isWide = /[\u3000-\u9fff]|\p{Emoji_Presentation}/u.test(character);
      if (isWide) line[this.#column++] = "";
    }
  }

  #control(end: string, count: number): void {
    const line = this.#lines[this.#row] ?? [];
    switch (end) {
      case "A":
        return this.#goTo(this.#row - count);
      case "B":
        if (this.#row + count >= this.#lines.length) throw new Error("No row");
        return this.#goTo(this.#row + count);
      case "C":
        this.#column += count;
        return;
      case "K":
        line.length = Math.min(line.length, this.#column);
        return;
      case "J":
        line.length = Math.min(line.length, this.#column);
        this.#lines.length = this.#row + 1;
        return;
      case "H":
        this.#goTo(0);
        this.#column = 0;
        return;
    }
  }

  #goTo(row: number): void {
    if (row < 0) throw new Error("Above the screen");
    this.#row = row;
    while (this.#lines.length <= row) this.#lines.push([]);
  }
}

/** Returns the text of a line event. */
export function textOf(event: LineEvent): string | undefined {
  return event.type === "line" ? event.text : undefined;
}
