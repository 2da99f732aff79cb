/**
 * The table of collation.
 *
 * @module
 */

/** Blocks of characters that have an order of their own; others are ordered by their code points, after these. */
const BLOCKS: readonly (readonly [number, number])[] = [
  [0x09, 0x0d],
  [0x20, 0x7e],
  [0xa0, 0x5ff],
  [0x1d00, 0x1dbf],
  [0x2010, 0x2027],
  [0x2030, 0x205e],
  [0x20a0, 0x20c0],
  [0x2190, 0x23ff],
  [0x2500, 0x27bf],
  [0x3001, 0x303f],
  [0x3041, 0x30ff],
];
/** What stands for several letters, and is compared as they are. */
const EXPANDED = "ßæÆœŒĳĲǆǅǄǉǈǇǌǋǊǳǲǱŉẞǣǢ";
const MARKS = [0x300, 0x36f] as const;

const primary = new Intl.Collator("en-US", { sensitivity: "base" });
const secondary = new Intl.Collator("en-US", { sensitivity: "accent" });
const tertiary = new Intl.Collator("en-US", { sensitivity: "variant" });

/**
 * All characters in order. Before each stands how it differs from the one before: U+0002 for a letter of its own, U+0003
 * for another accent, nothing for another case. Combining marks follow after U+0001.
 */
export function collationText(): string {
  const characters = BLOCKS.flatMap(([from, to]) =>
    Array.from(
      { length: to - from + 1 },
      (_, i) => String.fromCodePoint(from + i),
    )
  ).filter((one) =>
    /\P{Cn}/u.test(one) && one.normalize("NFKD") === one &&
    !EXPANDED.includes(one) && !/\p{M}/u.test(one) &&
    primary.compare(one, "") !== 0
  );
  const marks = Array.from(
    { length: MARKS[1] - MARKS[0] + 1 },
    (_, i) => String.fromCodePoint(MARKS[0] + i),
  ).filter((one) =>
    one.normalize("NFD") === one && secondary.compare(`a${one}`, "a") !== 0
  );
  marks.sort((a, b) => secondary.compare(`a${a}`, `a${b}`));
  return `${inOrder(characters)}\u0001${marks.join("")}`;
}

function inOrder(characters: string[]): string {
  const sorted = characters.toSorted(tertiary.compare);
  return sorted.map((one, i) => {
    const before = sorted[i - 1];
    if (before === undefined) return one;
    if (primary.compare(before, one) !== 0) return `\u0002${one}`;
    return secondary.compare(before, one) !== 0 ? `\u0003${one}` : one;
  }).join("");
}
