/**
 * Checks of single options.
 *
 * @module
 */
import { closest } from "./closest.ts";
import type { EngineName } from "./languages.ts";
import { quoteValue } from "./quote_value.ts";
import { isRecord } from "./record.ts";
import { checkMisplacedLimit, LIMIT_NAMES } from "./run_limits.ts";

/** The highest seed. */
export const MAX_SEED = 2 ** 32 - 1;

/** Refuses unknown options. */
export function checkKeys(
  of: string,
  options: object,
  known: readonly string[],
): void {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(
      `Cannot read ${of} options as they must be an object: current value is ${options}`,
    );
  }
  for (const key of Object.keys(options)) {
    if (known.includes(key)) continue;
    checkMisplacedLimit(of, key, Reflect.get(options, key));
    const limit = closest(key, LIMIT_NAMES);
    const hint = closest(key, known) ?? (limit && `limits.${limit}`);
    throw new TypeError(
      `Cannot set ${of} option as it is not known: current value is "${key}"${
        hint ? ` (did you mean "${hint}"?)` : ` (known are ${known.join(", ")})`
      }`,
    );
  }
}

/** Checks that an option is one of several names. */
export function checkName<T extends string>(
  option: string,
  value: unknown,
  names: readonly T[],
): T {
  const name = names.find((one) => one === value);
  if (name !== undefined) return name;
  const hint = typeof value === "string" ? closest(value, names) : undefined;
  throw new TypeError(
    `Cannot set ${option} as it must be one of ${
      names.join(", ")
    }: current value is ${
      typeof value === "string" ? `"${value}"` : String(value)
    }${hint ? ` (did you mean "${hint}"?)` : ""}`,
  );
}

/** Checks the type of an option that is set. */
export function checkType(
  option: string,
  value: unknown,
  expected: string,
  isValid: (value: unknown) => boolean,
): void {
  if (value === undefined || isValid(value)) return;
  throw new TypeError(
    `Cannot set ${option} as it must be ${expected}: current value is ${
      quoteValue(value)
    }`,
  );
}

/** Checks a signal, if it is set. */
export function checkSignal(signal: unknown): void {
  checkType(
    "signal",
    signal,
    "an AbortSignal",
    (value) => value instanceof AbortSignal,
  );
}

/** Checks that the set options among these names are functions. */
export function checkFunctionOptions(
  options: object,
  names: readonly string[],
): void {
  for (const name of names) {
    checkType(name, Reflect.get(options, name), "a function", isFunction);
  }
}

/** Whether a value is a name of 1 to 255 characters without control characters. */
export function isPlainName(value: unknown): boolean {
  return typeof value === "string" && value.length > 0 && value.length <= 255 &&
    !/\p{Cc}/u.test(value);
}

/** Whether a value is a boolean. */
export function isBoolean(value: unknown): boolean {
  return typeof value === "boolean";
}

/** Whether a value is a function. */
export function isFunction(value: unknown): boolean {
  return typeof value === "function";
}

/** Checks a seed. */
export function checkSeed(seed: unknown): number | undefined {
  checkType("seed", seed, "a number", (value) => typeof value === "number");
  if (typeof seed !== "number") return undefined;
  if (Number.isInteger(seed) && seed >= 0 && seed <= MAX_SEED) return seed;
  throw new RangeError(
    `Cannot set seed as it must be a whole number from 0 to ${MAX_SEED}: current value is ${seed}`,
  );
}

/** Checks environment variables, and copies them. */
export function checkEnv(
  env: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  checkType(
    "env",
    env,
    "an object",
    isRecord,
  );
  for (const [name, value] of Object.entries(env)) {
    if (!/^[^=\0]+$/.test(name)) {
      throw new TypeError(
        `Cannot set env as a name must be non-empty without "=" and NUL: current value is ${
          JSON.stringify(name)
        }`,
      );
    }
    if (typeof value !== "string" || value.includes("\0")) {
      throw new TypeError(
        `Cannot set env ${name} as it must be a string without NUL: current value is ${value}`,
      );
    }
  }
  return { ...env };
}

/** The names of UTC in the variable `TZ`. */
const UTC_NAMES: readonly string[] = [
  "",
  "UTC",
  "UTC0",
  "UCT",
  "GMT",
  "GMT0",
  "Etc/UTC",
  "Etc/GMT",
  "Universal",
  "Zulu",
];

/**
 * Checks the variable `TZ` for an engine. The C library of cpython has no local time but UTC.
 *
 * @param env The environment variables
 * @param engine The engine
 * @returns The environment variables
 * @throws {TypeError} If the engine cannot have this local time
 */
export function checkTimeZone(
  env: Readonly<Record<string, string>>,
  engine: EngineName,
): Readonly<Record<string, string>> {
  const zone = Object.hasOwn(env, "TZ") ? env.TZ ?? "" : "";
  if (engine !== "cpython" || UTC_NAMES.includes(zone.replace(/^:/, ""))) {
    return env;
  }
  throw new TypeError(
    `Cannot set env TZ as it must be UTC on the engine cpython, which has no other local time (use zoneinfo, or the engine pyodide): current value is ${
      quoteValue(zone)
    }`,
  );
}

/** Checks arguments, and copies them. */
export function checkArgs(args: readonly string[] = []): readonly string[] {
  const isValid = Array.isArray(args) &&
    args.every((one) => typeof one === "string" && !one.includes("\0"));
  if (!isValid) {
    throw new TypeError(
      `Cannot set args as they must be strings without NUL: current value is ${args}`,
    );
  }
  return [...args];
}
