/**
 * The limits that one run can set, and the errors for limits in the wrong place.
 *
 * @module
 */
import { LIMIT_RULES, type Limits, resolveLimits } from "./limits.ts";
import type { Language } from "./languages.ts";
import { quoteValue } from "./quote_value.ts";

/**
 * The limits that a run in an open sandbox can set. `timeoutMs` may be longer or shorter than the sandbox's. The others may
 * only be smaller, because the memory of a worker and of its messages is fixed when it starts. All other limits are set
 * when the sandbox is created.
 */
export type RunLimits = Pick<
  Limits,
  | "timeoutMs"
  | "outputBytes"
  | "valueBytes"
  | "codeBytes"
  | "displayBytes"
  | "maxCalls"
  | "maxConcurrentCalls"
>;

/** The names of {@linkcode RunLimits}. */
export const RUN_LIMITS: readonly (keyof RunLimits)[] = [
  "timeoutMs",
  "outputBytes",
  "valueBytes",
  "codeBytes",
  "displayBytes",
  "maxCalls",
  "maxConcurrentCalls",
];

/** The names of all limits. */
export const LIMIT_NAMES: readonly string[] = [
  ...Object.keys(LIMIT_RULES),
  "memoryBytes",
];

/**
 * Completes and checks the limits of a run in an open sandbox.
 *
 * @param given The limits that the caller sets
 * @param sandbox The language and the limits of the sandbox
 * @returns The limits of the run
 * @throws {TypeError} If a limit is unknown, not a number, or cannot be set for a run
 * @throws {RangeError} If a limit is out of range, or above the sandbox's (except `timeoutMs`)
 *
 * @example
 * ```ts
 * import { assertEquals, assertThrows } from "@std/assert";
 * import { resolveLimits } from "./limits.ts";
 * const sandbox = { language: "python", limits: resolveLimits("python") } as const;
 * assertEquals(resolveRunLimits({ timeoutMs: 500 }, sandbox).timeoutMs, 500);
 * assertThrows(() => resolveRunLimits({ memoryBytes: 2 ** 28 } as object, sandbox), TypeError);
 * ```
 */
export function resolveRunLimits(
  given: Partial<RunLimits> | undefined,
  { language, limits }: {
    readonly language: Language;
    readonly limits: Limits;
  },
): Limits {
  if (given === undefined) return limits;
  // Refuses a value that is not an object, unknown names and invalid values.
  resolveLimits(language, given);
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  for (const [name, value] of set) checkRunLimit(name, value, limits);
  return { ...limits, ...Object.fromEntries(set) };
}

function checkRunLimit(name: string, value: number, limits: Limits): void {
  const own = RUN_LIMITS.find((one) => one === name);
  if (own === undefined) throw notForRun(name, value);
  if (own === "timeoutMs" || value <= limits[own]) return;
  throw new RangeError(
    `Cannot set ${name} as a run may have at most the sandbox's ${
      limits[own]
    }: current value is ${value}`,
  );
}

function notForRun(name: string, value: unknown): TypeError {
  return new TypeError(
    `Cannot set ${name} for a run as it is fixed when the sandbox is created (limits.${name} of createSandbox, run, createPool or pool.run); a run may set ${
      RUN_LIMITS.join(", ")
    }: current value is ${describe(value)}`,
  );
}

/**
 * Refuses a limit among the options, and says where it belongs.
 *
 * @param of The kind of the options, for example "run"
 * @param key The name of an unknown option
 * @param value The value of the option
 * @throws {TypeError} If the name is the name of a limit
 */
export function checkMisplacedLimit(
  of: string,
  key: string,
  value: unknown,
): void {
  if (!LIMIT_NAMES.includes(key)) return;
  if (of === "run" && !RUN_LIMITS.some((one) => one === key)) {
    throw notForRun(key, value);
  }
  throw new TypeError(
    `Cannot set ${key} as ${of} option as it is now limits.${key}, as in { limits: { ${key}: ${
      typeof value === "number" ? value : "…"
    } } }: current value is ${describe(value)}`,
  );
}

function describe(value: unknown): string {
  return typeof value === "object" && value !== null
    ? "an object"
    : quoteValue(value);
}
