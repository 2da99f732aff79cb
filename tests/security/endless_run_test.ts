// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assert, assertEquals } from "@std/assert";
import type { Isolation, Sandbox } from "../../mod.ts";
import { JAVASCRIPT, PYTHON } from "./_endless_code.ts";
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

for (
  const [language, attacks] of [
    ["python", PYTHON],
    ["javascript", JAVASCRIPT],
  ] as const
) {
  testAttacks("a run without an end is ended", {
    language,
    attacks,
    async fn(guest, attack, { isolation }) {
      const sandbox = await guest.sandbox();
      const watched = watch(isolation);
      const result = await sandbox.run(attack.code, { timeoutMs: 150 });
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

/** What a guest can be found by. */
interface Watched {
  readonly pids: readonly number[];
  /** The thread that works most while the guest runs. */
  thread(): string | undefined;
  /** Stops looking. */
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
  // More than the broker's thread needs meanwhile, for a guest that only waits.
  return most !== undefined && most >= 6 ? thread : undefined;
}

async function assertStopped(
  sandbox: Sandbox,
  watched: Watched,
): Promise<void> {
  // A guest that only waits has no busy thread.
  const thread = watched.thread();
  await untilQuiet();
  if (!HAS_PROC) return;
  for (const pid of watched.pids) {
    if (!sandbox.closed) await untilQuiet(pid);
    else await until(`process ${pid} is gone`, () => !isAlive(pid));
  }
  if (sandbox.closed && thread !== undefined) {
    await until(`thread ${thread} is gone`, () => !threadTicks().has(thread));
  }
}

async function assertUsable(guest: Guest, sandbox: Sandbox): Promise<void> {
  // A sandbox that says it can go on does; one that cannot is replaced when the next attack needs it.
  if (!sandbox.closed) await guest.assertInnocent();
}

Deno.test("a run without an end is ended, and no process is left", async () => {
  if (HAS_PROC) {
    await until("no child process is left", () => children().length === 0);
  }
});

/** Runs a program in a process of its own, as what it leaves running can be ended in no other way. */
async function runApart(source: string): Promise<string> {
  const quiet = JSON.stringify(import.meta.resolve("./_quiet.ts"));
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      "--no-config",
      "--no-lock",
      `data:application/typescript,${
        encodeURIComponent(
          `import { isBusy, untilQuiet } from ${quiet};\n${source}\nDeno.exit(0);`,
        )
      }`,
    ],
    env: { NO_COLOR: "1" },
  }).output();
  return new TextDecoder().decode(stdout).trim() ||
    new TextDecoder().decode(stderr);
}

const LOOP = "postMessage(1); for (;;);";

Deno.test("control: terminate() leaves a web worker running", async () => {
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

Deno.test("control: terminate() stops a node worker only if it holds a lock", async () => {
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
    // The second one stays busy, which the deadline would take long to say.
    const worker = new Worker(new URL("data:text/javascript," + encodeURIComponent(loop)));
    await new Promise((done) => worker.on("message", done));
    worker.terminate();
    await new Promise((done) => setTimeout(done, 200));
    console.log(first, await isBusy() ? "busy" : "quiet");`);
  assertEquals(said, "quiet busy");
});

Deno.test("control: isBusy() sees a loop", async () => {
  const worker = new Worker(
    `data:text/javascript,${
      encodeURIComponent(
        "onmessage = () => { const end = performance.now() + 700; while (performance.now() < end); };",
      )
    }`,
    { type: "module" },
  );
  worker.postMessage(1);
  await until("the worker is busy", () => isBusy(), 600);
  await untilQuiet();
  worker.terminate();
  assert(!await isBusy());
});
