/**
 * The flags of a sandbox, which `run`, `repl` and `mcp` share.
 *
 * @module
 */
import { MAX_SEED } from "../../core/check_option.ts";
import {
  LIMIT_RULES,
  type Limits,
  MEMORY_RULES,
  memoryRule,
} from "../../core/limits.ts";
import {
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
import {
  ENGINE_FLAG,
  PACKAGES_FLAGS,
  type PackageSettings,
  readEngine,
} from "./engine_flag.ts";
import { ENV_FLAG, readEnv } from "./env_flag.ts";
import {
  type Bounds,
  invalidValue,
  readChoice,
  readQuantity,
  type Setting,
  settingOf,
} from "./flag_values.ts";
import {
  exampleOf,
  type FlagSpec,
  type FlagTable,
  type FlagValues,
} from "./flags.ts";
import { GLOBAL_FLAG, readGlobals } from "./global_flag.ts";
import { MOUNT_FLAG, readMount } from "./mount_flag.ts";
import { NETWORK_FLAG, readNetwork } from "./network_flag.ts";
import { UsageError } from "./usage_error.ts";

const memoryHelp = (["python", "javascript"] as const).map((language) =>
  `${language} ${formatBytes(MEMORY_RULES[language].default)}`
).join(", ");

/** The flags. */
export const SANDBOX_FLAGS = {
  ...ENGINE_FLAG,
  ...PACKAGES_FLAGS,
  timeout: {
    kind: "value",
    also: ["time-limit"],
    placeholder: "DURATION",
    example: "5s",
    help: `Time limit of a run, in seconds or with ms, s, m, h (default: ${
      formatDuration(LIMIT_RULES.timeoutMs.default)
    })`,
  },
  memory: {
    kind: "value",
    also: ["mem"],
    placeholder: "SIZE",
    example: "256MiB",
    help: `Memory limit, such as 256M (default: ${memoryHelp})`,
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
  "max-stack": {
    kind: "value",
    placeholder: "SIZE",
    example: "512KiB",
    help: `Limit of JavaScript's stack (default: ${
      formatBytes(LIMIT_RULES.stackBytes.default)
    }; in a thread at most 176 KiB)`,
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
    help: `Make the guest's randomness repeat (0 to ${MAX_SEED})`,
  },
  ...ENV_FLAG,
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

/** The flag of the commands that print what a guest writes. */
export const RAW_FLAG = {
  kind: "switch",
  help: "Write what the guest writes unchanged, also to a terminal",
} as const satisfies FlagSpec;

/** The help text about `--isolation` that is too long for the list of flags. */
export const ISOLATION_HELP =
  `With --isolation auto, the guest runs in a child process if Deno may run itself
(--allow-run), and otherwise in a thread, which protects the host less.
`;

type SandboxFlag = keyof typeof SANDBOX_FLAGS;

/** The flags by the names of the options that they set, as the library's messages have them. */
const FLAG_OF_OPTION: Readonly<Record<string, SandboxFlag>> = {
  timeoutMs: "timeout",
  memoryBytes: "memory",
  outputBytes: "max-output",
  fileBytes: "max-file-bytes",
  stackBytes: "max-stack",
  engine: "engine",
  packages: "with",
  lock: "lock",
  isolation: "isolation",
  seed: "seed",
  env: "env",
  args: "arg",
  global: "global",
  globals: "global",
  mounts: "mount",
};

/**
 * Converts flags to sandbox options, and checks them.
 *
 * @param flags The flags
 * @param language The language of the guest
 * @param packages The packages of the guest, which the flags do not have: `withPackages()` reads them
 * @returns Options that {@linkcode resolveSandboxOptions} accepts
 * @throws {UsageError} If a value is invalid
 */
export function toSandboxOptions(
  flags: FlagValues<typeof SANDBOX_FLAGS>,
  language: Language,
  packages: PackageSettings = {},
): SandboxOptions {
  const engine = readEngine(flags.engine);
  const isolation = readIsolation(flags.isolation);
  const seed = readSeed(flags.seed);
  const options: SandboxOptions = {
    language,
    ...(engine === undefined ? {} : { engine }),
    ...(isolation === undefined ? {} : { isolation }),
    ...(seed === undefined ? {} : { seed }),
    limits: readLimits(flags, memoryRule(language, engine)),
    env: readEnv(flags.env),
    args: flags.arg,
    ...(flags.global.length > 0 && { globals: readGlobals(flags.global) }),
    mounts: flags.mount.map(readMount),
    ...readNetwork(flags["allow-net"]),
    ...packages,
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
 * @param text The value as the user typed it
 * @param name The name of the setting: `--timeout` or `.timeout`
 * @returns Milliseconds
 * @throws {UsageError} If the text is not a duration, or is outside of the bounds
 */
export function readTimeout(
  text: string,
  name: "--timeout" | ".timeout",
): number {
  const example = ` (example: ${name} ${SANDBOX_FLAGS.timeout.example})`;
  return readQuantity(text, {
    setting: { name, example },
    bounds: LIMIT_RULES.timeoutMs,
    parse: parseDuration,
    format: formatDuration,
  });
}

/**
 * Rewrites a library message about an option for the command line.
 *
 * @param error The error of the library
 * @returns A usage error if the library refused an option, or else the same error
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
  memory: Bounds,
): Partial<Limits> {
  const memoryBytes = readSize("memory", flags, memory);
  const outputBytes = readSize("max-output", flags, LIMIT_RULES.outputBytes);
  const fileBytes = readSize("max-file-bytes", flags, LIMIT_RULES.fileBytes);
  const stackBytes = readSize("max-stack", flags, LIMIT_RULES.stackBytes);
  return {
    ...(flags.timeout === undefined
      ? {}
      : { timeoutMs: readTimeout(flags.timeout, "--timeout") }),
    ...(memoryBytes === undefined ? {} : { memoryBytes }),
    ...(outputBytes === undefined ? {} : { outputBytes }),
    ...(fileBytes === undefined ? {} : { fileBytes }),
    ...(stackBytes === undefined ? {} : { stackBytes }),
  };
}

function readSize(
  name: "memory" | "max-output" | "max-file-bytes" | "max-stack",
  flags: FlagValues<typeof SANDBOX_FLAGS>,
  bounds: Bounds,
): number | undefined {
  const text = flags[name];
  return text === undefined ? undefined : readQuantity(text, {
    setting: flagSetting(name),
    bounds,
    parse: parseBytes,
    format: formatBytes,
  });
}

function readIsolation(
  name: string | undefined,
): Isolation | "auto" | undefined {
  return name === undefined ? undefined : readChoice<Isolation | "auto">(name, {
    setting: flagSetting("isolation"),
    names: [...ISOLATIONS, "auto"],
  });
}

/** Reads a seed. The library checks its upper bound. */
function readSeed(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  const rule = `must be a whole number from 0 to ${MAX_SEED}`;
  throw invalidValue(flagSetting("seed"), rule, text);
}

function flagSetting(name: SandboxFlag): Setting {
  return settingOf(name, SANDBOX_FLAGS[name]);
}
