import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { schedule } from "../../core/pool.ts";
import {
  countWaiting,
  countWorkers,
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
class Play {
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

function acquire(waiter: number, tenant = ""): PoolEvent {
  return { type: "acquire", waiter, tenant };
}

function ready(worker: number): PoolEvent {
  return { type: "ready", worker };
}

Deno.test("schedule() starts idle workers and replaces each that is granted", () => {
  const play = new Play();
  assertEquals(play.effects, [
    { type: "start", worker: 1, urgent: true },
    { type: "start", worker: 2, urgent: true },
  ]);
  play.on(ready(1), ready(2), acquire(1));
  assertEquals(play.last, [
    { type: "grant", waiter: 1, worker: 1 },
    { type: "start", worker: 3, urgent: false },
  ]);
});

Deno.test("schedule() starts no more workers than its limits of living and starting ones", () => {
  const play = new Play().on(
    ready(1),
    ready(2),
    acquire(1),
    acquire(2),
    acquire(3),
  );
  assertEquals(play.state.workers.length, 3);
  assertEquals(countWaiting(play.state), 1);
  const slow = new Play({ maxStarting: 1 });
  assertEquals(slow.effects, [{ type: "start", worker: 1, urgent: true }]);
  assertEquals(slow.on(ready(1)).last, [{
    type: "start",
    worker: 2,
    urgent: true,
  }]);
});

Deno.test("schedule() starts no replacement before an ended worker is gone", () => {
  const play = new Play({ size: 1, maxSandboxes: 1 }).on(ready(1), acquire(1));
  play.on({ type: "returned", worker: 1, reusable: true });
  assertEquals(play.last, [{ type: "end", worker: 1 }]);
  assertEquals(play.on({ type: "gone", worker: 1 }).last, [
    { type: "start", worker: 2, urgent: true },
  ]);
});

Deno.test("schedule() never lends a worker again that is not reusable or cannot be renewed", () => {
  for (
    const [renews, reusable] of [[true, false], [false, true], [false, false]]
  ) {
    const play = new Play({ renews: renews === true }).on(ready(1), acquire(1));
    play.on({ type: "returned", worker: 1, reusable: reusable === true });
    assert(play.last.some(({ type }) => type === "end"));
    play.on(ready(1), acquire(2));
    assert(!play.last.some(({ type }) => type === "grant"));
  }
});

Deno.test("schedule() grants a renewed worker only when it is ready", () => {
  const play = new Play({ renews: true, size: 1, maxSandboxes: 1 });
  play.on(ready(1), acquire(1), {
    type: "returned",
    worker: 1,
    reusable: true,
  });
  assertEquals(play.last, [{ type: "renew", worker: 1 }]);
  assertEquals(play.on(acquire(2)).last, []);
  assertEquals(play.on(ready(1)).last, [
    { type: "grant", waiter: 2, worker: 1 },
  ]);
});

Deno.test("schedule() counts returning workers as idle, and starts more only for waiters", () => {
  const play = new Play({ renews: true }).on(ready(1), ready(2), acquire(1));
  assertEquals(play.last, [{ type: "grant", waiter: 1, worker: 1 }]);
  assertEquals(play.on(acquire(2)).last, [
    { type: "grant", waiter: 2, worker: 2 },
  ]);
  assertEquals(play.on(acquire(3)).last, [{
    type: "start",
    worker: 3,
    urgent: true,
  }]);
});

Deno.test("schedule() serves in the order of requests", () => {
  const play = new Play({ maxWaiting: 9, maxWaitingPerTenant: 9 });
  play.on(acquire(1), acquire(2), acquire(3), ready(2), ready(1), ready(3));
  assertEquals(grants(play.effects), [[1, 2], [2, 1], [3, 3]]);
});

Deno.test("schedule() serves tenants in turn", () => {
  const play = new Play({ maxWaiting: 9, maxWaitingPerTenant: 9 });
  play.on(
    acquire(1, "a"),
    acquire(2, "a"),
    acquire(3, "a"),
    acquire(4, "b"),
    acquire(5, "c"),
  );
  for (let worker = 1; worker <= 5; worker++) {
    play.on(ready(worker), { type: "returned", worker, reusable: false }, {
      type: "gone",
      worker,
    });
  }
  assertEquals(grants(play.effects).map(([waiter]) => waiter), [1, 4, 5, 2, 3]);
});

Deno.test("schedule() refuses a request when the queue is full", () => {
  const play = new Play().on(acquire(1), acquire(2), acquire(3));
  assertEquals(play.last, [{ type: "refuse", waiter: 3, reason: "full" }]);
  const fair = new Play({ maxWaiting: 9, maxWaitingPerTenant: 1 });
  fair.on(acquire(1, "a"), acquire(2, "a"), acquire(3, "b"));
  assertEquals(refusals(fair.effects), [[2, "full"]]);
});

Deno.test("schedule() serves at once without a wait, even with `maxWaiting` 0", () => {
  const play = new Play({ maxWaiting: 0, maxWaitingPerTenant: 0 });
  assertEquals(refusals(play.on(acquire(1)).effects), [[1, "full"]]);
  assertEquals(grants(play.on(ready(1), acquire(2)).effects), [[2, 1]]);
});

Deno.test("schedule() removes a waiter that leaves, once", () => {
  const play = new Play().on(acquire(1), { type: "leave", waiter: 1 }, {
    type: "leave",
    waiter: 1,
  });
  assertEquals(refusals(play.effects), [[1, "aborted"]]);
  assertEquals(grants(play.on(ready(1)).effects), []);
});

Deno.test("schedule() pauses longer after each failure, and briefly again after a success", () => {
  const play = new Play({ size: 1, maxSandboxes: 1 });
  const rests: number[] = [];
  for (let worker = 1; worker <= 12; worker++) {
    play.on({ type: "failed", worker });
    rests.push(
      ...play.last.flatMap((one) => one.type === "rest" ? [one.forMs] : []),
    );
    assertEquals(countWorkers(play.state, "starting"), 0);
    play.on({ type: "rested" });
  }
  assertEquals(rests.slice(0, 4), [100, 200, 400, 800]);
  assertEquals(rests.at(-1), 30_000);
  play.on(ready(13), acquire(1), {
    type: "returned",
    worker: 13,
    reusable: false,
  });
  play.on({ type: "gone", worker: 13 }, { type: "failed", worker: 14 });
  assertEquals(play.last, [{ type: "rest", forMs: 100 }]);
});

Deno.test("schedule() refuses all waiters after a failure if no other worker lives", () => {
  const play = new Play({ size: 1, maxSandboxes: 1 }).on(
    acquire(1),
    acquire(2),
  );
  play.on({ type: "failed", worker: 1 });
  assertEquals(refusals(play.effects), [[1, "failed"], [2, "failed"]]);
  // A request during the pause is refused at once, since a worker is unlikely.
  assertEquals(refusals(play.on(acquire(3)).last), [[3, "failed"]]);
  assertEquals(play.on({ type: "rested" }).last, [
    { type: "start", worker: 2, urgent: true },
  ]);
});

Deno.test("schedule() keeps waiters after a failure while another worker lives", () => {
  const play = new Play().on(acquire(1), { type: "failed", worker: 1 });
  assertEquals(refusals(play.effects), []);
  assertEquals(grants(play.on(ready(2)).effects), [[1, 2]]);
});

Deno.test("schedule() drains: serves the queue, refuses new requests, and closes once all workers are gone", () => {
  const play = new Play({ size: 1, maxSandboxes: 1 });
  play.on(ready(1), acquire(1), acquire(2), {
    type: "drain",
    refuseWaiting: false,
  });
  assertEquals(play.on(acquire(3)).last, [
    { type: "refuse", waiter: 3, reason: "closed" },
  ]);
  play.on({ type: "returned", worker: 1, reusable: true });
  play.on({ type: "gone", worker: 1 }, ready(2));
  assertEquals(grants(play.effects), [[1, 1], [2, 2]]);
  play.on({ type: "returned", worker: 2, reusable: true });
  assertEquals(play.last, [{ type: "end", worker: 2 }]);
  assertEquals(play.on({ type: "gone", worker: 2 }).last, [{ type: "over" }]);
});

Deno.test("schedule() closes: refuses waiters, recalls all leases, and is over when all workers are gone", () => {
  const play = new Play({ maxSandboxes: 2 });
  play.on(ready(1), acquire(1), acquire(2), { type: "close" });
  assertEquals(play.last, [
    { type: "refuse", waiter: 2, reason: "closed" },
    { type: "evict", worker: 1 },
    { type: "end", worker: 2 },
  ]);
  play.on({ type: "gone", worker: 2 });
  play.on({ type: "returned", worker: 1, reusable: true });
  assertEquals(play.last, [{ type: "end", worker: 1 }]);
  assertEquals(play.on({ type: "gone", worker: 1 }).last, [{ type: "over" }]);
  assertEquals(refusals(play.on(acquire(3)).last), [[3, "closed"]]);
});

function grants(effects: readonly PoolEffect[]): [number, number][] {
  return effects.flatMap((one) =>
    one.type === "grant" ? [[one.waiter, one.worker]] : []
  );
}

function refusals(effects: readonly PoolEffect[]): [number, string][] {
  return effects.flatMap((one) =>
    one.type === "refuse" ? [[one.waiter, one.reason]] : []
  );
}

const number = fc.integer({ min: 1, max: 12 });
const event: fc.Arbitrary<PoolEvent> = fc.oneof(
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
const rules: fc.Arbitrary<PoolRules> = fc.record({
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
