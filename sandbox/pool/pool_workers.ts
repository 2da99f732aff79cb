/**
 * The workers of a pool. The state machine of `core/pool.ts` decides when they are started, lent, renewed and ended.
 *
 * @module
 */
import { SandboxError } from "../../core/errors.ts";
import type { ResolvedSandboxOptions } from "../../core/options.ts";
import { schedule } from "../../core/pool.ts";
import {
  countWorkers,
  type PoolEffect,
  type PoolEvent,
  type PoolRules,
  type PoolState,
  type RefusalReason,
  unopenedPool,
} from "../../core/pool_state.ts";
import { type StartPlan, startWorker, WorkerStart } from "../start/mod.ts";
import { pause } from "../deadline.ts";
import { Lease } from "./lease.ts";
import type { GuestLink, LinkListener } from "../link.ts";
import { PoolCounters, type PoolMetrics } from "./pool_metrics.ts";
import { refusalError } from "./refusal_error.ts";

/**
 * The delay of a refill if no caller waits, in milliseconds. The start of a worker uses a processor, and delays the broker's
 * messages by more than most runs take.
 */
const REFILL_AFTER_MS = 20;

/** The workers to start, and the rules of the pool. */
export interface PoolWorkersOptions {
  readonly plan: StartPlan;
  /** The options of the sandboxes that use the workers. */
  readonly options: ResolvedSandboxOptions;
  readonly rules: PoolRules;
}

/** A worker of the pool. */
interface Member {
  readonly abort: AbortController;
  /** Resolves when the worker is started. */
  readonly started: Promise<GuestLink>;
  link?: GuestLink;
  lease?: Lease;
  /** Follows the worker while it prepares for another guest. */
  renewing?: WorkerStart;
  /** Set when the worker is being ended; resolves when it has exited. */
  ended?: Promise<void>;
}

/** The workers of a pool. */
export class PoolWorkers {
  /** The counts and times of the pool so far. */
  readonly counters: PoolCounters = new PoolCounters();
  readonly #options: PoolWorkersOptions;
  readonly #members = new Map<number, Member>();
  readonly #waiters = new Map<number, PromiseWithResolvers<number>>();
  readonly #over = Promise.withResolvers<void>();
  readonly #events: PoolEvent[] = [];
  #filled: PromiseWithResolvers<void> | undefined;
  #state: PoolState;
  #lastWaiter = 0;
  #lastError: unknown;
  #rest: ReturnType<typeof setTimeout> | undefined;

  /** @param options The workers. They begin to start at once */
  constructor(options: PoolWorkersOptions) {
    this.#options = options;
    this.#state = unopenedPool(options.rules);
    this.#dispatch({ type: "open" });
  }

  /** Whether new requests are refused. */
  get closed(): boolean {
    return this.#state.phase !== "open";
  }

  /** Whether workers in use must be returned. */
  get revoked(): boolean {
    return this.#state.phase === "closed" || this.#state.phase === "over";
  }

  /** The current state of the pool, and its counts so far. */
  metrics(): PoolMetrics {
    return this.counters.report(this.#state);
  }

  /** Lends a worker that is ready, or waits for one. */
  async borrow(
    tenant: string,
    signal: AbortSignal | undefined,
  ): Promise<Lease> {
    if (signal?.aborted) throw this.#toError("aborted");
    const waiter = ++this.#lastWaiter;
    const granted = Promise.withResolvers<number>();
    this.#waiters.set(waiter, granted);
    const leave = (): void => this.#dispatch({ type: "leave", waiter });
    signal?.addEventListener("abort", leave, { once: true });
    try {
      this.#dispatch({ type: "acquire", waiter, tenant });
      return this.#lend(await granted.promise);
    } finally {
      signal?.removeEventListener("abort", leave);
    }
  }

  /** Waits until as many workers are ready as the pool keeps. */
  filled(): Promise<void> {
    this.#filled ??= Promise.withResolvers();
    const { promise } = this.#filled;
    // A caller that waits gets the failure. Without a caller, it is ignored.
    promise.catch(() => {});
    this.#checkFilled();
    return promise;
  }

  /** Refuses new requests. Resolves when the queue is served and all workers are returned. */
  drain(refuseWaiting: boolean): Promise<void> {
    this.#dispatch({ type: "drain", refuseWaiting });
    return this.#over.promise;
  }

  /** Ends all workers. Resolves when they have exited. */
  close(): Promise<void> {
    this.#dispatch({ type: "close" });
    return this.#over.promise;
  }

  #lend(worker: number): Lease {
    const member = this.#members.get(worker);
    const returnWorker = (reusable: boolean): Promise<void> =>
      this.#takeBack(worker, reusable);
    // The pool may have been closed after the grant.
    if (member?.link === undefined || this.revoked) {
      void returnWorker(false);
      throw this.#toError("closed");
    }
    member.lease = new Lease(member.link, returnWorker);
    return member.lease;
  }

  #takeBack(worker: number, reusable: boolean): Promise<void> {
    const member = this.#members.get(worker);
    delete member?.lease;
    this.#dispatch({ type: "returned", worker, reusable });
    return member?.ended ?? Promise.resolve();
  }

  #dispatch(event: PoolEvent): void {
    this.#events.push(event);
    // An effect may dispatch another event, which is handled next.
    if (this.#events.length > 1) return;
    for (let next = this.#events[0]; next !== undefined;) {
      const { state, effects } = schedule(this.#state, next);
      this.#state = state;
      for (const effect of effects) this.#perform(effect);
      this.#events.shift();
      next = this.#events[0];
    }
    this.#checkFilled();
  }

  #perform(effect: PoolEffect): void {
    switch (effect.type) {
      case "start":
        return this.#start(effect.worker, effect.urgent);
      case "renew":
        return this.#renew(effect.worker);
      case "end":
        return this.#end(effect.worker);
      case "evict":
        return this.#members.get(effect.worker)?.lease?.evict();
      case "grant":
        this.counters.handedOut++;
        return this.#settle(effect.waiter)?.resolve(effect.worker);
      case "refuse":
        this.counters.refused++;
        return this.#settle(effect.waiter)?.reject(
          this.#toError(effect.reason),
        );
      case "rest":
        this.#rest = setTimeout(
          () => this.#dispatch({ type: "rested" }),
          effect.forMs,
        );
        return;
      case "over":
        clearTimeout(this.#rest);
        return this.#over.resolve();
    }
  }

  #settle(waiter: number): PromiseWithResolvers<number> | undefined {
    const granted = this.#waiters.get(waiter);
    this.#waiters.delete(waiter);
    return granted;
  }

  #start(worker: number, urgent: boolean): void {
    const { plan, options } = this.#options;
    let startedAt = performance.now();
    const abort = new AbortController();
    const { signal } = abort;
    const started = pause(urgent ? 0 : REFILL_AFTER_MS, signal).then(() => {
      startedAt = performance.now();
      return startWorker(plan, { ...options, signal });
    });
    const member: Member = { abort, started };
    this.#members.set(worker, member);
    this.counters.started++;
    started.then((link) => {
      this.counters.startMs.record(performance.now() - startedAt);
      member.link = link;
      // Other workers have served guests before, mostly.
      if (plan.engine.rehearses) link.post({ type: "rehearse" });
      this.#keep(worker, link);
    }, (error) => this.#fail(worker, error));
  }

  #renew(worker: number): void {
    const member = this.#members.get(worker);
    const link = member?.link;
    const start = new WorkerStart();
    if (member === undefined || link?.renew?.(start) !== true) {
      return this.#fail(worker, new Error("The worker has exited"));
    }
    this.counters.renewed++;
    member.renewing = start;
    start.ready(this.#options.options).then(
      () => this.#keep(worker, link),
      (error) => this.#fail(worker, error),
    );
  }

  /** Keeps a worker that is ready. */
  #keep(worker: number, link: GuestLink): void {
    link.listener = this.#watch(worker);
    this.#dispatch({ type: "ready", worker });
  }

  #watch(worker: number): LinkListener {
    const lose = (reason: string): void =>
      this.#fail(worker, new SandboxError("START_FAILED", reason));
    return {
      message: (message) => {
        if (message.type === "failed") lose(message.reason);
      },
      lost: ({ reason }) => lose(reason),
    };
  }

  #fail(worker: number, error: unknown): void {
    const member = this.#members.get(worker);
    if (member === undefined || member.ended !== undefined) return;
    this.#members.delete(worker);
    void member.link?.kill();
    this.counters.failed++;
    this.#lastError = error;
    this.#filled?.reject(error);
    this.#filled = undefined;
    this.#dispatch({ type: "failed", worker });
  }

  #end(worker: number): void {
    const member = this.#members.get(worker);
    if (member === undefined) return;
    this.counters.killed++;
    member.abort.abort();
    member.renewing?.fail(this.#toError("closed"));
    member.ended = member.started.then((link) => link.kill(), () => {})
      .then(() => {
        this.#members.delete(worker);
        this.#dispatch({ type: "gone", worker });
      });
  }

  /** Settles `filled()` if enough workers are ready, or the pool is closed. */
  #checkFilled(): void {
    if (this.#filled === undefined) return;
    const { size, maxSandboxes } = this.#options.rules;
    if (this.closed) this.#filled.reject(this.#toError("closed"));
    else if (countWorkers(this.#state, "warm") < Math.min(size, maxSandboxes)) {
      return;
    } else this.#filled.resolve();
    this.#filled = undefined;
  }

  #toError(reason: RefusalReason): unknown {
    const { maxWaiting } = this.#options.rules;
    return refusalError(reason, { maxWaiting, lastError: this.#lastError });
  }
}
