/**
 * A pool: sandboxes in stock, each fresh and handed out once.
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
import { type Access, openAccess, putFilesIn } from "../create.ts";
import type { Lease } from "./lease.ts";
import type { PoolMetrics } from "./pool_metrics.ts";
import { checkCode, Sandbox } from "../sandbox.ts";
import {
  openGuest,
  openGuestSilently,
  planStart,
  type StartPlan,
} from "../start/mod.ts";
import { PoolWorkers } from "./pool_workers.ts";

/**
 * Makes a pool, which at once begins to start workers. It keeps the process alive until it is closed.
 *
 * @param options What its sandboxes have, and how many there are
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
  const resolved = resolvePoolOptions(options, navigator.hardwareConcurrency);
  return new Pool(await planStart(resolved.sandbox, false), resolved);
}

/** How a sandbox is handed out. */
interface Way {
  /** Whether there will be one run only, and the worker is ended after it. */
  readonly oneShot: boolean;
  /** Whether to use it at once, rather than to wait until the guest is open. */
  readonly silent: boolean;
}

/** Sandboxes in stock: each is handed out once, fresh, and gone afterwards. */
export class Pool implements AsyncDisposable {
  /** The guests' language. */
  readonly language: Language;
  /** The engine that interprets it. */
  readonly engine: EngineName;
  /** Where the guests live. */
  readonly isolation: Isolation;

  readonly #plan: StartPlan;
  readonly #options: ResolvedPoolOptions;
  readonly #stock: PoolWorkers;
  /** Whether a worker comes back, so that ending a run softly is worth while. */
  readonly #renews: boolean;
  /** Sandboxes that are being closed. */
  readonly #closing = new Set<Promise<void>>();

  /** Made by {@linkcode createPool}. */
  constructor(plan: StartPlan, options: ResolvedPoolOptions) {
    this.#plan = plan;
    this.#options = options;
    this.language = options.sandbox.language;
    this.engine = options.sandbox.engine;
    this.isolation = plan.isolation;
    // A process of its own is what `process` isolation promises to each guest.
    this.#renews = plan.engine.reusable && plan.isolation === "thread";
    this.#stock = new PoolWorkers({
      plan,
      options: options.sandbox,
      rules: { ...options, renews: this.#renews },
    });
  }

  /** Whether the pool takes no further run. */
  get closed(): boolean {
    return this.#stock.closed;
  }

  /**
   * Runs code in a fresh sandbox, which is gone afterwards.
   *
   * @param code The code
   * @param options What can be set for a sandbox and for a run, in place of what the pool has
   * @returns How it ended; a failure of the guest is a result, not an exception
   * @throws {SandboxError} `POOL_FULL` if too many wait, `POOL_CLOSED` after closing, `ABORTED` if the signal is
   * aborted before there is a sandbox, or why no worker can be started
   * @throws {TypeError} If an option is unknown or of the wrong type
   * @throws {RangeError} If an option is out of its range, a limit above the pool's, or the code too long
   */
  async run(code: string, options: PoolRunOptions = {}): Promise<RunResult> {
    const request = resolvePoolRequest(options, this.#options, true);
    const { limits } = request.sandbox;
    // Before a sandbox is spent on it.
    resolveRunOptions(request.run, request.sandbox);
    checkCode(code, limits.codeBytes);
    const sandbox = await this.#take(request, {
      oneShot: !this.#renews,
      silent: true,
    });
    try {
      const result = await sandbox.run(code, request.run);
      this.#stock.counters.runMs.record(result.usage.wallMs);
      return result;
    } finally {
      this.#close(sandbox);
    }
  }

  /**
   * Hands out a fresh sandbox, which its holder closes. What is granted to it is what the pool has, but for what is
   * set here.
   *
   * @param options What can be set for a sandbox, in place of what the pool has
   * @returns The sandbox, ready to run
   * @throws {SandboxError} As for {@linkcode Pool.run}
   * @throws {TypeError} If an option is unknown or of the wrong type
   * @throws {RangeError} If an option is out of its range, or a limit above the pool's
   */
  async acquire(options: PoolSandboxOptions = {}): Promise<Sandbox> {
    const request = resolvePoolRequest(options, this.#options, false);
    return await this.#take(request, {
      oneShot: false,
      silent: false,
    });
  }

  /** What the pool is doing, and what it did so far. */
  metrics(): PoolMetrics {
    return this.#stock.metrics();
  }

  /**
   * Waits until the stock is full.
   *
   * @throws {SandboxError} If a worker cannot be started, or the pool is closed
   */
  ready(): Promise<void> {
    return this.#stock.filled();
  }

  /**
   * Refuses new requests, waits until the queue is served and every sandbox given back, and closes the pool.
   *
   * @param options Whether those who wait are served (`finish`) or refused with `POOL_CLOSED` (`refuse`)
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
    await this.#closed(this.#stock.drain(waiting === "refuse"));
  }

  /** Ends everything: runs that are going on end as `cancelled`, those who wait get `POOL_CLOSED`. */
  async close(): Promise<void> {
    await this.#closed(this.#stock.close());
  }

  /** Closes the pool. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #closed(stock: Promise<void>): Promise<void> {
    await stock;
    await Promise.all(this.#closing);
  }

  async #take(
    { sandbox: options, tenant }: PoolRequest,
    way: Way,
  ): Promise<Sandbox> {
    const askedAt = performance.now();
    // At once: who asks first is served first.
    const borrowed = this.#stock.borrow(tenant, options.signal);
    // While the grants are opened, a refusal has no other listener and would end the process.
    borrowed.catch(() => {});
    const access = await openAccess(options).catch((error) => {
      void borrowed.then((lease) => lease.kill(), () => {});
      throw error;
    });
    const open = async (): Promise<Sandbox> => {
      const lease = await borrowed;
      await this.#open(lease, options, way);
      const startMs = performance.now() - askedAt;
      return this.#makeSandbox(lease, { options, access, startMs, ...way });
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
    { silent }: Way,
  ): Promise<void> {
    if (silent) return openGuestSilently(lease, this.#plan, options);
    try {
      await openGuest(lease, this.#plan, options);
    } catch (error) {
      if (!this.#stock.revoked) throw error;
      throw new SandboxError(
        "POOL_CLOSED",
        "Cannot get a sandbox as the pool was closed",
        { cause: error },
      );
    }
  }

  #makeSandbox(
    lease: Lease,
    { access, options, startMs, oneShot }: Way & {
      readonly access: Access;
      readonly options: ResolvedSandboxOptions;
      readonly startMs: number;
    },
  ): Sandbox {
    this.#stock.counters.waitMs.record(startMs);
    const sandbox = new Sandbox({
      ...access,
      oneShot,
      startMs,
      link: lease,
      isolation: this.isolation,
      options,
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
