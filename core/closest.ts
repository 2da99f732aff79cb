/**
 * Finds the name that a user probably meant.
 *
 * @param typed The text that the user typed
 * @param names The known names
 * @returns The nearest name, or `undefined` if no name is near
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(closest("pyhton", ["python", "javascript"]), "python");
 * assertEquals(closest("ruby", ["python", "javascript"]), undefined);
 * ```
 */
export function closest(
  typed: string,
  names: readonly string[],
): string | undefined {
  const start = typed.slice(0, 64).toLowerCase();
  const most = Math.max(1, Math.floor(start.length / 3));
  let best: string | undefined;
  let bestDistance = most + 1;
  for (const name of names) {
    const distance = editDistance(start, name.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [name, distance];
  }
  return best;
}

/** The Damerau-Levenshtein distance: insertions, deletions, substitutions and swaps of neighbours. */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Infinity;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] &&
        a[i - 2] === b[j - 1];
      row[j] = Math.min(
        at(i - 1, j) + 1,
        at(i, j - 1) + 1,
        at(i - 1, j - 1) + cost,
        swapped ? at(i - 2, j - 2) + 1 : Infinity,
      );
    }
  }
  return at(a.length, b.length);
}
