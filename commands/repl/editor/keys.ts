/**
 * Decodes what a terminal sends into keys and pastes.
 *
 * @module
 */

/** An input of a person: typed text, a pasted text, or another key by its name. */
export type Key =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "paste"; readonly text: string }
  | { readonly type: "key"; readonly name: KeyName };

/** The names of the keys that the editor knows. */
export type KeyName =
  | "left"
  | "right"
  | "up"
  | "down"
  | "home"
  | "end"
  | "delete"
  | "backspace"
  | "enter"
  | "newline"
  | "tab"
  | "escape"
  | "word-left"
  | "word-right"
  | "delete-word"
  | "delete-word-left"
  | "kill-end"
  | "kill-start"
  | "yank"
  | "swap"
  | "undo"
  | "clear"
  | "search"
  | "cancel"
  | "interrupt"
  | "eof"
  | "unknown";

const PASTE_START = "\x1b[200~";
const PASTE_END = "\x1b[201~";

const CONTROLS: Readonly<Record<string, KeyName>> = {
  "\x01": "home",
  "\x02": "left",
  "\x03": "interrupt",
  "\x04": "eof",
  "\x05": "end",
  "\x06": "right",
  "\x07": "cancel",
  "\x08": "backspace",
  "\t": "tab",
  "\n": "enter",
  "\x0b": "kill-end",
  "\x0c": "clear",
  "\r": "enter",
  "\x0e": "down",
  "\x10": "up",
  "\x12": "search",
  "\x14": "swap",
  "\x15": "kill-start",
  "\x17": "delete-word-left",
  "\x19": "yank",
  "\x1f": "undo",
  "\x7f": "backspace",
};

/** The end of a sequence after `ESC [` or `ESC O`, without modifiers. */
const SEQUENCES: Readonly<Record<string, KeyName>> = {
  A: "up",
  B: "down",
  C: "right",
  D: "left",
  F: "end",
  H: "home",
  "1~": "home",
  "3~": "delete",
  "4~": "end",
  "7~": "home",
  "8~": "end",
};

/** The same with Ctrl or Alt. */
const MODIFIED: Readonly<Record<string, KeyName>> = {
  ...SEQUENCES,
  C: "word-right",
  D: "word-left",
  "3~": "delete-word",
};

/** A character after Escape, which is Alt with this character. */
const ALT: Readonly<Record<string, KeyName>> = {
  b: "word-left",
  f: "word-right",
  d: "delete-word",
  "\r": "newline",
  "\n": "newline",
  "\x7f": "delete-word-left",
  "\x08": "delete-word-left",
};

// deno-lint-ignore no-control-regex -- these are the sequences of keys
const SEQUENCE = /^\x1b(?:O([A-Za-z])|\[([0-9;?<=>]*)([@-~]))/;
// deno-lint-ignore no-control-regex -- these are the sequences of keys
const UNFINISHED = /^\x1b(?:O|\[[0-9;?<=>]{0,32})?$/;
// deno-lint-ignore no-control-regex -- control characters are keys
const TEXT = /^[^\0-\x1f\x7f]+/;

/** Decodes a stream of input, whose sequences may arrive in pieces. */
export class KeyDecoder {
  #kept = "";

  /** Whether a sequence has begun. A lone Escape is one until more arrives. */
  get isOpen(): boolean {
    return this.#kept !== "";
  }

  /**
   * Decodes the next piece.
   *
   * @param input The piece
   * @returns The keys that are complete
   */
  next(input: string): readonly Key[] {
    this.#kept += input;
    const keys: Key[] = [];
    for (let key = this.#take(); key !== undefined; key = this.#take()) {
      keys.push(key);
    }
    return keys;
  }

  /** Returns what has begun as keys of its own, as after a lone Escape. */
  end(): readonly Key[] {
    const kept = this.#kept;
    if (!UNFINISHED.test(kept)) return [];
    this.#kept = "";
    return [{ type: "key", name: kept === "\x1b" ? "escape" : "unknown" }];
  }

  #take(): Key | undefined {
    const kept = this.#kept;
    if (kept === "") return undefined;
    if (kept.startsWith(PASTE_START)) return this.#takePaste();
    if (kept.startsWith("\x1b")) return this.#takeSequence();
    const text = TEXT.exec(kept)?.[0];
    if (text !== undefined) return this.#give(text, { type: "text", text });
    const control = kept.charAt(0);
    return this.#name(control, CONTROLS[control]);
  }

  #takePaste(): Key | undefined {
    const end = this.#kept.indexOf(PASTE_END);
    if (end < 0) return undefined;
    const text = this.#kept.slice(PASTE_START.length, end);
    const whole = this.#kept.slice(0, end + PASTE_END.length);
    return this.#give(whole, { type: "paste", text: plain(text) });
  }

  #takeSequence(): Key | undefined {
    const kept = this.#kept;
    if (UNFINISHED.test(kept)) return undefined;
    const found = SEQUENCE.exec(kept);
    if (found === null) {
      const after = kept.charAt(1);
      return after === "\x1b"
        ? this.#name("\x1b", "escape")
        : this.#name(`\x1b${after}`, ALT[after]);
    }
    const [whole, letter, parameters = "", end = ""] = found;
    if (letter !== undefined) return this.#name(whole, SEQUENCES[letter]);
    const [number = "", modifier] = parameters.split(";");
    const code = end === "~" ? `${number}~` : end;
    // Shift alone changes nothing here.
    const isModified = modifier !== undefined && modifier !== "2";
    return this.#name(whole, (isModified ? MODIFIED : SEQUENCES)[code]);
  }

  #name(taken: string, name: KeyName = "unknown"): Key {
    return this.#give(taken, { type: "key", name });
  }

  #give(taken: string, key: Key): Key {
    this.#kept = this.#kept.slice(taken.length);
    return key;
  }
}

/** Returns pasted text with newlines, and without control characters. */
function plain(text: string): string {
  return text.replace(/\r\n?/g, "\n")
    // deno-lint-ignore no-control-regex -- control characters are removed
    .replace(/[\0-\x08\x0b-\x1f\x7f-\x9f]/g, "");
}
