import { widthOf } from "./layout.ts";

/** The most choices that are shown. */
const MOST_CHOICES = 100;

/**
 * Returns the text with which all words begin.
 *
 * @param words The words
 * @returns Their common beginning
 */
export function sharedStart(words: readonly string[]): string {
  const [first = "", ...others] = words;
  let length = first.length;
  for (const other of others) {
    while (!other.startsWith(first.slice(0, length))) length--;
  }
  return first.slice(0, length);
}

/**
 * Formats words in columns.
 *
 * @param words The words
 * @param columns The width of the terminal
 * @returns Lines, each with its newline
 */
export function formatChoices(
  words: readonly string[],
  columns: number,
): string {
  const shown = words.slice(0, MOST_CHOICES).map(lastPart);
  const width = Math.max(...shown.map(widthOfWord)) + 2;
  const perLine = Math.max(Math.floor(columns / width), 1);
  let text = "";
  for (let i = 0; i < shown.length; i += perLine) {
    const line = shown.slice(i, i + perLine)
      .map((word) => word + " ".repeat(Math.max(width - widthOfWord(word), 0)))
      .join("");
    text += `${line.trimEnd()}\r\n`;
  }
  const left = words.length - shown.length;
  return left > 0 ? `${text}… and ${left} more\r\n` : text;
}

/** Of `a.b.name`, only `name` is shown. */
function lastPart(word: string): string {
  return word.slice(word.lastIndexOf(".", word.length - 2) + 1);
}

function widthOfWord(word: string): number {
  return [...word].reduce((sum, one) => sum + widthOf(one), 0);
}
