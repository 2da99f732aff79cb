/**
 * Where a pool stands, and the small steps that its life is made of.
 *
 * @module
 */

/** What a pool goes by. */
export interface PoolRules {
  /** How many warm workers are kept. */
  readonly size: number;
  /** How many workers may live at once, whatever they do. */
  readonly maxSandboxes: number;
  /** How many may wait. */
  readonly maxWaiting: number;
  /** How many of one tenant may wait. */
  readonly maxWaitingPerTenant: number;
  /** How many workers may start at once. */
  readonly maxStarting: number;
  /** Whether a worker comes back after its guest, with everything of that guest gone. */
  readonly renews: boolean;
}

/** What a worker is doing. */
export type WorkerPhase = "starting" | "warm" | "inUse" | "renewing" | "ending";

/** A worker of the pool. */
export interface PoolWorker {
  readonly worker: number;
  readonly phase: WorkerPhase;
}

/** Those of one tenant that wait, the first first. */
export interface TenantQueue {
  readonly tenant: string;
  readonly waiters: readonly number[];
}

/** Where a pool stands. */
export interface PoolState {
  readonly rules: PoolRules;
  /** `draining`: nobody new is let in. `closed`: nobody is served any more. `over`: nothing is left. */
  readonly phase: "open" | "draining" | "closed" | "over";
  readonly workers: readonly PoolWorker[];
  /** Who waits; the tenant that is served next comes first. */
  readonly queues: readonly TenantQueue[];
  /** How many workers failed since one was last granted. */
  readonly failures: number;
  /** Whether no worker is started for the time being, because one failed. */
  readonly resting: boolean;
  readonly lastWorker: number;
}

/** Why somebody who asked for a sandbox gets none. */
export type RefusalReason = "full" | "closed" | "failed" | "aborted";

/** What may happen to a pool. */
export type PoolEvent =
  /** The pool is opened. */
  | { readonly type: "open" }
  | {
    readonly type: "acquire";
    readonly waiter: number;
    readonly tenant: string;
  }
  /** Somebody no longer wants to wait. */
  | { readonly type: "leave"; readonly waiter: number }
  | { readonly type: "ready"; readonly worker: number }
  /** A worker could not be started or renewed, or died while it was warm; nothing of it is left. */
  | { readonly type: "failed"; readonly worker: number }
  /** A worker was given back; `reusable` says whether it may be renewed. */
  | {
    readonly type: "returned";
    readonly worker: number;
    readonly reusable: boolean;
  }
  /** A worker that was ended is gone. */
  | { readonly type: "gone"; readonly worker: number }
  /** The rest after a failure is over. */
  | { readonly type: "rested" }
  | { readonly type: "drain"; readonly refuseWaiting: boolean }
  | { readonly type: "close" };

/** What has to be done. */
export type PoolEffect =
  /** `urgent` says whether it is not better to let what is in use have the processors first. */
  | {
    readonly type: "start";
    readonly worker: number;
    readonly urgent: boolean;
  }
  | { readonly type: "renew"; readonly worker: number }
  | { readonly type: "end"; readonly worker: number }
  /** Whoever has the worker must give it back at once. */
  | { readonly type: "evict"; readonly worker: number }
  | { readonly type: "grant"; readonly waiter: number; readonly worker: number }
  | {
    readonly type: "refuse";
    readonly waiter: number;
    readonly reason: RefusalReason;
  }
  | { readonly type: "rest"; readonly forMs: number }
  /** Nothing is left of the pool. */
  | { readonly type: "over" };

/** The next state and what has to be done, in this order. */
export interface PoolTransition {
  readonly state: PoolState;
  readonly effects: readonly PoolEffect[];
}

/** The state of a pool before it is opened. */
export function unopenedPool(rules: PoolRules): PoolState {
  return {
    rules,
    phase: "open",
    workers: [],
    queues: [],
    failures: 0,
    resting: false,
    lastWorker: 0,
  };
}

/** How many workers do this. */
export function countWorkers(state: PoolState, phase: WorkerPhase): number {
  return state.workers.filter((one) => one.phase === phase).length;
}

/** How many wait. */
export function countWaiting({ queues }: PoolState): number {
  return queues.reduce((sum, { waiters }) => sum + waiters.length, 0);
}

/** A transition. */
export function to(state: PoolState, ...effects: PoolEffect[]): PoolTransition {
  return { state, effects };
}

/** A transition with one more step. */
export function then(
  { state, effects }: PoolTransition,
  step: (state: PoolState) => PoolTransition,
): PoolTransition {
  const next = step(state);
  return { state: next.state, effects: [...effects, ...next.effects] };
}

/** Refuses everybody who waits. */
export function refuseAll(
  state: PoolState,
  reason: RefusalReason,
): PoolTransition {
  const refusals = state.queues.flatMap(({ waiters }) =>
    waiters.map((waiter) => ({ type: "refuse", waiter, reason }) as const)
  );
  return to({ ...state, queues: [] }, ...refusals);
}

/** Refuses somebody who waits, or was about to. */
export function refuse(
  state: PoolState,
  refusal: { readonly waiter: number; readonly reason: RefusalReason },
): PoolTransition {
  const without = withoutWaiter(state, refusal.waiter);
  return to(without, { type: "refuse", ...refusal });
}

/** Has a worker do something else, if it does what is expected of it; it is the last of its kind then. */
export function move(
  state: PoolState,
  { worker, from, phase, effect }: Move,
): PoolTransition {
  const now = phaseOf(state, worker);
  if (now === undefined || !from.includes(now)) return to(state);
  const { workers } = without(state, worker);
  const moved = { ...state, workers: [...workers, { worker, phase }] };
  return effect === undefined ? to(moved) : to(moved, effect);
}

/** What a worker is to do from now on. */
export interface Move {
  readonly worker: number;
  /** What it must be doing so far. */
  readonly from: readonly WorkerPhase[];
  readonly phase: WorkerPhase;
  readonly effect?: PoolEffect;
}

/** The state without a worker. */
export function without(state: PoolState, worker: number): PoolState {
  const workers = state.workers.filter((one) => one.worker !== worker);
  return { ...state, workers };
}

function withoutWaiter(state: PoolState, waiter: number): PoolState {
  const queues = state.queues.map(({ tenant, waiters }) => ({
    tenant,
    waiters: waiters.filter((one) => one !== waiter),
  })).filter(({ waiters }) => waiters.length > 0);
  return { ...state, queues };
}

/** What a worker is doing; nothing if there is none. */
export function phaseOf(
  state: PoolState,
  worker: number,
): WorkerPhase | undefined {
  return state.workers.find((one) => one.worker === worker)?.phase;
}

/** Whether a worker is to be had now or soon. */
export function isIdle({ phase }: PoolWorker): boolean {
  return phase === "starting" || phase === "warm" || phase === "renewing";
}

/** How many workers are to be had now or soon. */
export function countIdle({ workers }: PoolState): number {
  return workers.filter(isIdle).length;
}

/** Whether there is a worker from which somebody who waits may expect something. */
export function isAlive({ workers }: PoolState): boolean {
  return workers.some(({ phase }) => phase !== "ending");
}
