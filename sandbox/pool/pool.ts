/**
 * A pool: it keeps workers ready, and hands out each sandbox once.
 *
 * @module
 */
import { messageOf, SandboxError } from "../../core/errors.ts";
import type {
  EngineName,
  Isolation,
  Language,
  ResolvedSandboxOptions,
} from "../../core/options.ts";
import { resolveRunOptions } from "../../core/resolve_options.ts";
import {
  type PoolOptions,
  type PoolRequest,
  type PoolRunOptions,
  type PoolSandboxOptions,
  type ResolvedPoolOptions,
  resolvePoolOptions,
  resolvePoolRequest,
} from "../../core/pool_options.ts";
import type { RunResult } from "../../core/result.ts";
import {
  type Access,
  lacksEngine,
  openAccess,
  putFilesIn,
  withEngine,
} from "../create.ts";
import type { Lease } from "./lease.ts";
import type { PoolMetrics } from "./pool_metrics.ts";
import { checkCode } from "../run_message.ts";
import { Sandbox } from "../sandbox.ts";
import {
  openGuest,
  openGuestSilently,
  planStart,
  type StartPlan,
} from "../start/mod.ts";
import { PoolWorkers } from "./pool_workers.ts";

/**
 * Creates a pool. It starts workers at once, and keeps the process alive until it is closed.
 *
 * @param options The options of its sandboxes, and their number
 * @returns The pool; if workers cannot be started, requests for a sandbox fail
 * @throws {TypeError} If an option is unknown or of the wrong type
 * @throws {RangeError} If an option is out of its range
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { createPool } from "@sandglass/sandglass";
 *
 * await using pool = await createPool({ language: "javascript", size: 1 });
 * const first = await pool.run("globalThis.left = 1");
 * const second = await pool.run("typeof left", { limits: { timeoutMs: 1_000 } });
 * assertEquals(second.status === "ok" && second.value, "undefined");
 * ```
 */
export async function createPool(options: PoolOptions = {}): Promise<Pool> {
  const resolved = resolvePoolOptions(
    lacksEngine(options) ? await withEngine(options) : options,
    navigator.hardwareConcurrency,
  );
  return new Pool(await planStart(resolved.sandbox, false), resolved);
}

/** How a sandbox is used. */
interface SandboxUse {
  /** Whether the worker is ended after one run. */
  readonly oneShot: boolean;
  /** Whether one run follows at once, without waiting until the guest is open, and no other. */
  readonly runsOnce: boolean;
}

/** Hands out sandboxes from workers that are ready. Each sandbox is fresh, and is handed out once. */
export class Pool implements AsyncDisposable {
  /** The guests' language. */
  readonly language: Language;
  /** The engine that interprets it. */
  readonly engine: EngineName;
  /** Where the guests run: in child processes, or in threads of this process. */
  readonly isolation: Isolation;

  readonly #plan: StartPlan;
  readonly #options: ResolvedPoolOptions;
  readonly #workers: PoolWorkers;
  /** Whether workers are used again. A run is then stopped with an interrupt first. */
  readonly #renews: boolean;
  /** Sandboxes that are being closed. */
  readonly #closing = new Set<Promise<void>>();

  /** Called by {@linkcode createPool}. */
  constructor(plan: StartPlan, options: ResolvedPoolOptions) {
    this.#plan = plan;
    this.#options = options;
    this.language = options.sandbox.language;
    this.engine = options.sandbox.engine;
    this.isolation = plan.isolation;
    // `process` isolation promises a child process of its own to each guest.
    this.#renews = plan.engine.reusable && plan.isolation === "thread";
    this.#workers = new PoolWorkers({
      plan,
      options: options.sandbox,
      rules: { ...options, renews: this.#renews },
    });
  }

  /** Whether the pool takes no further run. */
  get closed(): boolean {
    return this.#workers.closed;
  }

  /**
   * Runs code in a fresh sandbox, which is closed afterwards.
   *
   * @param code The code
   * @param options The options of a sandbox and of a run, which replace those of the pool
   * @returns How the run ended; a failure of the guest is a result, not an exception
   * @throws {SandboxError} `POOL_FULL` if the queue is full, `POOL_CLOSED` after closing, `ABORTED` if the signal is
   * aborted before there is a sandbox, or the error of a worker that cannot be started
   * @throws {TypeError} If an option is unknown or of the wrong type
   * @throws {RangeError} If an option is out of its range, a limit above the pool's, or the code too long
   */
  async run(code: string, options: PoolRunOptions = {}): Promise<RunResult> {
    const request = resolvePoolRequest(options, this.#options, true);
    const { limits } = request.sandbox;
    // Bad input throws before a sandbox is used for it.
    resolveRunOptions(request.run, request.sandbox);
    checkCode(code, limits.codeBytes);
    const sandbox = await this.#take(request, {
      oneShot: !this.#renews,
      runsOnce: true,
    });
    try {
      const result = await sandbox.run(code, request.run);
      this.#workers.counters.runMs.record(result.usage.wallMs);
      return result;
    } finally {
      this.#close(sandbox);
    }
  }

  /**
   * Hands out a fresh sandbox, which the caller closes. Its grants are those of the pool, unless the options replace them.
   *
   * @param options The options of a sandbox, which replace those of the pool
   * @returns The sandbox, ready to run
   * @throws {SandboxError} As for {@linkcode Pool.run}
   * @throws {TypeError} If an option is unknown or of the wrong type
   * @throws {RangeError} If an option is out of its range, or a limit above the pool's
   */
  async acquire(options: PoolSandboxOptions = {}): Promise<Sandbox> {
    const request = resolvePoolRequest(options, this.#options, false);
    return await this.#take(request, {
      oneShot: false,
      runsOnce: false,
    });
  }

  /** Returns the current state of the pool, and its counts so far. */
  metrics(): PoolMetrics {
    return this.#workers.metrics();
  }

  /**
   * Waits until as many workers are ready as `size` says.
   *
   * @throws {SandboxError} If a worker cannot be started, or the pool is closed
   */
  ready(): Promise<void> {
    return this.#workers.filled();
  }

  /**
   * Refuses new requests, waits until the queue is served and every sandbox is closed, and closes the pool.
   *
   * @param options Whether callers that wait are served (`finish`), or refused with `POOL_CLOSED` (`refuse`)
   */
  async drain(
    { waiting = "finish" }: { readonly waiting?: "finish" | "refuse" } = {},
  ): Promise<void> {
    if (waiting !== "finish" && waiting !== "refuse") {
      throw new TypeError(
        `Cannot drain as waiting must be "finish" or "refuse": current value is ${
          String(waiting)
        }`,
      );
    }
    await this.#closed(this.#workers.drain(waiting === "refuse"));
  }

  /** Ends all sandboxes. Current runs end as `cancelled`, and callers that wait get `POOL_CLOSED`. */
  async close(): Promise<void> {
    await this.#closed(this.#workers.close());
  }

  /** Closes the pool. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #closed(workers: Promise<void>): Promise<void> {
    await workers;
    await Promise.all(this.#closing);
  }

  async #take(
    { sandbox: options, tenant }: PoolRequest,
    use: SandboxUse,
  ): Promise<Sandbox> {
    const requestedAtMs = performance.now();
    // Before the grants are opened, so that callers are served in the order of their requests.
    const borrowed = this.#workers.borrow(tenant, options.signal);
    // While the grants are opened, a refusal has no other listener and would end the process.
    borrowed.catch(() => {});
    const access = await openAccess(options).catch((error) => {
      void borrowed.then((lease) => lease.kill(), () => {});
      throw error;
    });
    const open = async (): Promise<Sandbox> => {
      const lease = await borrowed;
      await this.#open(lease, options, use);
      const startMs = performance.now() - requestedAtMs;
      return this.#createSandbox(lease, { options, access, startMs, ...use });
    };
    const sandbox = await open().catch(async (error) => {
      await access.services.close();
      throw error;
    });
    await putFilesIn(sandbox, options);
    return sandbox;
  }

  async #open(
    lease: Lease,
    options: ResolvedSandboxOptions,
    { runsOnce }: SandboxUse,
  ): Promise<void> {
    if (runsOnce) return openGuestSilently(lease, this.#plan, options);
    try {
      await openGuest(lease, this.#plan, options);
    } catch (error) {
      if (!this.#workers.revoked) throw error;
      throw new SandboxError(
        "POOL_CLOSED",
        "Cannot get a sandbox as the pool was closed",
        { cause: error },
      );
    }
  }

  #createSandbox(
    lease: Lease,
    { access, options, startMs, oneShot, runsOnce }: SandboxUse & {
      readonly access: Access;
      readonly options: ResolvedSandboxOptions;
      readonly startMs: number;
    },
  ): Sandbox {
    this.#workers.counters.waitMs.record(startMs);
    const sandbox = new Sandbox({
      ...access,
      oneShot,
      runsOnce,
      startMs,
      link: lease,
      isolation: this.isolation,
      endsPrograms: this.#plan.engine.endsPrograms,
      options,
      packages: this.#plan.packages?.packages,
      release: (_, reusable) => lease.release(reusable),
    });
    lease.onEvict = () => this.#close(sandbox);
    return sandbox;
  }

  /** Closes a sandbox. Only closing the pool waits for it. */
  #close(sandbox: Sandbox): void {
    const closing = sandbox.close().catch((error) =>
      this.#options.sandbox.onWarning(messageOf(error))
    ).finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
  }
}
