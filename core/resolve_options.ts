/**
 * Completes and checks the options of sandboxes and runs.
 *
 * @module
 */
import {
  checkArgs,
  checkEnv,
  checkFunctionOptions,
  checkKeys,
  checkName,
  checkSeed,
  checkSignal,
  checkTimeZone,
  checkType,
  isBoolean,
  isFunction,
  isPlainName,
} from "./check_option.ts";
import { resolveFiles } from "./files.ts";
import { checkFunctions, HOST_TIMES } from "./functions.ts";
import { resolveGlobals } from "./globals.ts";
import {
  CODE_KINDS,
  defaultEngineOf,
  ENGINE_NAMES,
  type EngineName,
  type Isolation,
  ISOLATIONS,
  type Language,
  LANGUAGES,
  LANGUAGES_OF,
  undoesRuns,
} from "./languages.ts";
import { resolveLimits } from "./limits.ts";
import { checkMounts } from "./mounts.ts";
import { resolveNetworkPolicy } from "./network_policy.ts";
import {
  ECHOES,
  type ResolvedRunOptions,
  type ResolvedSandboxOptions,
  type RunOptions,
  type SandboxOptions,
} from "./options.ts";
import { checkLock, checkPackages } from "./requirements.ts";
import { resolveRunLimits } from "./run_limits.ts";

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
  "checkpoint",
  "env",
  "args",
  "files",
  "globals",
  "packages",
  "lock",
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
  "kind",
  "onStdout",
  "onStderr",
  "onDisplay",
  "onRequest",
  "stdin",
  "repr",
  "echo",
  "returnFiles",
  "hostTime",
];

/** The options of both a sandbox and a run. `run()`, which creates both, gives them to the sandbox. */
const SHARED_KEYS = ["limits", "globals"];

/** The keys of sandbox options, and of options that only a run has besides `signal`. `run()` splits its options by them. */
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
 * @param options The options that the caller sets
 * @returns The complete options
 * @throws {TypeError} If an option is unknown or of the wrong type
 * @throws {RangeError} If an option is out of range
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
  checkSignal(options.signal);
  checkFunctionOptions(options, ["onCall", "onWarning", "onProgress"]);
  const engine = resolveEngine(options.engine, language);
  const limits = resolveLimits(language, options.limits, engine);
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
    checkpoint: resolveCheckpoint(options.checkpoint, engine),
    env: checkTimeZone(checkEnv(options.env), engine),
    args: checkArgs(options.args),
    files: resolveFiles(options.files, limits),
    globals: resolveGlobals(options.globals, {
      language,
      callBytes: limits.callBytes,
    }),
    packages: checkPackages(options.packages, language),
    lock: checkLock(options.lock),
    functions: checkFunctions(options.functions),
    onCall: options.onCall,
    mounts: checkMounts(options.mounts),
    network: resolveNetworkPolicy(options.network),
    signal: options.signal,
    onWarning: options.onWarning ?? (() => {}),
    onProgress: options.onProgress ?? (() => {}),
  };
}

function resolveEngine(given: unknown, language: Language): EngineName {
  const engine = checkName(
    "engine",
    given ?? defaultEngineOf(language),
    ENGINE_NAMES,
  );
  if (LANGUAGES_OF[engine].includes(language)) return engine;
  const names = ENGINE_NAMES.filter((name) =>
    LANGUAGES_OF[name].includes(language)
  );
  throw new TypeError(
    `Cannot run ${language} on ${engine} as its engine must be ${
      names.join(" or ")
    }`,
  );
}

function resolveCheckpoint(given: unknown, engine: EngineName): boolean {
  checkType("checkpoint", given, "a boolean", isBoolean);
  if (given === true && !undoesRuns(engine)) {
    throw new TypeError(
      `Cannot set checkpoint as ${engine} cannot undo runs: its engine must be ${
        ENGINE_NAMES.filter(undoesRuns).join(" or ")
      }`,
    );
  }
  return given !== false && undoesRuns(engine);
}

/**
 * Checks the options of a run.
 *
 * @param options The options that the caller sets
 * @param sandbox The options of the sandbox
 * @returns The complete options
 * @throws {TypeError} If an option is unknown or of the wrong type
 * @throws {RangeError} If a limit is out of range
 */
export function resolveRunOptions(
  options: RunOptions,
  sandbox: Pick<ResolvedSandboxOptions, "language" | "limits">,
): ResolvedRunOptions {
  checkKeys("run", options, [...SHARED_KEYS, ...RUN_KEYS]);
  checkSignal(options.signal);
  checkFunctionOptions(options, [
    "onStdout",
    "onStderr",
    "onDisplay",
    "onRequest",
  ]);
  checkType("repr", options.repr, "a boolean", isBoolean);
  checkType("returnFiles", options.returnFiles, "a boolean", isBoolean);
  checkType(
    "stdin",
    options.stdin,
    "a string, bytes, a stream that is not locked or a function",
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
  checkName("kind", options.kind ?? "script", CODE_KINDS);
  checkName("echo", options.echo ?? "display", ECHOES);
  checkName("hostTime", options.hostTime ?? "counts", HOST_TIMES);
  const globals = resolveGlobals(options.globals, {
    language: sandbox.language,
    callBytes: sandbox.limits.callBytes,
  });
  const limits = resolveRunLimits(options.limits, sandbox);
  return { ...options, limits, globals };
}
