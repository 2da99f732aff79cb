import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  countWaiting,
  type PoolEffect,
  type PoolEvent,
  type PoolRules,
  type PoolState,
} from "../../core/pool_state.ts";
import { Play, ready } from "./pool_play.ts";

const number = fc.integer({ min: 1, max: 12 });
export const event: fc.Arbitrary<PoolEvent> = fc.oneof(
  fc.record({
    type: fc.constant("acquire" as const),
    waiter: fc.constant(0),
    tenant: fc.constantFrom("", "a", "b"),
  }),
  fc.record({ type: fc.constant("leave" as const), waiter: number }),
  fc.record({ type: fc.constant("ready" as const), worker: number }),
  fc.record({ type: fc.constant("ready" as const), worker: number }),
  fc.record({ type: fc.constant("failed" as const), worker: number }),
  fc.record({
    type: fc.constant("returned" as const),
    worker: number,
    reusable: fc.boolean(),
  }),
  fc.record({ type: fc.constant("gone" as const), worker: number }),
  fc.constant({ type: "rested" as const }),
);
const ending: fc.Arbitrary<PoolEvent> = fc.oneof(
  fc.record({
    type: fc.constant("drain" as const),
    refuseWaiting: fc.boolean(),
  }),
  fc.constant({ type: "close" as const }),
);
export const rules: fc.Arbitrary<PoolRules> = fc.record({
  size: fc.nat(3),
  maxSandboxes: fc.integer({ min: 1, max: 4 }),
  maxWaiting: fc.nat(4),
  maxWaitingPerTenant: fc.nat(3),
  maxStarting: fc.integer({ min: 1, max: 3 }),
  renews: fc.boolean(),
});

/** Checks a sequence of events from outside, by its effects alone. */
class Referee {
  /** Workers that may be granted: each became ready since its start or its last grant. */
  readonly #mayGrant = new Set<number>();
  readonly #renewing = new Set<number>();
  readonly #starting = new Set<number>();
  readonly #live = new Set<number>();
  readonly #used = new Set<number>();
  readonly #waiting = new Map<number, string>();
  readonly #settled = new Set<number>();
  readonly #rules: PoolRules;
  asked = 0;

  constructor(rules: PoolRules) {
    this.#rules = rules;
  }

  /** Records an event if it is possible: for example, only a started worker becomes ready. */
  watch(event: PoolEvent): void {
    if (event.type === "acquire") this.#waiting.set(event.waiter, event.tenant);
    if (event.type === "ready") {
      const { worker } = event;
      if (this.#starting.delete(worker) || this.#renewing.delete(worker)) {
        this.#mayGrant.add(worker);
      }
    }
    if (event.type === "failed" && !this.#used.has(event.worker)) {
      for (const set of [this.#starting, this.#renewing, this.#mayGrant]) {
        if (set.delete(event.worker)) this.#live.delete(event.worker);
      }
    }
  }

  judge(effects: readonly PoolEffect[], state: PoolState): void {
    for (const effect of effects) this.#judgeOne(effect);
    assert(this.#live.size <= this.#rules.maxSandboxes, "too many live");
    assert(this.#starting.size <= this.#rules.maxStarting, "too many start");
    assert(this.#waiting.size <= this.#rules.maxWaiting, "too many wait");
    assertEquals(countWaiting(state), this.#waiting.size);
    assertEquals(state.workers.length, this.#live.size);
  }

  #judgeOne(effect: PoolEffect): void {
    switch (effect.type) {
      case "start":
        assert(!this.#live.has(effect.worker), "a number is used twice");
        this.#starting.add(effect.worker);
        this.#live.add(effect.worker);
        return;
      case "renew":
        assert(this.#rules.renews && this.#used.delete(effect.worker));
        this.#renewing.add(effect.worker);
        return;
      case "grant": {
        const { waiter, worker } = effect;
        assert(this.#mayGrant.delete(worker), "granted what was not ready");
        this.#used.add(worker);
        const tenant = this.#waiting.get(waiter);
        const first = [...this.#waiting].find(([, of]) => of === tenant)?.[0];
        assertEquals(waiter, first, "out of turn");
        return this.#settle(waiter);
      }
      case "refuse":
        return this.#settle(effect.waiter);
      case "end":
        for (
          const set of [
            this.#starting,
            this.#renewing,
            this.#mayGrant,
            this.#used,
          ]
        ) set.delete(effect.worker);
        return;
    }
  }

  /** Records that an ended worker is gone. */
  bury(worker: number): void {
    this.#live.delete(worker);
  }

  #settle(waiter: number): void {
    assert(!this.#settled.has(waiter), "settled twice");
    assert(this.#waiting.delete(waiter), "settled who did not wait");
    this.#settled.add(waiter);
  }

  get unsettled(): number {
    return this.asked - this.#settled.size;
  }
}

Deno.test("schedule() never lends a worker twice, exceeds no limit, is fair, and settles every request once", () => {
  fc.assert(
    fc.property(
      rules,
      fc.array(event, { maxLength: 80 }),
      ending,
      (given, events, end) => {
        const play = new Play(given);
        const referee = new Referee(given);
        referee.judge(play.last, play.state);
        const on = (event: PoolEvent): void => {
          // Only a worker that is being ended can be gone.
          const ending = play.state.workers.some((one) =>
            event.type === "gone" && one.worker === event.worker &&
            one.phase === "ending"
          );
          if (event.type === "gone" && !ending) return;
          if (event.type === "gone") referee.bury(event.worker);
          const asked = event.type === "acquire"
            ? { ...event, waiter: ++referee.asked }
            : event;
          referee.watch(asked);
          play.on(asked);
          referee.judge(play.last, play.state);
        };
        for (const event of events) on(event);
        on(end);
        // Each worker does what a draining pool waits for, until none is left.
        for (
          let round = 0;
          round < 200 && play.state.phase !== "over";
          round++
        ) {
          on({ type: "rested" });
          for (const { worker, phase } of play.state.workers) {
            if (phase === "starting" || phase === "renewing") on(ready(worker));
            if (phase === "inUse") {
              on({ type: "returned", worker, reusable: true });
            }
            if (phase === "ending") on({ type: "gone", worker });
          }
        }
        assertEquals(play.state.phase, "over");
        assertEquals(referee.unsettled, 0);
        assertEquals(
          play.effects.filter(({ type }) => type === "over").length,
          1,
        );
      },
    ),
    { numRuns: 500 },
  );
});
