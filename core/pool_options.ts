/**
 * The options of a pool and of its sandboxes, and their checks.
 *
 * @module
 */
import { mergeGlobals } from "./globals.ts";
import { type Limits, resolveLimits } from "./limits.ts";
import type {
  ResolvedSandboxOptions,
  RunOptions,
  SandboxOptions,
} from "./options.ts";
import { OPTION_KEYS, resolveSandboxOptions } from "./resolve_options.ts";
import { checkKeys } from "./check_option.ts";
import { maxMessageChars } from "./protocol.ts";

/** The options of a pool: its size, and the defaults of its sandboxes. */
export interface PoolOptions extends Omit<SandboxOptions, "signal"> {
  /**
   * The number of warm workers to keep: started, and ready to become a sandbox.
   * @default {2}
   */
  readonly size?: number;
  /**
   * The most workers at a time: warm, starting, in use or ending. Each is a process in `process` isolation and a thread in
   * `thread` isolation. The default is twice `size`.
   */
  readonly maxSandboxes?: number;
  /**
   * The most bytes that the `memoryBytes` of all workers may add up to. By default only `maxSandboxes` bounds it.
   */
  readonly maxMemoryBytes?: number;
  /**
   * The most runs that may wait for a sandbox. A further run is refused with `POOL_FULL`.
   * @default {1_000}
   */
  readonly maxWaiting?: number;
  /** The most runs of one tenant that may wait. The default is `maxWaiting`. */
  readonly maxWaitingPerTenant?: number;
  /** The most workers that may start at a time. The default is the number of processors. */
  readonly maxStarting?: number;
}

/** The options of a sandbox from a pool. Language, engine, isolation and packages are those of the pool. */
export interface PoolSandboxOptions extends
  Omit<
    SandboxOptions,
    "language" | "engine" | "isolation" | "packages" | "lock"
  > {
  /**
   * The tenant that the sandbox is for. If several tenants wait, they get sandboxes in turn.
   * @default {""}
   */
  readonly tenant?: string;
}

/** The options of one run in a pool. */
export interface PoolRunOptions extends PoolSandboxOptions, RunOptions {
  /** Globals of the fresh sandbox, in addition to those of the pool. They replace globals of the same name. */
  readonly globals?: Readonly<Record<string, unknown>>;
  /** Limits of the fresh sandbox and of the run, each at most the pool's. The default is the pool's limit. */
  readonly limits?: Partial<Limits>;
  /** Ends the wait, or cancels the run. */
  readonly signal?: AbortSignal;
}

/** The options of a pool, complete and checked. */
export interface ResolvedPoolOptions {
  /** The options of its workers. */
  readonly sandbox: ResolvedSandboxOptions;
  /** The options that the caller set for its sandboxes. */
  readonly given: Omit<SandboxOptions, "globals">;
  readonly size: number;
  readonly maxSandboxes: number;
  readonly maxWaiting: number;
  readonly maxWaitingPerTenant: number;
  readonly maxStarting: number;
}

const MAX_WORKERS = 1_000;
const MAX_QUEUE = 1_000_000;
const DEFAULT_SIZE = 2;
const DEFAULT_WAITING = 1_000;
const MAX_TENANT_CHARS = 1_000;

const COUNT_KEYS = [
  "size",
  "maxSandboxes",
  "maxMemoryBytes",
  "maxWaiting",
  "maxWaitingPerTenant",
  "maxStarting",
] as const;
const FIXED_KEYS: readonly string[] = [
  "language",
  "engine",
  "isolation",
  "packages",
  "lock",
];

/**
 * Completes and checks the options of a pool.
 *
 * @param options The options that the caller sets
 * @param processors The number of processors of the machine
 * @returns Complete options
 * @throws {TypeError} If an option is unknown or of the wrong type
 * @throws {RangeError} If an option is out of range, or `maxMemoryBytes` is less than one sandbox needs
 */
export function resolvePoolOptions(
  options: PoolOptions,
  processors: number,
): ResolvedPoolOptions {
  const own = OPTION_KEYS.sandbox.filter((key) => key !== "signal");
  checkKeys("pool", options, [...own, ...COUNT_KEYS]);
  // Globals are read and encoded once, so that later changes to them do not reach any run.
  const { globals, ...given } = pick(options, own);
  const sandbox = resolveSandboxOptions({
    ...given,
    ...(globals === undefined ? {} : { globals }),
  });
  const size = count("size", options.size ?? DEFAULT_SIZE, [0, MAX_WORKERS]);
  const maxSandboxes = count(
    "maxSandboxes",
    options.maxSandboxes ?? Math.max(1, 2 * size),
    [Math.max(1, size), 2 * MAX_WORKERS],
  );
  const maxWaiting = count(
    "maxWaiting",
    options.maxWaiting ?? DEFAULT_WAITING,
    [0, MAX_QUEUE],
  );
  return {
    sandbox,
    given,
    size,
    maxSandboxes: Math.min(
      maxSandboxes,
      maxByMemory(options.maxMemoryBytes, sandbox.limits),
    ),
    maxWaiting,
    maxWaitingPerTenant: count(
      "maxWaitingPerTenant",
      options.maxWaitingPerTenant ?? maxWaiting,
      [0, MAX_QUEUE],
    ),
    maxStarting: count(
      "maxStarting",
      options.maxStarting ?? Math.max(1, processors),
      [1, MAX_WORKERS],
    ),
  };
}

/** A request for one sandbox of a pool, with the options of a run if the caller wants one run only. */
export interface PoolRequest {
  readonly sandbox: ResolvedSandboxOptions;
  readonly run: RunOptions;
  readonly tenant: string;
}

/**
 * Completes and checks the options of one sandbox of a pool.
 *
 * @param options The options that the caller sets
 * @param pool The options of the pool
 * @param forRun Whether the options are also those of a run
 * @returns The options of the sandbox, completed by those of the pool, and the options of the run
 * @throws {TypeError} If an option is unknown or of the wrong type
 * @throws {RangeError} If an option is out of range, or a limit is above the pool's
 */
export function resolvePoolRequest(
  options: PoolRunOptions,
  pool: ResolvedPoolOptions,
  forRun: boolean,
): PoolRequest {
  const own = OPTION_KEYS.sandbox.filter((key) => !FIXED_KEYS.includes(key));
  const run = forRun ? OPTION_KEYS.run : [];
  checkKeys(forRun ? "pool run" : "pool sandbox", options, [
    ...own,
    ...run,
    "tenant",
  ]);
  // Refuses a value that is not an object of limits before it is spread.
  resolveLimits(pool.sandbox.language, options.limits);
  const limits = { ...pool.given.limits, ...defined(options.limits ?? {}) };
  const sandbox = resolveSandboxOptions({
    ...pool.given,
    ...pick(options, own),
    limits,
  });
  checkWithin(sandbox.limits, pool.sandbox.limits);
  checkMessages(sandbox, pool.sandbox);
  const globals = mergeGlobals(pool.sandbox.globals, sandbox.globals, {
    language: sandbox.language,
    callBytes: sandbox.limits.callBytes,
  });
  return {
    sandbox: { ...sandbox, globals },
    run: pick(options, run),
    tenant: checkTenant(options),
  };
}

/** Returns the set options among these names. */
function pick(options: object, keys: readonly string[]): SandboxOptions {
  return Object.fromEntries(
    Object.entries(defined(options)).filter(([key]) => keys.includes(key)),
  );
}

/** Returns the properties that are not `undefined`. */
function defined(object: object): object {
  return Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== undefined),
  );
}

/** The pool's limits bound the memory, mailbox and messages of a worker when it starts. */
function checkWithin(limits: Limits, of: Limits): void {
  for (const [name, value] of Object.entries(limits)) {
    // The names are those of the limits.
    const most = of[name as keyof Limits];
    if (value <= most) continue;
    throw new RangeError(
      `Cannot set ${name} as it must be at most the pool's ${most}: current value is ${value}`,
    );
  }
}

/** The longest message of a worker is also fixed when it starts. */
function checkMessages(
  asked: ResolvedSandboxOptions,
  pool: ResolvedSandboxOptions,
): void {
  const [chars, most] = [asked, pool].map(({ limits, network }) =>
    maxMessageChars(limits, network)
  );
  if (Number(chars) <= Number(most)) return;
  throw new RangeError(
    "Cannot set network as its requests must be no larger than the pool's network allows: give the pool one",
  );
}

function checkTenant({ tenant = "" }: PoolSandboxOptions): string {
  if (typeof tenant === "string" && tenant.length <= MAX_TENANT_CHARS) {
    return tenant;
  }
  throw new TypeError(
    `Cannot set tenant as it must be a string of at most ${MAX_TENANT_CHARS} characters: current value is ${
      String(tenant).slice(0, 80)
    }`,
  );
}

function count(
  name: string,
  value: unknown,
  [least, most]: readonly [number, number],
): number {
  if (typeof value !== "number") {
    throw new TypeError(
      `Cannot set ${name} as it must be a number: current value is ${
        String(value)
      }`,
    );
  }
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new RangeError(
    `Cannot set ${name} as it must be a whole number from ${least} to ${most}: current value is ${value}`,
  );
}

/** Returns how many sandboxes `maxMemoryBytes` allows. */
function maxByMemory(
  maxMemoryBytes: number | undefined,
  { memoryBytes }: Limits,
): number {
  if (maxMemoryBytes === undefined) return Infinity;
  const bytes = count("maxMemoryBytes", maxMemoryBytes, [
    memoryBytes,
    Number.MAX_SAFE_INTEGER,
  ]);
  return Math.floor(bytes / memoryBytes);
}
