/**
 * Limits that a single run may have of its own, and what is said of limits that stand in the wrong place.
 *
 * @module
 */
import { LIMIT_RULES, type Limits, resolveLimits } from "./limits.ts";
import type { Language } from "./languages.ts";

/**
 * The limits that a run in an open sandbox may have of its own. `timeoutMs` may be longer or shorter than the sandbox's,
 * the others only smaller: how much memory a worker and the messages to and from it take is settled when it starts. All
 * other limits belong to the sandbox and are given where it is made.
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
 * @param given What the caller asked for
 * @param sandbox The language and the limits of the sandbox
 * @returns The limits of the run
 * @throws {TypeError} If a limit is unknown, no number, or one that only a sandbox can have
 * @throws {RangeError} If a limit is out of its range, or above the sandbox's (all but `timeoutMs`)
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
  // Refuses what is no table, and unknown names and values.
  resolveLimits(language, given);
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  for (const [name, value] of set) checkRunLimit(name, value, limits);
  return { ...limits, ...Object.fromEntries(set) };
}

function checkRunLimit(name: string, value: number, limits: Limits): void {
  const own = RUN_LIMITS.find((one) => one === name);
  if (own === undefined) throw notOfARun(name, value);
  if (own === "timeoutMs" || value <= limits[own]) return;
  throw new RangeError(
    `Cannot set ${name} as a run may have at most the sandbox's ${
      limits[own]
    }: current value is ${value}`,
  );
}

function notOfARun(name: string, value: unknown): TypeError {
  return new TypeError(
    `Cannot set ${name} for a run as it is settled when the sandbox is made (limits.${name} of createSandbox, run, createPool or pool.run); a run may set ${
      RUN_LIMITS.join(", ")
    }: current value is ${shown(value)}`,
  );
}

/**
 * Refuses a limit that stands among options, and says where it belongs.
 *
 * @param of Whose options they are, as in "run"
 * @param key The name of an option that is not known
 * @param value What it has
 * @throws {TypeError} If the name is that of a limit
 */
export function checkMisplacedLimit(
  of: string,
  key: string,
  value: unknown,
): void {
  if (!LIMIT_NAMES.includes(key)) return;
  if (of === "run" && !RUN_LIMITS.some((one) => one === key)) {
    throw notOfARun(key, value);
  }
  throw new TypeError(
    `Cannot set ${key} as ${of} option as it is now limits.${key}, as in { limits: { ${key}: ${
      typeof value === "number" ? value : "…"
    } } }: current value is ${shown(value)}`,
  );
}

function shown(value: unknown): string {
  return typeof value === "string"
    ? JSON.stringify(value.slice(0, 80))
    : typeof value === "object" && value !== null
    ? "an object"
    : String(value);
}
