import { assertEquals, assertRejects } from "@std/assert";
import type { PoolRules } from "../../../core/pool_state.ts";
import { resolveSandboxOptions } from "../../../core/resolve_options.ts";
import { SandboxError } from "../../../core/errors.ts";
import type { LinkListener, LinkOptions } from "../../../sandbox/link.ts";
import { PoolWorkers } from "../../../sandbox/pool/pool_workers.ts";
import { planStart } from "../../../sandbox/start/mod.ts";
import { StartQueue } from "../../../sandbox/start/start_queue.ts";
import { FakeLink } from "../../fuzz/fake_link.ts";

const OPTIONS = resolveSandboxOptions({ language: "javascript" });
const RULES: PoolRules = {
  size: 1,
  maxSandboxes: 2,
  maxWaiting: 1,
  maxWaitingPerTenant: 1,
  maxStarting: 2,
  renews: true,
};

/** A link whose worker prepares for another guest on request. */
class RenewableLink extends FakeLink {
  renew(listener: LinkListener): boolean {
    this.order.push("renew");
    this.listener = listener;
    queueMicrotask(() => listener.message({ type: "ready" }));
    return true;
  }
}

/** The workers of a pool, on links without workers. Starts fail as long as `fails` says so. */
async function workersOf(
  rules: Partial<PoolRules> = {},
  fails: () => boolean = () => false,
): Promise<{ workers: PoolWorkers; links: RenewableLink[] }> {
  const plan = await planStart(OPTIONS, false);
  const links: RenewableLink[] = [];
  const start = ({ listener }: LinkOptions): RenewableLink => {
    const link = new RenewableLink();
    link.listener = listener;
    links.push(link);
    queueMicrotask(() =>
      fails()
        ? link.listener.lost({ kind: "crashed", reason: "no worker" })
        : link.listener.message({ type: "ready" })
    );
    return link;
  };
  const workers = new PoolWorkers({
    plan: {
      ...plan,
      starts: new StartQueue(4),
      workers: { ...plan.workers, start },
    },
    options: OPTIONS,
    rules: { ...RULES, ...rules },
  });
  return { workers, links };
}

async function assertCode(
  code: string,
  promise: Promise<unknown>,
): Promise<void> {
  assertEquals((await assertRejects(() => promise, SandboxError)).code, code);
}

Deno.test("PoolWorkers.filled() resolves when the workers are ready", async () => {
  const { workers, links } = await workersOf({ size: 2 });
  await workers.filled();
  assertEquals([links.length, workers.metrics().warm], [2, 2]);
  await workers.close();
  assertEquals(links.map(({ released }) => released), [1, 1]);
  assertEquals(workers.metrics().killed, 2);
});

Deno.test("PoolWorkers.filled() rejects with the error of a worker that cannot be started", async () => {
  let fails = true;
  const { workers } = await workersOf({}, () => fails);
  const error = await assertRejects(() => workers.filled(), SandboxError);
  assertEquals(error.message, "Cannot start the engine: no worker");
  assertEquals(workers.metrics().failed, 1);
  fails = false;
  await workers.close();
});

Deno.test("PoolWorkers.borrow() lends a worker again after it prepared for another guest", async () => {
  const { workers, links } = await workersOf({ maxSandboxes: 1 });
  const first = await workers.borrow("a", undefined);
  await first.release(true);
  const second = await workers.borrow("a", undefined);
  assertEquals(links.map(({ order }) => order), [["renew"]]);
  assertEquals([workers.metrics().started, workers.metrics().renewed], [1, 1]);
  // The first lease is over: its messages do not reach the worker.
  first.post({ type: "wake" });
  assertEquals(links[0]?.posted, []);
  second.post({ type: "wake" });
  assertEquals(links[0]?.posted, [{ type: "wake" }]);
  await second.kill();
  await workers.close();
});

Deno.test("PoolWorkers.borrow() lends no worker that is not reusable", async () => {
  const { workers, links } = await workersOf({ maxSandboxes: 1 });
  const first = await workers.borrow("a", undefined);
  await first.release(false);
  assertEquals(links[0]?.order, ["kill"]);
  const second = await workers.borrow("a", undefined);
  assertEquals(links.length, 2);
  await second.kill();
  await workers.close();
});

Deno.test("PoolWorkers.borrow() refuses when the queue is full, closed or aborted", async () => {
  const { workers } = await workersOf({ maxSandboxes: 1 });
  const lease = await workers.borrow("a", undefined);
  const controller = new AbortController();
  const waiting = workers.borrow("a", controller.signal);
  const error = await assertRejects(
    () => workers.borrow("b", undefined),
    SandboxError,
    "as the queue is full (maxWaiting): current value is 1",
  );
  assertEquals(error.code, "POOL_FULL");
  controller.abort();
  await assertCode("ABORTED", waiting);
  await assertCode("ABORTED", workers.borrow("a", controller.signal));
  let isEvicted = false;
  lease.onEvict = () => {
    isEvicted = true;
    void lease.kill();
  };
  await workers.close();
  assertEquals(isEvicted, true);
  await assertCode("POOL_CLOSED", workers.borrow("a", undefined));
  assertEquals(workers.metrics().refused, 3);
});

Deno.test("PoolWorkers.borrow() lends no worker that was lost while it was ready", async () => {
  const { workers, links } = await workersOf({ size: 2 });
  await workers.filled();
  links[0]?.listener.lost({ kind: "crashed", reason: "gone" });
  assertEquals(workers.metrics().failed, 1);
  const lease = await workers.borrow("a", undefined);
  lease.post({ type: "wake" });
  assertEquals([links[0]?.posted, links[1]?.posted], [[], [{ type: "wake" }]]);
  assertEquals([links[0]?.released, links[1]?.released], [1, 0]);
  await lease.kill();
  await workers.close();
});

Deno.test("PoolWorkers.drain() waits until every lease is returned", async () => {
  const { workers } = await workersOf();
  const lease = await workers.borrow("a", undefined);
  let isOver = false;
  const drained = workers.drain(false).then(() => isOver = true);
  await assertCode("POOL_CLOSED", workers.borrow("a", undefined));
  assertEquals(isOver, false);
  await lease.release(true);
  await drained;
  assertEquals([workers.closed, workers.revoked], [true, true]);
});
