/**
 * The flags that say what a sandbox is like, shared by `run` and `repl`.
 *
 * @module
 */
import { closest } from "../../core/closest.ts";
import { LIMIT_RULES, type Limits, MEMORY_RULES } from "../../core/limits.ts";
import {
  ENGINE_NAMES,
  type EngineName,
  type Isolation,
  ISOLATIONS,
  type Language,
  type SandboxOptions,
} from "../../core/options.ts";
import { resolveSandboxOptions } from "../../core/resolve_options.ts";
import {
  formatBytes,
  formatDuration,
  parseBytes,
  parseDuration,
} from "../../core/units.ts";
import { exampleOf, type FlagTable, type FlagValues, shown } from "./flags.ts";
import { GLOBAL_FLAG, readGlobals } from "./global_flag.ts";
import { MOUNT_FLAG, readMount } from "./mount_flag.ts";
import { NETWORK_FLAG, readNetwork } from "./network_flag.ts";
import { UsageError } from "./usage_error.ts";

const memoryHelp = (["python", "javascript"] as const).map((language) =>
  `${language} ${formatBytes(MEMORY_RULES[language].default)}`
).join(", ");

/** The flags. */
export const SANDBOX_FLAGS = {
  engine: {
    kind: "value",
    placeholder: "NAME",
    example: "pyodide",
    completion: ENGINE_NAMES,
    help: `${ENGINE_NAMES.join(" or ")} (default: the language's own)`,
  },
  timeout: {
    kind: "value",
    placeholder: "DURATION",
    example: "5s",
    help: `Time limit of a run: ms, s, m, h (default: ${
      formatDuration(LIMIT_RULES.timeoutMs.default)
    })`,
  },
  memory: {
    kind: "value",
    placeholder: "SIZE",
    example: "256MiB",
    help: `Memory limit (default: ${memoryHelp})`,
  },
  "max-output": {
    kind: "value",
    placeholder: "SIZE",
    example: "1MiB",
    help: `Limit of stdout and of stderr each (default: ${
      formatBytes(LIMIT_RULES.outputBytes.default)
    })`,
  },
  "max-file-bytes": {
    kind: "value",
    placeholder: "SIZE",
    example: "256MiB",
    help: `Limit of the guest's files together (default: ${
      formatBytes(LIMIT_RULES.fileBytes.default)
    })`,
  },
  isolation: {
    kind: "value",
    placeholder: "WHERE",
    example: "process",
    completion: [...ISOLATIONS, "auto"],
    help: `${ISOLATIONS.join(", ")} or auto (default: auto)`,
  },
  seed: {
    kind: "value",
    placeholder: "N",
    example: "42",
    help: "Make the guest's randomness repeat (0 to 4294967295)",
  },
  env: {
    kind: "list",
    placeholder: "NAME[=VALUE]",
    example: "LANG=C",
    help:
      "Set a variable of the guest, or pass this process's; may be repeated",
  },
  arg: {
    kind: "list",
    placeholder: "VALUE",
    example: "input.txt",
    help: "Add an argument of the guest; may be repeated",
  },
  ...GLOBAL_FLAG,
  mount: MOUNT_FLAG,
  ...NETWORK_FLAG,
} as const satisfies FlagTable;

/** What the names in {@linkcode SANDBOX_FLAGS} leave unsaid. */
export const ISOLATION_HELP =
  `With --isolation auto, the guest lives in a process of its own where Deno may
run itself (--allow-run), and else in a thread, which promises less.
`;

type SandboxFlag = keyof typeof SANDBOX_FLAGS;

/** What the checks of the library call the things that the flags set. */
const FLAG_OF_OPTION: Readonly<Record<string, SandboxFlag>> = {
  timeoutMs: "timeout",
  memoryBytes: "memory",
  outputBytes: "max-output",
  fileBytes: "max-file-bytes",
  engine: "engine",
  isolation: "isolation",
  seed: "seed",
  env: "env",
  args: "arg",
  global: "global",
  globals: "global",
  mounts: "mount",
};

/**
 * Turns flags into options of a sandbox, checked.
 *
 * @param flags The flags that were given
 * @param language The guest's language
 * @returns Options that {@linkcode resolveSandboxOptions} accepts
 * @throws {UsageError} If a value is not what the flag takes
 */
export function toSandboxOptions(
  flags: FlagValues<typeof SANDBOX_FLAGS>,
  language: Language,
): SandboxOptions {
  const engine = readEngine(flags.engine);
  const isolation = readIsolation(flags.isolation);
  const seed = readSeed(flags.seed);
  const options: SandboxOptions = {
    language,
    ...(engine === undefined ? {} : { engine }),
    ...(isolation === undefined ? {} : { isolation }),
    ...(seed === undefined ? {} : { seed }),
    limits: readLimits(flags, language),
    env: readEnv(flags.env),
    args: flags.arg,
    ...(flags.global.length > 0 && { globals: readGlobals(flags.global) }),
    mounts: flags.mount.map(readMount),
    ...readNetwork(flags["allow-net"]),
  };
  try {
    resolveSandboxOptions(options);
  } catch (error) {
    throw asUsageError(error);
  }
  return options;
}

/**
 * Reads a time limit.
 *
 * @param text What was typed
 * @param what What it was typed for, for the message
 * @returns Milliseconds
 * @throws {UsageError} If it is no duration or not within its bounds
 */
export function readTimeout(text: string, what: string): number {
  const example = what.startsWith("--")
    ? exampleOf("timeout", SANDBOX_FLAGS.timeout)
    : ` (example: ${what} ${SANDBOX_FLAGS.timeout.example})`;
  return readQuantity(text, {
    what,
    example,
    rule: LIMIT_RULES.timeoutMs,
    parse: parseDuration,
    format: formatDuration,
  });
}

/**
 * Reads the name of an engine.
 *
 * @param name What was typed, if anything
 * @returns The engine
 * @throws {UsageError} If there is no such engine
 */
export function readEngine(name: string | undefined): EngineName | undefined {
  return name === undefined ? undefined : oneOf("engine", name, ENGINE_NAMES);
}

/**
 * Rewrites a library message about an option for the command line.
 *
 * @param error What was thrown
 * @returns A usage error where the library refused an option, else what was thrown
 */
export function asUsageError(error: unknown): unknown {
  if (!(error instanceof TypeError || error instanceof RangeError)) {
    return error;
  }
  const option = /^Cannot set (\w+)/.exec(error.message)?.[1] ?? "";
  const flag = Object.hasOwn(FLAG_OF_OPTION, option)
    ? FLAG_OF_OPTION[option]
    : undefined;
  if (flag === undefined) {
    return /^Cannot (?:set|run|read) /.test(error.message)
      ? new UsageError(error.message)
      : error;
  }
  return new UsageError(
    error.message.replace(/^Cannot set \w+/, `Cannot set --${flag}`) +
      exampleOf(flag, SANDBOX_FLAGS[flag]),
  );
}

function readLimits(
  flags: FlagValues<typeof SANDBOX_FLAGS>,
  language: Language,
): Partial<Limits> {
  const memoryBytes = readSize("memory", flags, MEMORY_RULES[language]);
  const outputBytes = readSize("max-output", flags, LIMIT_RULES.outputBytes);
  const fileBytes = readSize("max-file-bytes", flags, LIMIT_RULES.fileBytes);
  return {
    ...(flags.timeout === undefined
      ? {}
      : { timeoutMs: readTimeout(flags.timeout, "--timeout") }),
    ...(memoryBytes === undefined ? {} : { memoryBytes }),
    ...(outputBytes === undefined ? {} : { outputBytes }),
    ...(fileBytes === undefined ? {} : { fileBytes }),
  };
}

function readSize(
  name: "memory" | "max-output" | "max-file-bytes",
  flags: FlagValues<typeof SANDBOX_FLAGS>,
  rule: Bounds,
): number | undefined {
  const text = flags[name];
  if (text === undefined) return undefined;
  return readQuantity(text, {
    what: `--${name}`,
    example: exampleOf(name, SANDBOX_FLAGS[name]),
    rule,
    parse: parseBytes,
    format: formatBytes,
  });
}

interface Bounds {
  readonly min: number;
  readonly max: number;
}

interface Quantity {
  readonly what: string;
  readonly example: string;
  readonly rule: Bounds;
  readonly parse: (text: string) => number;
  readonly format: (value: number) => string;
}

function readQuantity(text: string, quantity: Quantity): number {
  const { what, example, rule, format } = quantity;
  let value: number;
  try {
    value = quantity.parse(text);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new UsageError(
      error.message.replace(/^Cannot read \w+/, `Cannot set ${what}`) + example,
    );
  }
  if (value >= rule.min && value <= rule.max) return value;
  throw new UsageError(
    `Cannot set ${what} as it must be from ${format(rule.min)} to ${
      format(rule.max)
    }: current value is ${shown(text)}${example}`,
  );
}

function readIsolation(
  name: string | undefined,
): Isolation | "auto" | undefined {
  return name === undefined
    ? undefined
    : oneOf<Isolation | "auto">("isolation", name, [...ISOLATIONS, "auto"]);
}

function oneOf<Name extends string>(
  flag: SandboxFlag,
  typed: string,
  names: readonly Name[],
): Name {
  const name = names.find((one) => one === typed.toLowerCase());
  if (name !== undefined) return name;
  const hint = closest(typed, names);
  throw new UsageError(
    `Cannot set --${flag} as it must be one of ${
      names.join(", ")
    }: current value is ${shown(typed)}${
      hint ? ` (did you mean ${hint}?)` : exampleOf(flag, SANDBOX_FLAGS[flag])
    }`,
  );
}

function readSeed(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new UsageError(
    `Cannot set --seed as it must be a whole number from 0 to 4294967295: current value is ${
      shown(text)
    }${exampleOf("seed", SANDBOX_FLAGS.seed)}`,
  );
}

function readEnv(pairs: readonly string[]): Readonly<Record<string, string>> {
  const entries = pairs.map((pair) => {
    const equals = pair.indexOf("=");
    if (equals > 0) return [pair.slice(0, equals), pair.slice(equals + 1)];
    const rule = equals < 0
      ? "have a name, = and a value"
      : "have a name before =";
    throw new UsageError(
      `Cannot set --env as it must ${rule}: current value is ${shown(pair)}${
        exampleOf("env", SANDBOX_FLAGS.env)
      }`,
    );
  });
  // fromEntries defines what it sets, so that a variable "__proto__" is one like any other.
  return Object.fromEntries(entries);
}
