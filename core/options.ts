/**
 * What a caller may ask for, checked once at the edge.
 *
 * @module
 */
import { type Limits, resolveLimits } from "./limits.ts";
import {
  checkMisplacedLimit,
  LIMIT_NAMES,
  resolveRunLimits,
  type RunLimits,
} from "./run_limits.ts";
import { closest } from "./closest.ts";
import { type FileContent, type InputFile, resolveFiles } from "./files.ts";
import type { Display } from "./displays.ts";
import {
  type CallApprover,
  checkFunctions,
  HOST_TIMES,
  type HostFunctions,
  type HostTime,
} from "./functions.ts";
import {
  ENGINE_NAMES,
  ENGINE_OF,
  type EngineName,
  type Isolation,
  ISOLATIONS,
  type Language,
  LANGUAGES,
} from "./languages.ts";
import { type ResolvedGlobals, resolveGlobals } from "./globals.ts";
import { isRecord } from "./record.ts";
import { checkMounts, type Mount, type ResolvedMount } from "./mounts.ts";
import {
  type NetworkPolicy,
  type ResolvedNetworkPolicy,
  resolveNetworkPolicy,
} from "./network_policy.ts";
import type { NetworkRequest } from "./network_request.ts";

export {
  ENGINE_NAMES,
  ENGINE_OF,
  type EngineName,
  type Isolation,
  ISOLATIONS,
  type Language,
  LANGUAGES,
} from "./languages.ts";

/** What can be set for a sandbox. */
export interface SandboxOptions {
  /**
   * The language of the code.
   * @default {"python"}
   */
  readonly language?: Language;
  /** The engine; by default the language's own. */
  readonly engine?: EngineName;
  /**
   * Where the guest lives. `auto` takes `process` where running Deno's own executable is permitted,
   * and `thread` otherwise.
   * @default {"auto"}
   */
  readonly isolation?: Isolation | "auto";
  /** Limits; whatever is absent takes its default. */
  readonly limits?: Partial<Limits>;
  /**
   * A whole number from 0 to 4294967295 from which all randomness of the guest is derived, so that runs repeat.
   * Without it every sandbox has entropy of its own.
   */
  readonly seed?: number;
  /** Environment variables that the guest sees. It sees none of the host's. */
  readonly env?: Readonly<Record<string, string>>;
  /** Arguments that the guest sees (`sys.argv[1:]`, `scriptArgs`). */
  readonly args?: readonly string[];
  /** Files that the sandbox starts with: text or bytes by path, relative to `/work` or below it. */
  readonly files?: Readonly<Record<string, FileContent>>;
  /**
   * Values that the guest finds as globals, by name. They cross as data, as copies, when the sandbox is made: what
   * `Value` has, and also `Map`s with string keys and `ArrayBuffer`s. Names are identifiers of the language, at most 256,
   * and none of a keyword, of something that the guest is provided with (`host`, in JavaScript every global that is there
   * already), or like `__name__`. Encoded, all of them together have at most `limits.callBytes` bytes.
   */
  readonly globals?: Readonly<Record<string, unknown>>;
  /**
   * Functions of the host that the guest may call: `host.name(…)` in Python, `await host.name(…)` or
   * `host.name.sync(…)` in JavaScript. They run on the host's side of the wall, with all that the host may do.
   */
  readonly functions?: HostFunctions;
  /** Decides about each call of a host function before it is made; without it all are. */
  readonly onCall?: CallApprover;
  /** Directories of the host's that the guest sees. */
  readonly mounts?: readonly Mount[];
  /** The hosts that the guest may reach over HTTP, through the host. Without it the guest has no network. */
  readonly network?: NetworkPolicy;
  /** Aborts the start of the sandbox. */
  readonly signal?: AbortSignal;
  /** Is told what goes wrong on the way without being an error, such as a snapshot that had to be discarded. */
  readonly onWarning?: (message: string) => void;
  /** Is told of the slow parts of a start: the building of a snapshot. */
  readonly onProgress?: (message: string) => void;
}

/** What can be set for one run. */
export interface RunOptions {
  /**
   * Limits of this run, in place of the sandbox's: `timeoutMs`, and smaller ones of the others that
   * {@linkcode RunLimits} has. All other limits are given where the sandbox is made.
   */
  readonly limits?: Partial<RunLimits>;
  /**
   * Values that are set as globals before this run, as in {@linkcode SandboxOptions}. They stay for later runs, like
   * everything that a run leaves.
   */
  readonly globals?: Readonly<Record<string, unknown>>;
  /** Cancels the run. */
  readonly signal?: AbortSignal;
  /** The name by which tracebacks call the code, by default `main.py`, `main.js` or `main.ts`. */
  readonly filename?: string;
  /** Gets standard output as it comes. If it throws, the run is cancelled and rejects with what was thrown. */
  readonly onStdout?: (text: string) => void;
  /** Gets standard error as it comes. If it throws, the run is cancelled and rejects with what was thrown. */
  readonly onStderr?: (text: string) => void;
  /** Gets what the guest displays as it comes. If it throws, the run is cancelled and rejects with what was thrown. */
  readonly onDisplay?: (display: Display) => void;
  /**
   * Is told of each request to the network when it is over, of the first thousand of a run. If it throws, the run is
   * cancelled and rejects with what was thrown.
   */
  readonly onRequest?: (request: NetworkRequest) => void;
  /**
   * Standard input: text, bytes, a function that is asked for more each time the guest has read all and answers `null`
   * at the end, or a stream, which is read as the guest reads and cancelled when the run is over. If
   * it fails, the run is cancelled and rejects with what was thrown. Without it the guest meets the end at once.
   */
  readonly stdin?: StdinSource;
  /**
   * Whether the result carries the guest's own text for the value even where the value crosses as data.
   * @default {false}
   */
  readonly repr?: boolean;
  /**
   * Whether the result's `files` carry their content. Without it they are named, and `sandbox.files` reads them.
   * @default {false}
   */
  readonly returnFiles?: boolean;
  /**
   * Whether the time limit goes on (`counts`) or stands still (`excluded`) while host functions run. A guest may compute
   * while one does, so what it can be waited for is then bounded by what the functions take.
   * @default {"counts"}
   */
  readonly hostTime?: HostTime;
}

/** Where a guest's standard input comes from. */
export type StdinSource =
  | string
  | Uint8Array
  | ReadableStream<string | Uint8Array>
  | (() => string | Uint8Array | null | Promise<string | Uint8Array | null>);

/** The options of a sandbox, complete and checked. */
export interface ResolvedSandboxOptions {
  readonly language: Language;
  readonly engine: EngineName;
  readonly isolation: Isolation | "auto";
  readonly limits: Limits;
  readonly seed: number | undefined;
  readonly env: Readonly<Record<string, string>>;
  readonly args: readonly string[];
  readonly files: readonly InputFile[];
  readonly globals: ResolvedGlobals;
  readonly functions: HostFunctions;
  readonly onCall: CallApprover | undefined;
  readonly mounts: readonly ResolvedMount[];
  readonly network: ResolvedNetworkPolicy | undefined;
  readonly signal: AbortSignal | undefined;
  readonly onWarning: (message: string) => void;
  readonly onProgress: (message: string) => void;
}

/** The options of a run, complete and checked. */
export interface ResolvedRunOptions
  extends Omit<RunOptions, "limits" | "globals"> {
  readonly limits: Limits;
  readonly globals: ResolvedGlobals;
}

const AUTO_ISOLATIONS: readonly (Isolation | "auto")[] = [
  ...ISOLATIONS,
  "auto",
];

const SANDBOX_KEYS = [
  "language",
  "engine",
  "isolation",
  "limits",
  "seed",
  "env",
  "args",
  "files",
  "globals",
  "functions",
  "onCall",
  "mounts",
  "network",
  "signal",
  "onWarning",
  "onProgress",
];
const RUN_KEYS = [
  "signal",
  "filename",
  "onStdout",
  "onStderr",
  "onDisplay",
  "onRequest",
  "stdin",
  "repr",
  "returnFiles",
  "hostTime",
];

/** What both a sandbox and a run in it can have; where both are made at once it is the sandbox's. */
const SHARED_KEYS = ["limits", "globals"];

/** The keys that only a sandbox, and only a run, understands, but for `signal`; `run()` splits its options by them. */
export const OPTION_KEYS: {
  readonly sandbox: readonly string[];
  readonly run: readonly string[];
} = {
  sandbox: SANDBOX_KEYS,
  run: RUN_KEYS,
};

/**
 * Completes and checks the options of a sandbox.
 *
 * @param options What the caller asked for
 * @returns Complete options
 * @throws {TypeError} If an option is unknown or of the wrong type
 * @throws {RangeError} If an option is out of its range
 */
export function resolveSandboxOptions(
  options: SandboxOptions = {},
): ResolvedSandboxOptions {
  checkKeys("sandbox", options, SANDBOX_KEYS);
  const language = checkName(
    "language",
    options.language ?? "python",
    LANGUAGES,
  );
  const engine = checkName(
    "engine",
    options.engine ?? ENGINE_OF[language],
    ENGINE_NAMES,
  );
  if (engine !== ENGINE_OF[language]) {
    throw new TypeError(
      `Cannot run ${language} on ${engine} as its engine must be ${
        ENGINE_OF[language]
      }`,
    );
  }
  checkType(
    "signal",
    options.signal,
    "an AbortSignal",
    (value) => value instanceof AbortSignal,
  );
  checkType("onCall", options.onCall, "a function", isFunction);
  checkType("onWarning", options.onWarning, "a function", isFunction);
  checkType("onProgress", options.onProgress, "a function", isFunction);
  const limits = resolveLimits(language, options.limits);
  return {
    language,
    engine,
    isolation: checkName(
      "isolation",
      options.isolation ?? "auto",
      AUTO_ISOLATIONS,
    ),
    limits,
    seed: checkSeed(options.seed),
    env: checkEnv(options.env),
    args: checkArgs(options.args),
    files: resolveFiles(options.files, limits),
    globals: resolveGlobals(options.globals, {
      language,
      callBytes: limits.callBytes,
    }),
    functions: checkFunctions(options.functions),
    onCall: options.onCall,
    mounts: checkMounts(options.mounts),
    network: resolveNetworkPolicy(options.network),
    signal: options.signal,
    onWarning: options.onWarning ?? (() => {}),
    onProgress: options.onProgress ?? (() => {}),
  };
}

/**
 * Checks the options of a run.
 *
 * @param options What the caller asked for
 * @param sandbox The options of the sandbox
 * @returns The options, complete
 * @throws {TypeError} If an option is unknown or of the wrong type
 * @throws {RangeError} If a limit is out of its range
 */
export function resolveRunOptions(
  options: RunOptions,
  sandbox: Pick<ResolvedSandboxOptions, "language" | "limits">,
): ResolvedRunOptions {
  checkKeys("run", options, [...SHARED_KEYS, ...RUN_KEYS]);
  checkType(
    "signal",
    options.signal,
    "an AbortSignal",
    (value) => value instanceof AbortSignal,
  );
  checkType("onStdout", options.onStdout, "a function", isFunction);
  checkType("onStderr", options.onStderr, "a function", isFunction);
  checkType("onDisplay", options.onDisplay, "a function", isFunction);
  checkType("repr", options.repr, "a boolean", isBoolean);
  checkType("returnFiles", options.returnFiles, "a boolean", isBoolean);
  checkType("onRequest", options.onRequest, "a function", isFunction);
  checkType(
    "stdin",
    options.stdin,
    "a string, bytes, a stream that nobody else reads or a function",
    (value) =>
      typeof value === "string" || value instanceof Uint8Array ||
      (value instanceof ReadableStream && !value.locked) || isFunction(value),
  );
  checkType(
    "filename",
    options.filename,
    "a string of 1 to 255 characters without control characters",
    isPlainName,
  );
  checkName("hostTime", options.hostTime ?? "counts", HOST_TIMES);
  const globals = resolveGlobals(options.globals, {
    language: sandbox.language,
    callBytes: sandbox.limits.callBytes,
  });
  const limits = resolveRunLimits(options.limits, sandbox);
  return { ...options, limits, globals };
}

/** Refuses an option that is not known. */
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

function checkName<T extends string>(
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

function checkType(
  option: string,
  value: unknown,
  expected: string,
  fits: (value: unknown) => boolean,
): void {
  if (value === undefined || fits(value)) return;
  const shown = typeof value === "string"
    ? JSON.stringify(value.slice(0, 80))
    : String(value);
  throw new TypeError(
    `Cannot set ${option} as it must be ${expected}: current value is ${shown}`,
  );
}

function isPlainName(value: unknown): boolean {
  return typeof value === "string" && value.length > 0 && value.length <= 255 &&
    !/\p{Cc}/u.test(value);
}

function isBoolean(value: unknown): boolean {
  return typeof value === "boolean";
}

function isFunction(value: unknown): boolean {
  return typeof value === "function";
}

function checkSeed(seed: unknown): number | undefined {
  checkType("seed", seed, "a number", (value) => typeof value === "number");
  if (typeof seed !== "number") return undefined;
  if (Number.isInteger(seed) && seed >= 0 && seed <= 0xffff_ffff) return seed;
  throw new RangeError(
    `Cannot set seed as it must be a whole number from 0 to 4294967295: current value is ${seed}`,
  );
}

function checkEnv(
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

function checkArgs(args: readonly string[] = []): readonly string[] {
  const fits = Array.isArray(args) &&
    args.every((one) => typeof one === "string" && !one.includes("\0"));
  if (!fits) {
    throw new TypeError(
      `Cannot set args as they must be strings without NUL: current value is ${args}`,
    );
  }
  return [...args];
}
