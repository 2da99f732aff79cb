/**
 * What a caller may ask of a pool, checked once at the edge.
 *
 * @module
 */
import { mergeGlobals } from "./globals.ts";
import { type Limits, resolveLimits } from "./limits.ts";
import {
  checkKeys,
  OPTION_KEYS,
  type ResolvedSandboxOptions,
  resolveSandboxOptions,
  type RunOptions,
  type SandboxOptions,
} from "./options.ts";
import { maxMessageChars } from "./protocol.ts";

/** What can be set for a pool: what its sandboxes have unless a run asks for something else, and how many there are. */
export interface PoolOptions extends Omit<SandboxOptions, "signal"> {
  /**
   * How many started workers are kept waiting, ready to become a sandbox.
   * @default {2}
   */
  readonly size?: number;
  /**
   * How many workers may live at once: waiting, starting, in use and being ended. Each is a process in `process`
   * isolation and a thread in `thread` isolation. By default twice `size`.
   */
  readonly maxSandboxes?: number;
  /**
   * Bytes that the `memoryBytes` of all workers that live at once may add up to. By default nothing but `maxSandboxes`
   * bounds it.
   */
  readonly maxMemoryBytes?: number;
  /**
   * How many runs may wait for a sandbox; a further one is refused with `POOL_FULL`.
   * @default {1_000}
   */
  readonly maxWaiting?: number;
  /** How many runs of one tenant may wait. By default as many as `maxWaiting`. */
  readonly maxWaitingPerTenant?: number;
  /** How many workers may start at once. By default as many as the machine has processors. */
  readonly maxStarting?: number;
}

/** What can be set for a sandbox out of a pool. Language, engine and isolation are the pool's. */
export interface PoolSandboxOptions
  extends Omit<SandboxOptions, "language" | "engine" | "isolation"> {
  /**
   * For whom it is: where several wait, each tenant gets one in turn. Without it all are one tenant.
   * @default {""}
   */
  readonly tenant?: string;
}

/** What can be set for one run in a pool. */
export interface PoolRunOptions extends PoolSandboxOptions, RunOptions {
  /** Globals of the fresh sandbox, beside the pool's; of the same name, these. */
  readonly globals?: Readonly<Record<string, unknown>>;
  /** Limits of the fresh sandbox and of the run, each at most the pool's; what is absent is the pool's. */
  readonly limits?: Partial<Limits>;
  /** Stops waiting, or cancels the run. */
  readonly signal?: AbortSignal;
}

/** The options of a pool, complete and checked. */
export interface ResolvedPoolOptions {
  /** What its workers are started for. */
  readonly sandbox: ResolvedSandboxOptions;
  /** What was given for its sandboxes. */
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
const FIXED_KEYS: readonly string[] = ["language", "engine", "isolation"];

/**
 * Completes and checks the options of a pool.
 *
 * @param options What the caller asked for
 * @param processors How many processors the machine has
 * @returns Complete options
 * @throws {TypeError} If an option is unknown or of the wrong type
 * @throws {RangeError} If an option is out of its range, or `maxMemoryBytes` is too little for one sandbox
 */
export function resolvePoolOptions(
  options: PoolOptions,
  processors: number,
): ResolvedPoolOptions {
  const own = OPTION_KEYS.sandbox.filter((key) => key !== "signal");
  checkKeys("pool", options, [...own, ...COUNT_KEYS]);
  // Globals are read and encoded once, so that no run sees what changes in them later.
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
      affordable(options.maxMemoryBytes, sandbox.limits),
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

/** What was asked of a pool for one sandbox, and maybe one run in it. */
export interface PoolRequest {
  readonly sandbox: ResolvedSandboxOptions;
  readonly run: RunOptions;
  readonly tenant: string;
}

/**
 * Completes and checks what is asked of a pool for one sandbox.
 *
 * @param options What the caller asked for
 * @param pool What the pool has
 * @param forRun Whether the options are also those of a run
 * @returns The options of the sandbox, completed by the pool's, and those of the run
 * @throws {TypeError} If an option is unknown or of the wrong type
 * @throws {RangeError} If an option is out of its range, or a limit is above the pool's
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
  // What is no table of limits is refused here, rather than spread into one.
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

/** The options of these names that are set. */
function pick(options: object, keys: readonly string[]): SandboxOptions {
  return Object.fromEntries(
    Object.entries(defined(options)).filter(([key]) => keys.includes(key)),
  );
}

/** What of an object is set. */
function defined(object: object): object {
  return Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== undefined),
  );
}

/** A worker's memory, mailbox and messages are bounded when it is started, by the pool's limits. */
function checkWithin(limits: Limits, of: Limits): void {
  for (const [name, value] of Object.entries(limits)) {
    // The names are those of the table of limits.
    const most = of[name as keyof Limits];
    if (value <= most) continue;
    throw new RangeError(
      `Cannot set ${name} as it must be at most the pool's ${most}: current value is ${value}`,
    );
  }
}

/** How long a worker's messages may be is settled when it is started, too. */
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

/** How many sandboxes fit into this much memory. */
function affordable(
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
