/**
 * Reads the values of flags, and of commands of the REPL.
 *
 * @module
 */
import { closest } from "../../core/closest.ts";
import { quoteValue } from "../../core/quote_value.ts";
import { exampleOf, type FlagSpec } from "./flags.ts";
import { UsageError } from "./usage_error.ts";

/** What a value sets, for messages. */
export interface Setting {
  /** The name as the user types it, such as `--timeout`. */
  readonly name: string;
  /** The end of a message, such as ` (example: --timeout 5s)`. */
  readonly example: string;
}

/** The lowest and the highest value. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** Options for reading a number with a unit. */
export interface QuantityOptions {
  readonly setting: Setting;
  readonly bounds: Bounds;
  readonly parse: (text: string) => number;
  readonly format: (value: number) => string;
}

/** Options for reading one of several names. */
export interface ChoiceOptions<Name extends string> {
  readonly setting: Setting;
  readonly names: readonly Name[];
}

/**
 * Returns the setting of a flag.
 *
 * @param name The long name of the flag
 * @param spec The flag
 * @returns The setting
 */
export function settingOf(name: string, spec: FlagSpec): Setting {
  return { name: `--${name}`, example: exampleOf(name, spec) };
}

/**
 * Creates the error for an invalid value.
 *
 * @param setting What the value sets
 * @param rule What the value must be, such as `must be a whole number`
 * @param value The value as the user typed it
 * @returns The error
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const setting = { name: "--seed", example: " (example: --seed 42)" };
 * assertEquals(
 *   invalidValue(setting, "must be a whole number", "x").message,
 *   'Cannot set --seed as it must be a whole number: current value is "x" (example: --seed 42)',
 * );
 * ```
 */
export function invalidValue(
  { name, example }: Setting,
  rule: string,
  value: string,
): UsageError {
  return new UsageError(
    `Cannot set ${name} as it ${rule}: current value is ${
      quoteValue(value)
    }${example}`,
  );
}

/**
 * Reads a number with a unit.
 *
 * @param text The value as the user typed it
 * @param options The setting, the bounds and the unit
 * @returns The number
 * @throws {UsageError} If the text is not such a number, or is outside of the bounds
 */
export function readQuantity(
  text: string,
  { setting, bounds, parse, format }: QuantityOptions,
): number {
  let value: number;
  try {
    value = parse(text);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new UsageError(
      error.message.replace(/^Cannot read \w+/, `Cannot set ${setting.name}`) +
        setting.example,
    );
  }
  if (value >= bounds.min && value <= bounds.max) return value;
  const rule = `must be from ${format(bounds.min)} to ${format(bounds.max)}`;
  throw invalidValue(setting, rule, text);
}

/**
 * Reads one of several names, in any case of letters.
 *
 * @param text The value as the user typed it
 * @param options The setting and the names
 * @returns The name
 * @throws {UsageError} If the text is not one of the names
 */
export function readChoice<Name extends string>(
  text: string,
  { setting, names }: ChoiceOptions<Name>,
): Name {
  const typed = text.toLowerCase();
  const name = names.find((one) => one === typed);
  if (name !== undefined) return name;
  const hint = closest(typed, names);
  throw invalidValue(
    hint === undefined
      ? setting
      : { ...setting, example: ` (did you mean ${hint}?)` },
    `must be one of ${names.join(", ")}`,
    text,
  );
}
