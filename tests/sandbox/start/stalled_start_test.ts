import { assertEquals, assertRejects } from "@std/assert";
import { resolveSandboxOptions } from "../../../core/resolve_options.ts";
import { SandboxError } from "../../../mod.ts";
import {
  planStart,
  type StartPlan,
  startWorker,
} from "../../../sandbox/start/start_worker.ts";
import type { GuestLink, LinkOptions } from "../../../sandbox/link.ts";

const OPTIONS = resolveSandboxOptions({ language: "javascript" });

/** A plan whose workers are silent, but for those from a number on; counts them. */
async function planOf(
  firstReady: number,
): Promise<{ plan: StartPlan; started: GuestLink[]; killed: GuestLink[] }> {
  const plan = await planStart(OPTIONS, false);
  const started: GuestLink[] = [];
  const killed: GuestLink[] = [];
  const start = ({ listener }: LinkOptions): GuestLink => {
    const link: GuestLink = {
      listener,
      post: () => {},
      interrupt: () => {},
      kill: () => Promise.resolve(void killed.push(link)),
    };
    started.push(link);
    if (started.length >= firstReady) {
      queueMicrotask(() => link.listener.message({ type: "ready" }));
    }
    return link;
  };
  return {
    plan: { ...plan, workers: { ...plan.workers, start }, patienceMs: 20 },
    started,
    killed,
  };
}

Deno.test("startWorker() starts another worker in place of one that is silent", async () => {
  const { plan, started, killed } = await planOf(2);
  const link = await startWorker(plan, OPTIONS);
  assertEquals(started.length, 2);
  assertEquals(link, started[1]);
  assertEquals(killed, [started[0]]);
});

Deno.test("startWorker() gives up when the second is silent, too", async () => {
  const { plan, started, killed } = await planOf(3);
  const error = await assertRejects(
    () => startWorker(plan, OPTIONS),
    SandboxError,
    "as nothing was heard of it for 20 ms",
  );
  assertEquals(error.code, "START_TIMEOUT");
  assertEquals(killed, started);
});

Deno.test("startWorker() takes the first worker that is heard of", async () => {
  const { plan, started, killed } = await planOf(1);
  await startWorker(plan, OPTIONS);
  assertEquals([started.length, killed.length], [1, 0]);
});
