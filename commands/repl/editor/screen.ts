import type { Cell, Layout, Place } from "./layout.ts";

/** Draws a layout on a terminal, and then only what has changed. */
export class Screen {
  readonly #write: (text: string) => void;
  #rows: readonly (readonly Cell[])[] = [];
  #at: Place = { row: 0, column: 0 };
  /** The number of rows that exist on the terminal. */
  #height = 1;

  /** @param write Writes control sequences and text to the terminal */
  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  /**
   * Draws a layout in place of the last one.
   *
   * @param layout The rows and the cursor
   * @param maxRows The height of the terminal; other rows around the cursor are left out
   */
  draw(layout: Layout, maxRows: number): void {
    const first = firstRow(layout, Math.max(maxRows, 1));
    const rows = layout.rows.slice(first, first + maxRows);
    let output = "";
    for (const [index, row] of rows.entries()) {
      output += this.#drawRow(index, row, this.#rows[index] ?? []);
    }
    if (rows.length < this.#height) {
      output += this.#moveTo({ row: rows.length, column: 0 }) + "\x1b[J";
      this.#height = Math.max(rows.length, 1);
      output += this.#moveUp(1);
    }
    const { row, column } = layout.cursor;
    output += this.#moveTo({ row: row - first, column });
    this.#rows = rows;
    if (output !== "") this.#write(output);
  }

  /** Ends the drawing: what is written next begins in a new line. */
  finish(): void {
    const last = Math.max(this.#rows.length - 1, 0);
    this.#write(this.#moveTo({ row: last, column: 0 }) + "\r\n");
    this.forget();
  }

  /** Begins anew, in the line of the cursor. */
  forget(): void {
    this.#rows = [];
    this.#at = { row: 0, column: 0 };
    this.#height = 1;
  }

  /** Clears the terminal. */
  clear(): void {
    this.#write("\x1b[H\x1b[2J");
    this.forget();
  }

  #drawRow(
    row: number,
    cells: readonly Cell[],
    before: readonly Cell[],
  ): string {
    const same = commonLength(cells, before);
    const isNew = row >= this.#height;
    if (!isNew && same === cells.length && same === before.length) return "";
    const column = widthOfCells(cells.slice(0, same));
    let output = this.#moveTo({ row, column });
    const rest = cells.slice(same);
    output += styled(rest);
    const end = column + widthOfCells(rest);
    if (widthOfCells(before) > end) output += "\x1b[K";
    this.#at = { row, column: end };
    return output;
  }

  #moveUp(by: number): string {
    const row = Math.max(this.#at.row - by, 0);
    const rows = this.#at.row - row;
    this.#at = { row, column: this.#at.column };
    return rows > 0 ? `\x1b[${rows}A` : "";
  }

  /** Returns the text that moves the cursor. A new row is made by a newline. */
  #moveTo({ row, column }: Place): string {
    const from = this.#at;
    if (from.row === row && from.column === column) return "";
    this.#at = { row, column };
    let output = "";
    if (row < from.row) output += `\x1b[${from.row - row}A`;
    const down = Math.min(row, this.#height - 1) - from.row;
    if (down > 0) output += `\x1b[${down}B`;
    if (row >= this.#height) {
      output += "\r\n".repeat(row - this.#height + 1);
      this.#height = row + 1;
    }
    // A carriage return also ends the state after the last column.
    output += "\r";
    return column > 0 ? `${output}\x1b[${column}C` : output;
  }
}

function firstRow({ rows, cursor }: Layout, maxRows: number): number {
  if (rows.length <= maxRows) return 0;
  const middle = cursor.row - Math.floor(maxRows / 2);
  return Math.min(Math.max(middle, 0), rows.length - maxRows);
}

function commonLength(a: readonly Cell[], b: readonly Cell[]): number {
  let length = 0;
  for (; length < a.length; length++) {
    const [one, other] = [a[length], b[length]];
    if (one?.text !== other?.text || one?.style !== other?.style) break;
  }
  return length;
}

function widthOfCells(cells: readonly Cell[]): number {
  return cells.reduce((sum, { width }) => sum + width, 0);
}

function styled(cells: readonly Cell[]): string {
  let output = "";
  let style = "";
  for (const cell of cells) {
    if (cell.style !== style) {
      if (style !== "") output += "\x1b[0m";
      if (cell.style !== "") output += `\x1b[${cell.style}m`;
      style = cell.style;
    }
    output += cell.text;
  }
  return style === "" ? output : `${output}\x1b[0m`;
}
