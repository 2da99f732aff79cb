// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assert, assertEquals } from "@std/assert";
import type { Isolation, Sandbox } from "../../mod.ts";
import { controls } from "../level.ts";
import { runFree } from "./_canary.ts";
import { assertEnded, type Guest, testAttacks } from "./_guest.ts";
import {
  children,
  HAS_PROC,
  isAlive,
  isBusy,
  threadTicks,
  until,
  untilQuiet,
} from "./_quiet.ts";
import { JAVASCRIPT, PYTHON } from "./_endless_programs.ts";

for (
  const [language, attacks] of [
    ["python", PYTHON],
    ["javascript", JAVASCRIPT],
  ] as const
) {
  testAttacks("an endless run is ended", {
    language,
    attacks,
    async fn(guest, attack, { isolation }) {
      const sandbox = await guest.sandbox();
      const watched = watch(isolation);
      const result = await sandbox.run(attack.code, {
        limits: { timeoutMs: 150 },
      });
      watched.stop();
      assertEnded(result, attack.ends ?? ["timeout"]);
      if (result.status === "timeout") {
        assertEquals(result.recoverable, !sandbox.closed);
      }
      await assertStopped(sandbox, watched);
      await assertUsable(guest, sandbox);
    },
  });
}

/** The processes or the thread of a running guest. */
interface Watched {
  readonly pids: readonly number[];
  /** The thread that used the most processor time while the guest ran. */
  thread(): string | undefined;
  /** Stops sampling. */
  stop(): void;
}

function watch(isolation: Isolation): Watched {
  const pids = isolation === "process" ? children() : [];
  const before = threadTicks();
  let found: string | undefined;
  const timer = setInterval(() => {
    if (isolation === "thread") found = busiest(before) ?? found;
  }, 20);
  return {
    pids,
    thread: () => found,
    stop: () => clearInterval(timer),
  };
}

function busiest(before: ReadonlyMap<string, number>): string | undefined {
  const worked = [...threadTicks()].map(([thread, ticks]) =>
    [thread, ticks - (before.get(thread) ?? 0)] as const
  );
  const [thread, most] = worked.sort((a, b) => b[1] - a[1])[0] ?? [];
  // The broker's thread uses less than this while a guest only waits.
  return most !== undefined && most >= 6 ? thread : undefined;
}

async function assertStopped(
  sandbox: Sandbox,
  watched: Watched,
): Promise<void> {
  const thread = watched.thread();
  if (HAS_PROC && sandbox.closed) {
    for (const pid of watched.pids) {
      await until(`process ${pid} is gone`, () => !isAlive(pid));
    }
    if (thread !== undefined) {
      await until(`thread ${thread} is gone`, () => !threadTicks().has(thread));
    }
    // A process or thread that is gone is quiet. A guest in a thread that only waits was not found by its processor time.
    if (watched.pids.length > 0 || thread !== undefined) return;
  }
  await untilQuiet();
  for (const pid of watched.pids) await untilQuiet(pid);
}

async function assertUsable(guest: Guest, sandbox: Sandbox): Promise<void> {
  // A sandbox that is still open must work; a closed one is replaced for the next attack.
  if (!sandbox.closed) await guest.assertInnocent();
}

Deno.test("an endless run is ended, and no process is left", async () => {
  await untilQuiet();
  if (HAS_PROC) {
    await until("no child process is left", () => children().length === 0);
  }
});

/** Runs a program in its own process, since only its end stops the threads that the program leaves running. */
async function runApart(source: string): Promise<string> {
  const quiet = JSON.stringify(import.meta.resolve("./_quiet.ts"));
  return await runFree(
    `import { isBusy, untilQuiet } from ${quiet};\n${source}\nDeno.exit(0);`,
  );
}

const LOOP = "postMessage(1); for (;;);";

controls.test("control: terminate() leaves a web worker running", async () => {
  const said = await runApart(`
    const worker = new Worker("data:text/javascript,${
    encodeURIComponent(LOOP)
  }", { type: "module" });
    await new Promise((resolve) => worker.onmessage = resolve);
    worker.terminate();
    await new Promise((resolve) => setTimeout(resolve, 200));
    console.log(await isBusy() && await isBusy() ? "busy" : "quiet");`);
  assertEquals(said, "busy");
});

controls.test("control: terminate() stops a node worker only if it holds a lock", async () => {
  const said = await runApart(`
    import { Worker } from "node:worker_threads";
    async function stop(source) {
      const worker = new Worker(new URL("data:text/javascript," + encodeURIComponent(source)));
      await new Promise((resolve) => worker.on("message", resolve));
      worker.terminate();
      try { await untilQuiet(); return "quiet"; } catch { return "busy"; }
    }
    const loop = 'postMessage(1); for (;;);';
    const { promise, resolve } = Promise.withResolvers();
    const held = "navigator.locks.request('x', () => { " + loop + " })";
    const first = await stop(held);
    // The second worker stays busy, which the deadline of until() would take long to show.
    const worker = new Worker(new URL("data:text/javascript," + encodeURIComponent(loop)));
    await new Promise((done) => worker.on("message", done));
    worker.terminate();
    await new Promise((done) => setTimeout(done, 200));
    console.log(first, await isBusy() ? "busy" : "quiet");`);
  assertEquals(said, "quiet busy");
});

controls.test("control: isBusy() sees a loop", async () => {
  const source = `onmessage = ({ data }) => {
    const isOver = new Int32Array(data);
    postMessage("begun");
    while (Atomics.load(isOver, 0) === 0);
  };`;
  const url = `data:text/javascript,${encodeURIComponent(source)}`;
  const worker = new Worker(url, { type: "module" });
  const isOver = new SharedArrayBuffer(4);
  const begun = new Promise((resolve) => worker.onmessage = resolve);
  worker.postMessage(isOver);
  await begun;
  for (let i = 0; i < 5; i++) assert(await isBusy());
  Atomics.store(new Int32Array(isOver), 0, 1);
  await untilQuiet();
  worker.terminate();
  await untilQuiet();
});
