/**
 * Statistics of samples.
 *
 * @module
 */

/** The p-th percentile of samples. @param samples The samples @param p From 0 to 100 */
export function percentile(samples: readonly number[], p: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.floor((p / 100) * sorted.length));
  return sorted[at] ?? NaN;
}

/** The middle sample, or the mean of both middle samples. */
export function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  return ((low ?? NaN) + (high ?? NaN)) / 2;
}

/** The geometric mean of ratios: of 2 and 1/2 it is 1. */
export function geometricMean(ratios: readonly number[]): number {
  const logarithms = ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0);
  return Math.exp(logarithms / ratios.length);
}

/** A row of a table in Markdown. */
export function row(cells: readonly (string | number)[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** Formats milliseconds. */
export function ms(value: number): string {
  return `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
}

/** Formats a number with about two significant digits. */
export function rounded(value: number): string {
  return value < 10 ? value.toPrecision(2) : value.toFixed(0);
}
