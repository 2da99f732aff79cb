import { assertEquals, assertRejects } from "@std/assert";
import { resolveSandboxOptions } from "../../../core/resolve_options.ts";
import { SandboxError } from "../../../mod.ts";
import type { GuestLink, LinkOptions } from "../../../sandbox/link.ts";
import { StartQueue } from "../../../sandbox/start/start_queue.ts";
import {
  planStart,
  type StartPlan,
  startWorker,
} from "../../../sandbox/start/start_worker.ts";

const OPTIONS = resolveSandboxOptions({ language: "javascript" });

/** Workers of no substance, which are ready when the test says so. */
class Workers {
  readonly started: GuestLink[] = [];
  /** How many are on their way. */
  going = 0;
  mostGoing = 0;
  kill = (): Promise<void> => Promise.resolve();

  readonly start = ({ listener }: LinkOptions): GuestLink => {
    const link: GuestLink = {
      listener,
      post: () => {},
      interrupt: () => {},
      kill: () => this.kill(),
    };
    this.started.push(link);
    this.mostGoing = Math.max(this.mostGoing, ++this.going);
    return link;
  };

  ready(index: number): void {
    this.going--;
    this.started[index]?.listener.message({ type: "ready" });
  }

  fail(index: number): void {
    this.going--;
    this.started[index]?.listener.lost({ kind: "crashed", reason: "no" });
  }

  async planWith(starts: StartQueue): Promise<StartPlan> {
    const plan = await planStart(OPTIONS, false);
    const { start } = this;
    return { ...plan, starts, workers: { ...plan.workers, start } };
  }
}

/** Lets everything happen that waits for nothing but its turn. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = () => {
      port1.close();
      port2.close();
      resolve();
    };
    port1.postMessage(null);
  });
}

/** Starts many at once, makes each worker ready in turn, and says in which order they came and how many went on. */
async function startMany(
  count: number,
  places: number,
): Promise<{ came: number[]; mostGoing: number }> {
  const workers = new Workers();
  const plan = await workers.planWith(new StartQueue(places));
  const came: number[] = [];
  const all = Array.from(
    { length: count },
    (_, i) => startWorker(plan, OPTIONS).then(() => void came.push(i)),
  );
  for (let i = 0; i < count; i++) {
    await turn();
    workers.ready(i);
  }
  await Promise.all(all);
  return { came, mostGoing: workers.mostGoing };
}

Deno.test("startWorker() has so many starts go on at a time, in order of arrival", async () => {
  const { came, mostGoing } = await startMany(200, 4);
  assertEquals(came, Array.from({ length: 200 }, (_, i) => i));
  assertEquals(mostGoing, 4);
});

Deno.test("control: without the queue, all go on at once", async () => {
  assertEquals((await startMany(200, 200)).mostGoing, 200);
});

Deno.test("startWorker() takes a start that is aborted out of the queue", async () => {
  const workers = new Workers();
  const starts = new StartQueue(1);
  const plan = await workers.planWith(starts);
  const first = startWorker(plan, OPTIONS);
  const { signal, abort } = abortable();
  const second = startWorker(plan, { ...OPTIONS, signal });
  const third = startWorker(plan, OPTIONS);
  await turn();
  assertEquals(starts.counts, { admitted: 1, waiting: 2 });
  abort();
  const error = await assertRejects(() => second, SandboxError);
  assertEquals(error.code, "ABORTED");
  assertEquals(starts.counts, { admitted: 1, waiting: 1 });
  workers.ready(0);
  await first;
  await turn();
  assertEquals(workers.started.length, 2);
  workers.ready(1);
  await third;
  assertEquals(starts.counts, { admitted: 0, waiting: 0 });
});

Deno.test("startWorker() does not wait where the signal is aborted already", async () => {
  const workers = new Workers();
  const starts = new StartQueue(1);
  const plan = await workers.planWith(starts);
  const signal = AbortSignal.abort();
  const error = await assertRejects(
    () => startWorker(plan, { ...OPTIONS, signal }),
    SandboxError,
  );
  assertEquals([error.code, workers.started.length], ["ABORTED", 0]);
  assertEquals(starts.counts, { admitted: 0, waiting: 0 });
});

for (const how of ["fails", "fails and cannot be ended"]) {
  Deno.test(`startWorker() gives the place of a start away that ${how}`, async () => {
    const workers = new Workers();
    const starts = new StartQueue(1);
    const plan = await workers.planWith(starts);
    const gone = Promise.withResolvers<void>();
    if (how !== "fails") workers.kill = () => gone.promise;
    const first = startWorker(plan, OPTIONS);
    const refused = assertRejects(() => first, SandboxError);
    const second = startWorker(plan, OPTIONS);
    await turn();
    workers.fail(0);
    await turn();
    assertEquals(workers.started.length, 2);
    workers.ready(1);
    await second;
    gone.resolve();
    await refused;
    assertEquals(starts.counts, { admitted: 0, waiting: 0 });
  });
}

Deno.test("startWorker() gives the place of a start away that does not begin", async () => {
  const starts = new StartQueue(1);
  const plan = await new Workers().planWith(starts);
  const start = (): never => {
    throw new SandboxError("PERMISSION_REQUIRED", "no");
  };
  await assertRejects(() =>
    startWorker({ ...plan, workers: { ...plan.workers, start } }, OPTIONS)
  );
  assertEquals(starts.counts, { admitted: 0, waiting: 0 });
});

Deno.test("startWorker() gives the place of a start away that is silent, and tries once more", async () => {
  const workers = new Workers();
  const starts = new StartQueue(1);
  const plan = { ...await workers.planWith(starts), patienceMs: 20 };
  const first = startWorker(plan, OPTIONS);
  const second = startWorker(plan, OPTIONS);
  const refused = [first, second].map((one) =>
    assertRejects(() => one, SandboxError, "nothing was heard")
  );
  await Promise.all(refused);
  assertEquals(workers.started.length, 4);
  assertEquals(starts.counts, { admitted: 0, waiting: 0 });
});

Deno.test("startWorker() counts no time in the queue as the start's", async () => {
  const workers = new Workers();
  const starts = new StartQueue(1);
  const plan = await workers.planWith(starts);
  const limits = { ...OPTIONS.limits, startTimeoutMs: 1 };
  const place = await starts.enter(starts.arrive());
  const start = startWorker(plan, { ...OPTIONS, limits });
  let isOver = false;
  start.catch(() => {}).finally(() => isOver = true);
  // Longer than the start may take: what it took in the queue would have ended it.
  await new Promise((resolve) => setTimeout(resolve, 20));
  assertEquals([isOver, workers.started.length], [false, 0]);
  place[Symbol.dispose]();
  const error = await assertRejects(() => start, SandboxError);
  assertEquals([error.code, workers.started.length], ["START_TIMEOUT", 1]);
});

Deno.test("StartQueue.goOn() lets on what a start with a place waits for", async () => {
  const starts = new StartQueue(1);
  const place = await starts.enter(starts.arrive());
  const waits = starts.enter(starts.arrive());
  const built = await starts.goOn(() => {
    assertEquals(starts.counts, { admitted: 2, waiting: 1 });
    return Promise.resolve("built");
  });
  assertEquals(built, "built");
  assertEquals(starts.counts, { admitted: 1, waiting: 1 });
  place[Symbol.dispose]();
  (await waits)[Symbol.dispose]();
  await assertRejects(() => starts.goOn(() => Promise.reject(new Error("no"))));
  assertEquals(starts.counts, { admitted: 0, waiting: 0 });
});

Deno.test("StartQueue gives a place away once, however often it is given back", async () => {
  const starts = new StartQueue(1);
  const number = starts.arrive();
  const first = await starts.enter(number);
  first[Symbol.dispose]();
  using _again = await starts.enter(number);
  first[Symbol.dispose]();
  assertEquals(starts.counts, { admitted: 1, waiting: 0 });
});

function abortable(): { signal: AbortSignal; abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
