/**
 * Lets colours of untrusted text through to a terminal, and makes all other control sequences visible.
 *
 * @module
 */
import { escapeForTerminal } from "./terminal.ts";

/** A colour sequence (SGR), a carriage return, and a newline after one. Longer parameters are not for colours. */
const LET_THROUGH =
  // deno-lint-ignore no-control-regex -- these characters are let through
  /\x1b\[([0-9;:]{0,64})m|\r\n?/g;

/** The beginning of a colour sequence at the end of a text. */
// deno-lint-ignore no-control-regex -- these characters are let through
const BEGINNING = /\x1b(?:\[[0-9;:]{0,64})?$/;

/** Restores the usual colours. */
const RESET = "\x1b[0m";

/** The parameters that set a colour, after which `5` and `2` say how many numbers follow. */
const COLOUR_PARAMETERS: ReadonlySet<string> = new Set(["38", "48", "58"]);

/** Filters the text of one stream, which may arrive in pieces that cut a sequence. */
export class TerminalFilter {
  #held = "";
  #isStyled = false;

  /** Whether the colours differ from the usual ones. */
  get isStyled(): boolean {
    return this.#isStyled;
  }

  /**
   * Filters the next piece of text. The beginning of a sequence at its end is held back.
   *
   * @param text The piece
   * @returns Text that can only set colours and return to the beginning of its line
   *
   * @example
   * ```ts
   * import { assertEquals } from "@std/assert";
   * const filter = new TerminalFilter();
   * assertEquals(filter.next("\x1b[31mred\x1b[2J\x1b"), "\x1b[31mred\\x1b[2J");
   * assertEquals(filter.next("[0m"), "\x1b[0m");
   * ```
   */
  next(text: string): string {
    const all = this.#held + text;
    this.#held = BEGINNING.exec(all)?.[0] ?? "";
    return this.#filter(all.slice(0, all.length - this.#held.length));
  }

  /**
   * Ends the text.
   *
   * @returns What was held back, made visible, and what restores the colours
   */
  end(): string {
    const held = escapeForTerminal(this.#held);
    const reset = this.#isStyled ? RESET : "";
    this.#held = "";
    this.#isStyled = false;
    return held + reset;
  }

  #filter(text: string): string {
    let filtered = "";
    let from = 0;
    for (const found of text.matchAll(LET_THROUGH)) {
      const [sequence, parameters] = found;
      if (parameters !== undefined && isConcealing(parameters)) continue;
      filtered += escapeForTerminal(text.slice(from, found.index));
      filtered += sequence === "\r\n" ? "\n" : sequence;
      from = found.index + sequence.length;
      if (parameters !== undefined) this.#isStyled = !isReset(parameters);
    }
    return filtered + escapeForTerminal(text.slice(from));
  }
}

/**
 * Filters a whole text, as {@linkcode TerminalFilter} does.
 *
 * @param text The text
 * @returns The text, after which the colours are the usual ones
 */
export function colouredText(text: string): string {
  const filter = new TerminalFilter();
  return filter.next(text) + filter.end();
}

function isReset(parameters: string): boolean {
  return /^[0;]*$/.test(parameters);
}

/** Whether the sequence hides text, so that a person copies what cannot be seen. */
function isConcealing(parameters: string): boolean {
  const list = parameters.split(";");
  for (let i = 0; i < list.length; i++) {
    const parameter = (list[i] ?? "").replace(/^0+(?=\d)/, "");
    if (/^8(?::|$)/.test(parameter)) return true;
    if (!COLOUR_PARAMETERS.has(parameter)) continue;
    const kind = list[i + 1]?.replace(/^0+(?=\d)/, "");
    i += kind === "5" ? 2 : kind === "2" ? 4 : 0;
  }
  return false;
}
