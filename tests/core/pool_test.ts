import { assert, assertEquals } from "@std/assert";
import { countWaiting, countWorkers } from "../../core/pool_state.ts";
import { acquire, grants, Play, ready, refusals } from "./pool_play.ts";

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
