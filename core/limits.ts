/**
 * The table of limits: their names, units and defaults, and how a caller's are checked.
 *
 * @module
 */
import type { Language } from "./options.ts";

const MiB = 2 ** 20;
const DAY_MS = 86_400_000;

/** The limits of a sandbox and its runs. */
export interface Limits {
  /**
   * Milliseconds by the clock that a run may take, counted from when guest code starts.
   * @default {30_000}
   */
  readonly timeoutMs: number;
  /**
   * Milliseconds that an engine may take to start, counted from when it is its turn: so many start at a time as the
   * processors can take. Time in which this process has no turn itself is not counted.
   * @default {60_000}
   */
  readonly startTimeoutMs: number;
  /**
   * Bytes of memory for the guest: 536870912 (512 MiB) for Python, 67108864 (64 MiB) for JavaScript.
   */
  readonly memoryBytes: number;
  /**
   * Bytes of UTF-8 that are kept of each of stdout and stderr of a run.
   * @default {1_048_576}
   */
  readonly outputBytes: number;
  /**
   * Bytes that the encoded value of a run may have.
   * @default {1_048_576}
   */
  readonly valueBytes: number;
  /**
   * Bytes of UTF-8 that the code of a run may have.
   * @default {1_048_576}
   */
  readonly codeBytes: number;
  /**
   * Bytes of stack that a JavaScript guest may use, in a thread 131072 (128 KiB) at the most. Python has its own
   * recursion limit.
   * @default {262_144}
   */
  readonly stackBytes: number;
  /**
   * Bytes that a guest's files may have together, which also count against `memoryBytes`; and that it may write to
   * mounts, in all.
   * @default {67_108_864}
   */
  readonly fileBytes: number;
  /**
   * How many files and directories a guest may have; and how many it may make in mounts.
   * @default {10_000}
   */
  readonly maxFiles: number;
  /**
   * Bytes that the encoded arguments of a call of a host function may have, and its encoded result.
   * @default {1_048_576}
   */
  readonly callBytes: number;
  /**
   * Calls of host functions that a run may make.
   * @default {10_000}
   */
  readonly maxCalls: number;
  /**
   * Calls of host functions that are made at the same time; more wait for their turn.
   * @default {16}
   */
  readonly maxConcurrentCalls: number;
  /**
   * Bytes that everything which a run displays may have, text in UTF-8.
   * @default {8_388_608}
   */
  readonly displayBytes: number;
}

interface LimitRule {
  readonly default: number;
  readonly min: number;
  readonly max: number;
}

/** The defaults and bounds of the limits, but for `memoryBytes`, which depends on the language. */
export const LIMIT_RULES: Readonly<
  Record<Exclude<keyof Limits, "memoryBytes">, LimitRule>
> = {
  timeoutMs: { default: 30_000, min: 1, max: DAY_MS },
  startTimeoutMs: { default: 60_000, min: 1, max: DAY_MS },
  outputBytes: { default: MiB, min: 0, max: 256 * MiB },
  valueBytes: { default: MiB, min: 0, max: 32 * MiB },
  codeBytes: { default: MiB, min: 1, max: 64 * MiB },
  stackBytes: { default: 256 * 1024, min: 16 * 1024, max: MiB },
  fileBytes: { default: 64 * MiB, min: 0, max: 2048 * MiB },
  maxFiles: { default: 10_000, min: 0, max: 100_000 },
  callBytes: { default: MiB, min: 64, max: 32 * MiB },
  maxCalls: { default: 10_000, min: 0, max: 1_000_000_000 },
  maxConcurrentCalls: { default: 16, min: 1, max: 256 },
  displayBytes: { default: 8 * MiB, min: 0, max: 64 * MiB },
};

/** What each language needs and gets of memory, in bytes; the most is what 32-bit WebAssembly can address. */
export const MEMORY_RULES: Readonly<Record<Language, LimitRule>> = {
  python: { default: 512 * MiB, min: 64 * MiB, max: 4095 * MiB },
  javascript: { default: 64 * MiB, min: 16 * MiB, max: 2048 * MiB },
  typescript: { default: 64 * MiB, min: 16 * MiB, max: 2048 * MiB },
};

/**
 * Completes and checks limits.
 *
 * @param language The guest's language, which decides about memory
 * @param given What the caller asked for; whatever is absent takes its default
 * @returns A complete table
 * @throws {TypeError} If a limit is unknown or no number
 * @throws {RangeError} If a limit is not a whole number within its bounds
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(resolveLimits("python", { timeoutMs: 500 }).memoryBytes, 512 * 2 ** 20);
 * ```
 */
export function resolveLimits(
  language: Language,
  given: Partial<Limits> = {},
): Limits {
  if (typeof given !== "object" || given === null) {
    throw new TypeError(
      `Cannot read limits as they must be an object: current value is ${given}`,
    );
  }
  const rules: Readonly<Record<string, LimitRule>> = {
    ...LIMIT_RULES,
    memoryBytes: MEMORY_RULES[language],
  };
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(rules, name)) {
      throw new TypeError(
        `Cannot set limit as it must be one of ${
          Object.keys(rules).join(", ")
        }: current value is "${name}"`,
      );
    }
  }
  const values: Readonly<Record<string, unknown>> = { ...given };
  const entries = Object.entries(rules).map(([name, rule]) =>
    [name, checkLimit(name, values[name], rule)] as const
  );
  // The entries were made from the keys of the table just above.
  return Object.fromEntries(entries) as unknown as Limits;
}

function checkLimit(name: string, value: unknown, rule: LimitRule): number {
  if (value === undefined) return rule.default;
  if (typeof value !== "number") {
    throw new TypeError(
      `Cannot set ${name} as it must be a number: current value is ${
        typeof value === "string"
          ? JSON.stringify(value.slice(0, 80))
          : String(value)
      }`,
    );
  }
  if (!Number.isInteger(value) || value < rule.min || value > rule.max) {
    throw new RangeError(
      `Cannot set ${name} as it must be a whole number from ${rule.min} to ${rule.max}: current value is ${value}`,
    );
  }
  return value;
}
