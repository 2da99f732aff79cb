/**
 * A pool in play: the events that it is given, and the effects that it answers with.
 *
 * @module
 */
import { schedule } from "../../core/pool.ts";
import {
  type PoolEffect,
  type PoolEvent,
  type PoolRules,
  type PoolState,
  unopenedPool,
} from "../../core/pool_state.ts";

const RULES: PoolRules = {
  size: 2,
  maxSandboxes: 3,
  maxWaiting: 2,
  maxWaitingPerTenant: 2,
  maxStarting: 3,
  renews: false,
};

/** Applies events to a new pool, and keeps the effects of each. */
export class Play {
  state: PoolState;
  readonly effects: PoolEffect[] = [];
  last: readonly PoolEffect[] = [];

  constructor(rules: Partial<PoolRules> = {}) {
    this.state = unopenedPool({ ...RULES, ...rules });
    this.on({ type: "open" });
  }

  on(...events: PoolEvent[]): this {
    for (const event of events) {
      const { state, effects } = schedule(this.state, event);
      this.state = state;
      this.last = effects;
      this.effects.push(...effects);
    }
    return this;
  }
}

/** A request for a sandbox. */
export function acquire(waiter: number, tenant = ""): PoolEvent {
  return { type: "acquire", waiter, tenant };
}

/** The start of a worker that went well. */
export function ready(worker: number): PoolEvent {
  return { type: "ready", worker };
}

/** Waiters that were granted a worker. */
export function grants(effects: readonly PoolEffect[]): [number, number][] {
  return effects.flatMap((one) =>
    one.type === "grant" ? [[one.waiter, one.worker]] : []
  );
}

/** Waiters that were refused, with the reason. */
export function refusals(effects: readonly PoolEffect[]): [number, string][] {
  return effects.flatMap((one) =>
    one.type === "refuse" ? [[one.waiter, one.reason]] : []
  );
}
