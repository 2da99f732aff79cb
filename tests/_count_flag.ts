/** Reads whole numbers from flags of the project's own tools. */
import { UsageError } from "../commands/arguments/usage_error.ts";

/** A flag with a number. */
export interface CountFlag {
  /** The flag, without its dashes. */
  readonly name: string;
  readonly text: string | undefined;
  readonly min: number;
  readonly max: number;
}

/**
 * Reads a whole number.
 *
 * @param flag The given value, and its bounds
 * @returns The number, or `undefined` without a value
 * @throws {UsageError} If it is not a whole number, or is out of bounds
 */
export function readCount(
  { name, text, min, max }: CountFlag,
): number | undefined {
  if (text === undefined) return undefined;
  const number = /^-?\d{1,15}$/.test(text) ? Number(text) : NaN;
  if (number >= min && number <= max) return number;
  throw new UsageError(
    `Cannot read --${name} as it must be a whole number from ${min} to ${max}: current value is ${
      JSON.stringify(text.slice(0, 80))
    }`,
  );
}
