/**
 * Replaces `@std/cli/unicode-width` when JSR cannot be reached: the same
 * signature, and the same widths, except for a few characters of the latest
 * versions of Unicode.
 *
 * @module
 */

/** Characters without a column; Hangul vowels and finals join the syllable before. */
const ZERO = /^(?:[\p{Cc}\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff])$/u;
/** In that class, but visible. */
const SOFT_HYPHEN = "\xad";
/** Characters of two columns. */
const WIDE = new RegExp(
  `^[${
    [
      "\\u1100-\\u115f\\u231a\\u231b\\u2329\\u232a\\u23e9-\\u23ec\\u23f0\\u23f3",
      "\\u25fd\\u25fe\\u2614\\u2615\\u2648-\\u2653\\u267f\\u2693\\u26a1\\u26aa",
      "\\u26ab\\u26bd\\u26be\\u26c4\\u26c5\\u26ce\\u26d4\\u26ea\\u26f2\\u26f3",
      "\\u26f5\\u26fa\\u26fd\\u2705\\u270a\\u270b\\u2728\\u274c\\u274e",
      "\\u2753-\\u2755\\u2757\\u2795-\\u2797\\u27b0\\u27bf\\u2b1b\\u2b1c\\u2b50",
      "\\u2b55\\u2e80-\\u2ffb\\u3000-\\u3029\\u302e-\\u303e\\u3041-\\u3096",
      "\\u309b-\\u31e3\\u31f0-\\u3247",
      "\\u3250-\\u4dbf\\u4e00-\\ua4c6\\ua960-\\ua97c\\uac00-\\ud7a3",
      "\\uf900-\\ufaff\\ufe10-\\ufe19\\ufe30-\\ufe6b\\uff01-\\uff60",
      "\\uffe0-\\uffe6\\u{16fe0}-\\u{18d08}\\u{1aff0}-\\u{1b2fb}\\u{1f004}",
      "\\u{1f0cf}\\u{1f18e}\\u{1f191}-\\u{1f19a}\\u{1f200}-\\u{1f320}",
      "\\u{1f32d}-\\u{1f335}\\u{1f337}-\\u{1f37c}\\u{1f37e}-\\u{1f393}",
      "\\u{1f3a0}-\\u{1f3ca}\\u{1f3cf}-\\u{1f3d3}\\u{1f3e0}-\\u{1f3f0}",
      "\\u{1f3f4}\\u{1f3f8}-\\u{1f43e}\\u{1f440}\\u{1f442}-\\u{1f4fc}",
      "\\u{1f4ff}-\\u{1f53d}\\u{1f54b}-\\u{1f54e}\\u{1f550}-\\u{1f567}",
      "\\u{1f57a}\\u{1f595}\\u{1f596}\\u{1f5a4}\\u{1f5fb}-\\u{1f64f}",
      "\\u{1f680}-\\u{1f6c5}\\u{1f6cc}\\u{1f6d0}-\\u{1f6d2}",
      "\\u{1f6d5}-\\u{1f6df}\\u{1f6eb}\\u{1f6ec}\\u{1f6f4}-\\u{1f6fc}",
      "\\u{1f7e0}-\\u{1f7f0}\\u{1f90c}-\\u{1f93a}\\u{1f93c}-\\u{1f945}",
      "\\u{1f947}-\\u{1f9ff}\\u{1fa70}-\\u{1faf8}\\u{20000}-\\u{3fffd}",
    ].join("")
  }]$`,
  "u",
);

/**
 * Returns the number of columns of a text on a terminal.
 *
 * @param str Text without escape sequences
 * @returns Its width
 */
export function unicodeWidth(str: string): number {
  return Array.from(str, widthOf).reduce((sum, width) => sum + width, 0);
}

function widthOf(character: string): number {
  if (character === SOFT_HYPHEN) return 1;
  if (ZERO.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}
