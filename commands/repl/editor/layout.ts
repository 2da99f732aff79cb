/**
 * The rows of a terminal that a prompt and its text take.
 *
 * @module
 */
import type { PaintedSpan } from "../../line_editor.ts";

/** A character on the terminal. */
export interface Cell {
  readonly text: string;
  readonly style: string;
  /** The number of columns: 1 or 2. */
  readonly width: number;
}

/** A place on the terminal. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** Rows with the place of the cursor. */
export interface Layout {
  readonly rows: readonly (readonly Cell[])[];
  readonly cursor: Place;
}

/** What is laid out. */
export interface LayoutOptions {
  /** The prompt before the first line; it may have colours. */
  readonly prompt: string;
  /** The prompt before the other lines. */
  readonly morePrompt: string;
  readonly spans: readonly PaintedSpan[];
  /** The place of the cursor in the text, in UTF-16 units. */
  readonly cursor: number;
  /** The width of the terminal. */
  readonly columns: number;
}

const SEGMENTER = new Intl.Segmenter();

/** Characters that take two columns: East Asian ones, and emoji. */
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]|\ufe0f|^\p{Emoji_Presentation}/u;

/** What takes no column by itself. */
const INVISIBLE = /^[\p{M}\p{Cf}\u200b-\u200d]+$/u;

/** A colour sequence of a prompt. */
// deno-lint-ignore no-control-regex -- colours of a prompt
const COLOUR = /\x1b\[([0-9;:]*)m/;

const TAB_COLUMNS = 8;

/**
 * Lays out a prompt and its text.
 *
 * @param options The text, the prompts and the width
 * @returns The rows
 */
export function layOut(
  { prompt, morePrompt, spans, cursor, columns }: LayoutOptions,
): Layout {
  const pen = new Pen(Math.max(columns, 4));
  pen.writePrompt(prompt);
  let at = 0;
  let place: Place | undefined;
  for (const { text, style } of spans) {
    for (const { segment } of SEGMENTER.segment(text)) {
      if (place === undefined && at >= cursor) place = pen.place();
      at += segment.length;
      if (segment !== "\n" && segment !== "\r\n") pen.write(segment, style);
      else {
        pen.newline();
        pen.writePrompt(morePrompt);
      }
    }
  }
  return { rows: pen.rows, cursor: place ?? pen.place() };
}

/**
 * Returns the number of columns of a character.
 *
 * @param segment A character as people see it
 * @returns 0, 1 or 2
 */
export function widthOf(segment: string): number {
  if (INVISIBLE.test(segment)) return 0;
  return WIDE.test(segment) ? 2 : 1;
}

/** Writes characters into rows. */
class Pen {
  readonly rows: Cell[][] = [[]];
  readonly #columns: number;
  #column = 0;

  constructor(columns: number) {
    this.#columns = columns;
  }

  place(): Place {
    // A full row continues in the next one.
    if (this.#column >= this.#columns) this.newline();
    return { row: this.rows.length - 1, column: this.#column };
  }

  newline(): void {
    this.rows.push([]);
    this.#column = 0;
  }

  writePrompt(prompt: string): void {
    let style = "";
    for (const [index, part] of prompt.split(COLOUR).entries()) {
      if (index % 2 === 1) style = /^[0;]*$/.test(part) ? "" : part;
      else {
        for (const { segment } of SEGMENTER.segment(part)) {
          this.write(segment, style);
        }
      }
    }
  }

  write(segment: string, style: string): void {
    if (segment === "\t") {
      const spaces = TAB_COLUMNS - this.#column % TAB_COLUMNS;
      for (let i = 0; i < spaces; i++) this.write(" ", style);
      return;
    }
    // A control character is shown as ^A and similar, others by their number.
    // deno-lint-ignore no-control-regex -- control characters are shown
    if (/^[\0-\x1f]$/.test(segment)) {
      this.#put("^", style, 1);
      const letter = String.fromCharCode(segment.charCodeAt(0) + 64);
      return this.#put(letter, style, 1);
    }
    if (
      /^[\x7f-\x9f\u2028-\u202e\u2066-\u2069\u200e\u200f\u061c]/.test(segment)
    ) {
      return this.#put("?", style, 1);
    }
    this.#put(segment, style, widthOf(segment));
  }

  #put(text: string, style: string, width: number): void {
    if (this.#column + width > this.#columns) this.newline();
    this.rows.at(-1)?.push({ text, style, width });
    this.#column += width;
  }
}
