import type { Completeness } from "./syntax.ts";

/** White space, a comment, a string, an identifier, an arrow, or any other character. A string ends with its line. */
const TOKEN =
  /\s+|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|"(?:\\[^]|[^"\\\n])*"?|'(?:\\[^]|[^'\\\n])*'?|[\w$]+|=>|[^]/y;

const REGEX = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/y;

/** The text of a template up to its end or to `${`. */
const TEMPLATE_TEXT = /(?:\\[^]|\$(?!\{)|[^`\\$])*(?:`|\$\{)/y;

/** The tokens after which a slash starts a regular expression. After other tokens, a slash divides. */
const BEFORE_REGEX =
  /^(?:|=>|[([{,;:=!&|?+\-*%^~<>]|return|typeof|case|in|of|delete|void|throw|new|do|else|yield|await|instanceof)$/;

/** Endings of code that continues in the next line. Here, strings are `0` and brackets are empty. */
const DANGLING =
  /(?:=>|[=,?:*%&|^~<]|(?<!\d)\.|(?<!\+)\+|(?<!-)-|^(?:if|for|while|with) ?\(\)|\b(?:else|do|try|finally))$/;

/** Statements that another clause may follow. */
const HEADER = /^(?:if|try|do)\b/;

const OPENERS: Readonly<Record<string, string>> = {
  ")": "(",
  "]": "[",
  "}": "{",
};

/**
 * Returns whether a JavaScript statement is complete.
 *
 * @param code The lines so far
 * @returns `open` inside brackets, templates and comments or after an operator; `block` if a clause such as `else` may follow
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
  /** The last token that is not white space or a comment. */
  #before = "";
  /** The code outside of all brackets. */
  #outside = "";
  #isCut = false;
  #isBroken = false;

  constructor(code: string) {
    this.#code = code;
  }

  /** Reads a token. Returns whether to continue. */
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
