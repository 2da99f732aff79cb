/**
 * The limits: their names, units, defaults and checks.
 *
 * @module
 */
import type { EngineName, Language } from "./languages.ts";
import { quoteValue } from "./quote_value.ts";

const MiB = 2 ** 20;
/** The highest time limit, in milliseconds. */
export const DAY_MS = 86_400_000;

/** The limits of a sandbox and its runs. */
export interface Limits {
  /**
   * The longest wall-clock time of a run in milliseconds, from the start of guest code.
   * @default {30_000}
   */
  readonly timeoutMs: number;
  /**
   * The longest time that an engine may take to start, in milliseconds. As many engines start at a time as the processors
   * can run; the time begins when it is the engine's turn. Time in which this process itself does not run is not counted.
   * @default {60_000}
   */
  readonly startTimeoutMs: number;
  /**
   * The most bytes of memory of the guest. The default is 536870912 (512 MiB) for Python, 268435456 (256 MiB) for JavaScript.
   * The least is 67108864 (64 MiB) for Python, 100663296 (96 MiB) on the engine cpython, 16777216 (16 MiB) for JavaScript.
   */
  readonly memoryBytes: number;
  /**
   * The most bytes of stdout, and of stderr, that a result has, in UTF-8.
   * @default {1_048_576}
   */
  readonly outputBytes: number;
  /**
   * The most bytes of the encoded value of a run.
   * @default {1_048_576}
   */
  readonly valueBytes: number;
  /**
   * The most bytes of the code of a run, in UTF-8.
   * @default {1_048_576}
   */
  readonly codeBytes: number;
  /**
   * The most bytes of stack of a JavaScript guest: of a plain function, a call takes 192 bytes. A deeper recursion is a
   * `RangeError`. In a thread it is at most 180224 (176 KiB). Python has its own recursion limit.
   * @default {983_040}
   */
  readonly stackBytes: number;
  /**
   * The most bytes of all files of a guest, which also count against `memoryBytes`. It is also the most bytes that a guest
   * may write to mounts.
   * @default {67_108_864}
   */
  readonly fileBytes: number;
  /**
   * The most files and directories of a guest. It is also the most that a guest may create in mounts.
   * @default {10_000}
   */
  readonly maxFiles: number;
  /**
   * The most bytes of the encoded arguments of a host function call, and of its encoded result.
   * @default {1_048_576}
   */
  readonly callBytes: number;
  /**
   * The most calls of host functions in a run.
   * @default {10_000}
   */
  readonly maxCalls: number;
  /**
   * The most calls of host functions at the same time. Further calls wait.
   * @default {16}
   */
  readonly maxConcurrentCalls: number;
  /**
   * The most bytes of all displays of a run, with text in UTF-8.
   * @default {8_388_608}
   */
  readonly displayBytes: number;
}

interface LimitRule {
  readonly default: number;
  readonly min: number;
  readonly max: number;
}

/** The defaults and bounds of the limits, except `memoryBytes`, which depends on the language. */
export const LIMIT_RULES: Readonly<
  Record<Exclude<keyof Limits, "memoryBytes">, LimitRule>
> = {
  timeoutMs: { default: 30_000, min: 1, max: DAY_MS },
  startTimeoutMs: { default: 60_000, min: 1, max: DAY_MS },
  outputBytes: { default: MiB, min: 0, max: 256 * MiB },
  valueBytes: { default: MiB, min: 0, max: 32 * MiB },
  codeBytes: { default: MiB, min: 1, max: 64 * MiB },
  stackBytes: { default: 960 * 1024, min: 16 * 1024, max: MiB },
  fileBytes: { default: 64 * MiB, min: 0, max: 2048 * MiB },
  maxFiles: { default: 10_000, min: 0, max: 100_000 },
  callBytes: { default: MiB, min: 64, max: 32 * MiB },
  maxCalls: { default: 10_000, min: 0, max: 1_000_000_000 },
  maxConcurrentCalls: { default: 16, min: 1, max: 256 },
  displayBytes: { default: 8 * MiB, min: 0, max: 64 * MiB },
};

/** The default and bounds of `memoryBytes` for each language. 32-bit WebAssembly can address 4 GiB. */
export const MEMORY_RULES: Readonly<Record<Language, LimitRule>> = {
  python: { default: 512 * MiB, min: 64 * MiB, max: 4095 * MiB },
  javascript: { default: 256 * MiB, min: 16 * MiB, max: 2048 * MiB },
  typescript: { default: 256 * MiB, min: 16 * MiB, max: 2048 * MiB },
};

/** The least memory of an engine that needs more than others of its language: its snapshot has packages in it. */
const LEAST_MEMORY: Readonly<Partial<Record<EngineName, number>>> = {
  cpython: 96 * MiB,
};

/**
 * The default and bounds of `memoryBytes`.
 *
 * @param language The guest's language
 * @param engine The engine, if it is known
 * @returns The rule
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(memoryRule("python").min, 64 * 2 ** 20);
 * assertEquals(memoryRule("python", "cpython").min, 96 * 2 ** 20);
 * ```
 */
export function memoryRule(language: Language, engine?: EngineName): LimitRule {
  const rule = MEMORY_RULES[language];
  const min = engine === undefined ? undefined : LEAST_MEMORY[engine];
  return min === undefined ? rule : { ...rule, min };
}

/**
 * Completes and checks limits.
 *
 * @param language The guest's language, which determines the memory
 * @param given The limits that the caller sets; others get their defaults
 * @param engine The engine, if it is known, which may need more memory
 * @returns The complete limits
 * @throws {TypeError} If a limit is unknown or not a number
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
  engine?: EngineName,
): Limits {
  if (typeof given !== "object" || given === null) {
    throw new TypeError(
      `Cannot read limits as they must be an object: current value is ${given}`,
    );
  }
  const rules: Readonly<Record<string, LimitRule>> = {
    ...LIMIT_RULES,
    memoryBytes: memoryRule(language, engine),
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
  // The entries have the keys of the table above.
  return Object.fromEntries(entries) as unknown as Limits;
}

function checkLimit(name: string, value: unknown, rule: LimitRule): number {
  if (value === undefined) return rule.default;
  if (typeof value !== "number") {
    throw new TypeError(
      `Cannot set ${name} as it must be a number: current value is ${
        quoteValue(value)
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
