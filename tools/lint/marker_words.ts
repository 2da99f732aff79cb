/**
 * Words that mark prose that is hard to read, with replacements.
 * `plain_words.ts` looks for them in comments and texts of TypeScript and
 * JavaScript, `check_prose.ts` in Markdown and Python.
 *
 * @module
 */

/** A marker word in a text. */
interface Marker {
  /** Its position, in UTF-16 units. */
  readonly index: number;
  /** The word as it is written. */
  readonly word: string;
  /** Suggested replacements. */
  readonly instead: string;
}

/** The table: a pattern of each marker word, with replacements. */
const MARKERS: readonly (readonly [pattern: string, instead: string])[] = [
  ["whoever", "name the caller, the user or the attacker"],
  ["whatever", "name the thing, or write any"],
  ["nobody", "no caller, no one"],
  // `is None` is Python.
  ["(?:is|are) (?-i:none)", "there is no …, is not a …"],
  ["(?:is|are|was|were) told", "gets, receives, is notified of"],
  ["shall", "must, will, or the present tense"],
  ["mend(?:s|ed|ing)?", "fix"],
  ["(?:un)?fits?|fitted", "reusable, valid, suitable, is within the limit"],
  ["by leave|leave (?:to|of)", "with the permission"],
  ["at hand", "available"],
  ["by lot", "at random"],
  ["nonsense", "invalid data, or name the data"],
  ["buried", "reaped, removed"],
  ["hearing", "receiving"],
  ["words? of", "message, sentence, or name the number"],
  ["(?:come|comes|came|coming) to", "reach, read, get, or name the action"],
  ["for want of", "without, because there is no"],
  ["vouch(?:es|ed)?", "trust"],
  ["standing starts?", "cold start"],
  ["lets? no", "hold, refuse, not allow"],
];

const ANY = new RegExp(
  MARKERS.map(([pattern]) => `\\b(${pattern.replaceAll(" ", "\\s+")})\\b`)
    .join("|"),
  "gi",
);

/**
 * Finds marker words in a text.
 *
 * @param text Prose
 * @returns Each marker word, in the order of the text
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(findMarkers("Nobody waits").map(({ word }) => word), ["Nobody"]);
 * ```
 */
export function findMarkers(text: string): Marker[] {
  return [...text.matchAll(ANY)].map((match) => {
    const row = match.slice(1).findIndex((group) => group !== undefined);
    const instead = MARKERS[row]?.[1] ?? "";
    return { index: match.index, word: match[0], instead };
  });
}
