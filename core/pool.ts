/**
 * The scheduler of a pool, as a pure function from a state and an event to the next state and its effects: which caller
 * gets which worker, when a worker starts, and which caller is refused.
 *
 * Each worker gets a number when it starts. It is granted only while it is warm, and it becomes warm only when it reports
 * ready. So no worker serves two guests at a time, and none serves another guest unless it was renewed.
 *
 * @module
 */
import {
  countIdle,
  countWaiting,
  countWorkers,
  isAlive,
  isIdle,
  move,
  phaseOf,
  type PoolEffect,
  type PoolEvent,
  type PoolState,
  type PoolTransition,
  refuse,
  refuseAll,
  then,
  to,
  without,
} from "./pool_state.ts";

const FIRST_REST_MS = 100;
const LONGEST_REST_MS = 30_000;

/**
 * Applies an event.
 *
 * @param state The state before the event
 * @param event The event
 * @returns The state after the event, and the effects. An event that comes too late changes nothing
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { unopenedPool } from "./pool_state.ts";
 * const rules = {
 *   size: 1, maxSandboxes: 1, maxWaiting: 1, maxWaitingPerTenant: 1, maxStarting: 1, renews: false,
 * };
 * const { effects } = schedule(unopenedPool(rules), { type: "open" });
 * assertEquals(effects, [{ type: "start", worker: 1, urgent: true }]);
 * ```
 */
export function schedule(
  state: PoolState,
  event: PoolEvent,
): PoolTransition {
  if (state.phase === "over" && event.type !== "acquire") return to(state);
  const served = then(take(state, event), serve);
  const bounded = event.type === "acquire"
    ? then(served, (next) => boundQueue(next, event))
    : served;
  return then(then(bounded, restock), wind);
}

/** Applies the event alone. */
function take(
  state: PoolState,
  event: PoolEvent,
): PoolTransition {
  switch (event.type) {
    case "open":
      return to(state);
    case "acquire":
      return acquire(state, event);
    case "leave":
      return leave(state, event.waiter);
    case "ready":
      return move(state, {
        worker: event.worker,
        from: ["starting", "renewing"],
        phase: "warm",
      });
    case "failed":
      return fail(state, event.worker);
    case "returned":
      return takeBack(state, event);
    case "gone":
      return to(without(state, event.worker));
    case "rested":
      return to({ ...state, resting: false });
    case "drain":
      return drain(state, event.refuseWaiting);
    case "close":
      return close(state);
  }
}

function acquire(
  state: PoolState,
  { waiter, tenant }: { waiter: number; tenant: string },
): PoolTransition {
  if (state.phase !== "open") {
    return refuse(state, { waiter, reason: "closed" });
  }
  // While no worker starts, a caller would wait in vain.
  if (state.resting && !isAlive(state)) {
    return refuse(state, { waiter, reason: "failed" });
  }
  const known = state.queues.some((queue) => queue.tenant === tenant);
  const queues = known
    ? state.queues.map((queue) =>
      queue.tenant === tenant
        ? { tenant, waiters: [...queue.waiters, waiter] }
        : queue
    )
    : [...state.queues, { tenant, waiters: [waiter] }];
  return to({ ...state, queues });
}

function leave(state: PoolState, waiter: number): PoolTransition {
  const waits = state.queues.some(({ waiters }) => waiters.includes(waiter));
  return waits ? refuse(state, { waiter, reason: "aborted" }) : to(state);
}

/** Refuses the newest caller if too many wait. */
function boundQueue(
  state: PoolState,
  { waiter, tenant }: { waiter: number; tenant: string },
): PoolTransition {
  const { maxWaiting, maxWaitingPerTenant } = state.rules;
  const own = state.queues.find((queue) => queue.tenant === tenant)?.waiters ??
    [];
  if (!own.includes(waiter)) return to(state);
  const isWithinLimits = countWaiting(state) <= maxWaiting &&
    own.length <= maxWaitingPerTenant;
  return isWithinLimits ? to(state) : refuse(state, { waiter, reason: "full" });
}

function fail(state: PoolState, worker: number): PoolTransition {
  const phase = phaseOf(state, worker);
  if (phase === undefined || phase === "inUse" || phase === "ending") {
    return to(state);
  }
  const failures = state.failures + 1;
  const forMs = Math.min(
    LONGEST_REST_MS,
    FIRST_REST_MS * 2 ** (failures - 1),
  );
  const rests = !state.resting && state.phase !== "closed";
  const next = {
    ...without(state, worker),
    failures,
    resting: state.resting || rests,
  };
  const rest: PoolEffect[] = rests ? [{ type: "rest", forMs }] : [];
  return then(
    to(next, ...rest),
    (it) => isAlive(it) ? to(it) : refuseAll(it, "failed"),
  );
}

function takeBack(
  state: PoolState,
  { worker, reusable }: { worker: number; reusable: boolean },
): PoolTransition {
  const wanted = state.phase === "open" ||
    state.phase === "draining" && state.queues.length > 0;
  const renew = reusable && state.rules.renews && wanted;
  const [phase, type] = renew
    ? ["renewing", "renew"] as const
    : ["ending", "end"] as const;
  const effect = { type, worker };
  return move(state, { worker, from: ["inUse"], phase, effect });
}

function drain(state: PoolState, refuseWaiting: boolean): PoolTransition {
  if (state.phase !== "open" && state.phase !== "draining") return to(state);
  const draining: PoolState = { ...state, phase: "draining" };
  return refuseWaiting ? refuseAll(draining, "closed") : to(draining);
}

function close(state: PoolState): PoolTransition {
  if (state.phase === "closed") return to(state);
  const evicted = state.workers.filter(({ phase }) => phase === "inUse");
  const effects = evicted.map(({ worker }) =>
    ({ type: "evict", worker }) as const
  );
  return then(
    refuseAll({ ...state, phase: "closed" }, "closed"),
    (next) => to(next, ...effects),
  );
}

/** Grants warm workers to waiting callers: to the tenants in turn, and within a tenant in order of arrival. */
function serve(state: PoolState): PoolTransition {
  const [queue, ...others] = state.queues;
  const warm = state.workers.find(({ phase }) => phase === "warm");
  const waiter = queue?.waiters[0];
  if (queue === undefined || warm === undefined || waiter === undefined) {
    return to(state);
  }
  const rest = queue.waiters.slice(1);
  const queues = rest.length === 0
    ? others
    : [...others, { tenant: queue.tenant, waiters: rest }];
  const { worker } = warm;
  const granted = move({ ...state, queues, failures: 0 }, {
    worker,
    from: ["warm"],
    phase: "inUse",
    effect: { type: "grant", waiter, worker },
  });
  return then(granted, serve);
}

/** Starts the missing workers. */
function restock(state: PoolState): PoolTransition {
  const { rules } = state;
  const missing = Math.min(
    countMissing(state),
    rules.maxSandboxes - state.workers.length,
    rules.maxStarting - countWorkers(state, "starting"),
  );
  if (missing <= 0) return to(state);
  const worker = state.lastWorker + 1;
  const workers = [...state.workers, { worker, phase: "starting" } as const];
  const urgent = countWaiting(state) > 0 || countWorkers(state, "inUse") === 0;
  return then(
    to({ ...state, workers, lastWorker: worker }, {
      type: "start",
      worker,
      urgent,
    }),
    restock,
  );
}

function countMissing(state: PoolState): number {
  const { phase, resting, rules: { size, renews } } = state;
  if (resting || phase === "closed" || phase === "over") return 0;
  const waiting = countWaiting(state);
  const idle = countIdle(state);
  if (phase === "draining") return waiting - idle;
  // A worker in use counts as an idle one if it can be renewed.
  return renews
    ? Math.max(size - idle - countWorkers(state, "inUse"), waiting - idle)
    : size + waiting - idle;
}

/** Ends the idle workers of a pool that takes no new callers, and reports when no worker is left. */
function wind(state: PoolState): PoolTransition {
  if (state.phase === "open" || state.queues.length > 0) return to(state);
  const idle = state.workers.find(isIdle);
  if (idle !== undefined) {
    const { worker, phase } = idle;
    const effect = { type: "end", worker } as const;
    const ended = move(state, {
      worker,
      from: [phase],
      phase: "ending",
      effect,
    });
    return then(ended, wind);
  }
  if (state.workers.length > 0 || state.phase === "over") return to(state);
  return to({ ...state, phase: "over" }, { type: "over" });
}
