/**
 * The state of a pool, and the basic steps of its transitions.
 *
 * @module
 */

/** The rules of a pool. */
export interface PoolRules {
  /** The number of warm workers to keep. */
  readonly size: number;
  /** The most workers at a time, in any phase. */
  readonly maxSandboxes: number;
  /** The most callers that may wait. */
  readonly maxWaiting: number;
  /** The most callers of one tenant that may wait. */
  readonly maxWaitingPerTenant: number;
  /** The most workers that may start at a time. */
  readonly maxStarting: number;
  /** Whether a worker can get a fresh guest after it is returned. */
  readonly renews: boolean;
}

/** The phase of a worker. */
type WorkerPhase = "starting" | "warm" | "inUse" | "renewing" | "ending";

/** A worker of the pool. */
interface PoolWorker {
  readonly worker: number;
  readonly phase: WorkerPhase;
}

/** The callers of one tenant that wait, in order of arrival. */
interface TenantQueue {
  readonly tenant: string;
  readonly waiters: readonly number[];
}

/** The state of a pool. */
export interface PoolState {
  readonly rules: PoolRules;
  /** `draining`: no new callers. `closed`: no caller gets a worker. `over`: no worker is left. */
  readonly phase: "open" | "draining" | "closed" | "over";
  readonly workers: readonly PoolWorker[];
  /** The callers that wait. The tenant that is served next comes first. */
  readonly queues: readonly TenantQueue[];
  /** The number of workers that failed since the last grant. */
  readonly failures: number;
  /** Whether the pool starts no workers for a while because one failed. */
  readonly resting: boolean;
  readonly lastWorker: number;
}

/** Why a caller gets no worker. */
export type RefusalReason = "full" | "closed" | "failed" | "aborted";

/** An event in the life of a pool. */
export type PoolEvent =
  /** The pool opens. */
  | { readonly type: "open" }
  | {
    readonly type: "acquire";
    readonly waiter: number;
    readonly tenant: string;
  }
  /** A caller stops waiting. */
  | { readonly type: "leave"; readonly waiter: number }
  | { readonly type: "ready"; readonly worker: number }
  /** A worker failed to start or renew, or exited while it was warm. Nothing of it is left. */
  | { readonly type: "failed"; readonly worker: number }
  /** A worker was returned. */
  | {
    readonly type: "returned";
    readonly worker: number;
    readonly reusable: boolean;
  }
  /** A worker that was ended has exited. */
  | { readonly type: "gone"; readonly worker: number }
  /** The pause after a failure is over. */
  | { readonly type: "rested" }
  | { readonly type: "drain"; readonly refuseWaiting: boolean }
  | { readonly type: "close" };

/** An action that the pool performs. */
export type PoolEffect =
  /** Start a worker. If it is not `urgent`, workers in use may have the processors first. */
  | {
    readonly type: "start";
    readonly worker: number;
    readonly urgent: boolean;
  }
  | { readonly type: "renew"; readonly worker: number }
  | { readonly type: "end"; readonly worker: number }
  /** The holder must return the worker at once. */
  | { readonly type: "evict"; readonly worker: number }
  | { readonly type: "grant"; readonly waiter: number; readonly worker: number }
  | {
    readonly type: "refuse";
    readonly waiter: number;
    readonly reason: RefusalReason;
  }
  | { readonly type: "rest"; readonly forMs: number }
  /** The pool has no workers left. */
  | { readonly type: "over" };

/** The next state, and the effects in order. */
export interface PoolTransition {
  readonly state: PoolState;
  readonly effects: readonly PoolEffect[];
}

/** Returns the state of a pool before it opens. */
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

/** Counts the workers in a phase. */
export function countWorkers(state: PoolState, phase: WorkerPhase): number {
  return state.workers.filter((one) => one.phase === phase).length;
}

/** Counts the callers that wait. */
export function countWaiting({ queues }: PoolState): number {
  return queues.reduce((sum, { waiters }) => sum + waiters.length, 0);
}

/** Returns a transition. */
export function to(state: PoolState, ...effects: PoolEffect[]): PoolTransition {
  return { state, effects };
}

/** Appends a step to a transition. */
export function then(
  { state, effects }: PoolTransition,
  step: (state: PoolState) => PoolTransition,
): PoolTransition {
  const next = step(state);
  return { state: next.state, effects: [...effects, ...next.effects] };
}

/** Refuses all callers that wait. */
export function refuseAll(
  state: PoolState,
  reason: RefusalReason,
): PoolTransition {
  const refusals = state.queues.flatMap(({ waiters }) =>
    waiters.map((waiter) => ({ type: "refuse", waiter, reason }) as const)
  );
  return to({ ...state, queues: [] }, ...refusals);
}

/** Refuses one caller, whether or not it waits already. */
export function refuse(
  state: PoolState,
  refusal: { readonly waiter: number; readonly reason: RefusalReason },
): PoolTransition {
  const without = withoutWaiter(state, refusal.waiter);
  return to(without, { type: "refuse", ...refusal });
}

/** Moves a worker to another phase, if it is in one of the expected phases. It becomes the last worker of the list. */
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

/** A change of a worker's phase. */
interface Move {
  readonly worker: number;
  /** The phases in which the worker may be. */
  readonly from: readonly WorkerPhase[];
  readonly phase: WorkerPhase;
  readonly effect?: PoolEffect;
}

/** Returns the state without a worker. */
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

/** Returns the phase of a worker, or `undefined` for an unknown worker. */
export function phaseOf(
  state: PoolState,
  worker: number,
): WorkerPhase | undefined {
  return state.workers.find((one) => one.worker === worker)?.phase;
}

/** Whether a worker is available now or soon. */
export function isIdle({ phase }: PoolWorker): boolean {
  return phase === "starting" || phase === "warm" || phase === "renewing";
}

/** Counts the workers that are available now or soon. */
export function countIdle({ workers }: PoolState): number {
  return workers.filter(isIdle).length;
}

/** Whether a caller that waits may still get a worker. */
export function isAlive({ workers }: PoolState): boolean {
  return workers.some(({ phase }) => phase !== "ending");
}
