import type { Completeness } from "./syntax.ts";

/** Blanks, a comment, a string, a word, an arrow, or any one character. Strings end with their line. */
const TOKEN =
  /\s+|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|"(?:\\[^]|[^"\\\n])*"?|'(?:\\[^]|[^'\\\n])*'?|[\w$]+|=>|[^]/y;

const REGEX = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/y;

/** The text of a template up to where it ends or a `${` interrupts it. */
const TEMPLATE_TEXT = /(?:\\[^]|\$(?!\{)|[^`\\$])*(?:`|\$\{)/y;

/** After one of these, a slash starts a regular expression; after anything else it divides. */
const BEFORE_REGEX =
  /^(?:|=>|[([{,;:=!&|?+\-*%^~<>]|return|typeof|case|in|of|delete|void|throw|new|do|else|yield|await|instanceof)$/;

/** What ends like this goes on in the next line. Strings count as 0 and brackets are empty here. */
const DANGLING =
  /(?:=>|[=,?:*%&|^~<]|(?<!\d)\.|(?<!\+)\+|(?<!-)-|^(?:if|for|while|with) ?\(\)|\b(?:else|do|try|finally))$/;

/** After such a statement, a further clause may follow. */
const HEADER = /^(?:if|try|do)\b/;

const OPENERS: Readonly<Record<string, string>> = {
  ")": "(",
  "]": "[",
  "}": "{",
};

/**
 * Tells how far along a JavaScript statement is.
 *
 * @param code The lines so far
 * @returns `open` inside brackets, templates and comments or after an operator; `block` where `else` or its like may follow
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(scanJavaScript("const x = {"), "open");
 * assertEquals(scanJavaScript("1 + 1"), "complete");
 * ```
 */
export function scanJavaScript(code: string): Completeness {
  const scan = new Scan(code);
  while (scan.step());
  return scan.verdict();
}

class Scan {
  readonly #code: string;
  readonly #open: string[] = [];
  #at = 0;
  /** The last token that means something. */
  #before = "";
  /** The code outside all brackets. */
  #outside = "";
  #isCut = false;
  #isBroken = false;

  constructor(code: string) {
    this.#code = code;
  }

  /** Reads a token, and says whether there is any point in reading on. */
  step(): boolean {
    if (this.#at >= this.#code.length) return false;
    const token = this.#open.at(-1) === "`"
      ? this.#match(TEMPLATE_TEXT)
      : this.#token();
    if (token === undefined) {
      this.#isCut = true;
      return false;
    }
    this.#at += token.length;
    if (this.#open.at(-1) === "`") this.#endTemplateText(token);
    else this.#read(token);
    return !this.#isCut && !this.#isBroken;
  }

  verdict(): Completeness {
    if (this.#isBroken) return "complete";
    const outside = this.#outside.trim();
    const isOpen = this.#isCut || this.#open.length > 0 ||
      DANGLING.test(outside);
    if (isOpen) return "open";
    return HEADER.test(outside) ? "block" : "complete";
  }

  #token(): string | undefined {
    const mayBeRegex = this.#code[this.#at] === "/" &&
      !/[/*]/.test(this.#code[this.#at + 1] ?? "") &&
      BEFORE_REGEX.test(this.#before);
    return (mayBeRegex ? this.#match(REGEX) : undefined) ?? this.#match(TOKEN);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#code)?.[0];
  }

  #endTemplateText(text: string): void {
    if (text.endsWith("`")) this.#open.pop();
    else this.#open.push("${");
    this.#before = text.endsWith("`") ? "0" : "{";
  }

  #read(token: string): void {
    if (/^\s/.test(token)) return this.#note(" ");
    if (/^\/[/*]/.test(token)) {
      this.#isCut = token.startsWith("/*") && !/^\/\*[^]*\*\/$/.test(token);
      return;
    }
    const meaning = /^(?:["'`]|\/.)/s.test(token) ? "0" : token;
    if (Object.hasOwn(OPENERS, token)) this.#close(token);
    this.#note(meaning);
    this.#before = meaning;
    if (/^[([{`]$/.test(token)) this.#open.push(token);
  }

  #close(closer: string): void {
    const opener = this.#open.pop()?.replace("${", "{");
    this.#isBroken = opener !== OPENERS[closer];
  }

  #note(text: string): void {
    if (this.#open.length === 0) this.#outside += text;
  }
}
