/**
 * Colours for code and values at a prompt.
 *
 * @module
 */
import type { Language } from "../../../core/options.ts";
import { escapeForTerminal } from "../../../core/terminal.ts";
import type { PaintedSpan } from "../../command.ts";

const STYLES: Readonly<Record<string, string>> = {
  comment: "90",
  string: "32",
  number: "33",
  keyword: "35",
  constant: "36",
};

const PYTHON_KEYWORDS =
  "and|as|assert|async|await|break|case|class|continue|def|del|elif|else|except|finally|for|from|global|if|import|in|is|lambda|match|nonlocal|not|or|pass|raise|return|try|while|with|yield";

const JAVASCRIPT_KEYWORDS =
  "as|async|await|break|case|catch|class|const|continue|debugger|declare|default|delete|do|else|enum|export|extends|finally|for|function|if|implements|import|in|instanceof|interface|let|new|of|return|static|super|switch|throw|try|type|typeof|using|var|void|while|with|yield";

const NUMBER =
  "\\b0[xXoObB][\\da-fA-F_]+n?\\b|(?<![\\w.])(?:\\d[\\d_]*\\.?[\\d_]*|\\.\\d[\\d_]*)(?:[eE][+-]?\\d+)?[jn]?\\b";

const PYTHON = new RegExp(
  [
    "(?<comment>#[^\\n]*)",
    `(?<string>\\b[rbuftRBUFT]{0,2}(?:"""[^]*?(?:"""|$)|'''[^]*?(?:'''|$))|[rbuftRBUFT]{0,2}(?:"(?:\\\\[^]|[^"\\\\\\n])*"?|'(?:\\\\[^]|[^'\\\\\\n])*'?))`,
    `(?<number>${NUMBER})`,
    `(?<keyword>(?<![.\\w])(?:${PYTHON_KEYWORDS})\\b)`,
    "(?<constant>(?<![.\\w])(?:True|False|None|self|cls)\\b)",
    "(?<name>[\\p{L}_$][\\p{L}\\p{N}_$]*)",
  ].join("|"),
  "gu",
);

const JAVASCRIPT = new RegExp(
  [
    "(?<comment>//[^\\n]*|/\\*[^]*?(?:\\*/|$))",
    "(?<string>\"(?:\\\\[^]|[^\"\\\\\\n])*\"?|'(?:\\\\[^]|[^'\\\\\\n])*'?|`(?:\\\\[^]|[^`\\\\])*`?)",
    `(?<number>${NUMBER})`,
    `(?<keyword>(?<![.\\w$])(?:${JAVASCRIPT_KEYWORDS})(?![\\w$]))`,
    "(?<constant>(?<![.\\w$])(?:true|false|null|undefined|NaN|Infinity|this|globalThis)(?![\\w$]))",
    "(?<name>[\\p{L}_$][\\p{L}\\p{N}_$]*)",
  ].join("|"),
  "gu",
);

/** The keywords of each language. */
export const KEYWORDS: Readonly<Record<Language, readonly string[]>> = {
  python: [...PYTHON_KEYWORDS.split("|"), "True", "False", "None"],
  javascript: JAVASCRIPT_KEYWORDS.split("|"),
  typescript: JAVASCRIPT_KEYWORDS.split("|"),
};

/** Longer texts are not coloured. */
const MAX_PAINTED_CHARS = 20_000;

/**
 * Splits code or the text of a value into coloured parts.
 *
 * @param text The text
 * @param language Its language
 * @returns The parts; together they are the text
 */
export function paint(
  text: string,
  language: Language,
): readonly PaintedSpan[] {
  if (text.length > MAX_PAINTED_CHARS) return [{ text, style: "" }];
  const pattern = language === "python" ? PYTHON : JAVASCRIPT;
  const spans: PaintedSpan[] = [];
  let from = 0;
  for (const found of text.matchAll(pattern)) {
    const [kind] = Object.entries(found.groups ?? {})
      .find(([, matched]) => matched !== undefined) ?? [];
    const style = STYLES[kind ?? ""];
    if (style === undefined) continue;
    const before = text.slice(from, found.index);
    if (before !== "") spans.push({ text: before, style: "" });
    spans.push({ text: found[0], style });
    from = found.index + found[0].length;
  }
  const rest = text.slice(from);
  return rest === "" ? spans : [...spans, { text: rest, style: "" }];
}

/**
 * Colours the text of a value for a terminal.
 *
 * @param text The text; its control characters are escaped
 * @param language Its language
 * @returns Text with colour sequences
 */
export function paintValue(text: string, language: Language): string {
  return paint(text, language).map(({ text, style }) => {
    const safe = escapeForTerminal(text);
    return style === "" ? safe : `\x1b[${style}m${safe}\x1b[0m`;
  }).join("");
}
