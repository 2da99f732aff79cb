// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assert, assertEquals } from "@std/assert";
import type { Isolation, Sandbox } from "../../mod.ts";
import { controls } from "../level.ts";
import { assertEnded, type Attack, type Guest, testAttacks } from "./_guest.ts";
import {
  children,
  HAS_PROC,
  isAlive,
  isBusy,
  threadTicks,
  until,
  untilQuiet,
} from "./_quiet.ts";

const PYTHON: readonly Attack[] = [
  { name: "a loop", code: "while True: pass" },
  {
    name: "a loop that catches everything",
    code:
      "while True:\n    try:\n        while True: pass\n    except BaseException:\n        continue",
  },
  {
    name: "a loop that goes on in its finally",
    code:
      "def again():\n    try:\n        while True: pass\n    finally:\n        while True:\n            try: again()\n            except BaseException: pass\nagain()",
  },
  {
    name: "ignored signals",
    code:
      "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass",
  },
  {
    name: "a backtracking regular expression",
    code: "import re\nre.match('(a+)+$', 'a' * 64 + 'b')",
  },
  { name: "a power of big integers", code: "10 ** 10 ** 9" },
  { name: "a sum in native code", code: "sum(range(10**13))" },
  {
    name: "an endless iterator in native code",
    code:
      "import collections, itertools\ncollections.deque(itertools.repeat(0), maxlen=0)",
  },
  { name: "sleep", code: "import time\ntime.sleep(1000)" },
  {
    name: "a sleep in a loop that catches everything",
    code:
      "import time\nwhile True:\n    try: time.sleep(1000)\n    except BaseException: pass",
  },
  {
    name: "a task that refuses to be cancelled",
    code:
      "import asyncio\nwhile True:\n    try: await asyncio.sleep(0)\n    except BaseException: pass",
  },
  {
    name: "a value whose repr never ends",
    code:
      "class Value:\n    def __repr__(self):\n        while True:\n            try:\n                while True: pass\n            except BaseException: pass\nValue()",
  },
  {
    name: "the parser without an end",
    code:
      "while True:\n    try: compile('a' + '+a' * 3000, 'x', 'eval')\n    except RecursionError: pass",
  },
  {
    name: "a finalizer that never ends",
    code:
      "class Last:\n    def __del__(self):\n        while True:\n            try:\n                while True: pass\n            except BaseException: pass\nLast()\nNone",
  },
];

const JAVASCRIPT: readonly Attack[] = [
  { name: "a loop", code: "for (;;);" },
  {
    name: "a loop that catches everything",
    code: "for (;;) { try { for (;;); } catch {} }",
  },
  {
    name: "a loop that goes on in its finally",
    code:
      "function again() { try { for (;;); } finally { again(); for (;;); } } again()",
  },
  {
    name: "a generator that refuses to close",
    code:
      "function* stay() { for (;;) { try { yield 1; } finally { for (;;); } } } for (const _ of stay()) break;",
  },
  {
    name: "a value with a getter that never ends",
    code: "({ get a() { for (;;); } })",
  },
  {
    name: "a proxy with traps that never end",
    code: "new Proxy({}, { ownKeys() { for (;;); } })",
  },
  {
    name: "toJSON that never ends",
    code: "JSON.stringify({ toJSON() { for (;;); } })",
  },
  {
    name: "a thenable that never ends",
    code: "await ({ then() { for (;;); } })",
  },
  {
    name: "a value that is a thenable that never ends",
    code: "({ then() { for (;;); } })",
    // It is never awaited, since it is only a value.
    ends: ["ok", "timeout"],
  },
  {
    name: "promise jobs without an end",
    code:
      "function again() { Promise.resolve().then(again); } again(); await new Promise(() => {});",
  },
  {
    name: "an asynchronous loop that catches everything",
    code: "for (;;) { try { await null; } catch {} }",
  },
  {
    name: "timers without an end",
    code: "function again() { setTimeout(again, 0); } again();",
  },
  { name: "a timer in a thousand years", code: "setTimeout(() => {}, 3e13)" },
  {
    name: "an error whose message never ends",
    code: "throw { get message() { for (;;); }, get stack() { for (;;); } }",
    // The message may be read without calling guest code.
    ends: ["error", "timeout"],
  },
  {
    name: "a backtracking regular expression",
    code: "/^(a+)+$/.test('a'.repeat(64) + 'b')",
  },
  {
    name: "arithmetic with big integers",
    code: "let x = 7n ** 300000n; for (;;) (x * x + 1n).toString();",
  },
  {
    name: "indexOf with a needle of 5 MB",
    code: "('a'.repeat(1e7) + 'b').indexOf('a'.repeat(5e6) + 'c')",
  },
  {
    name: "lastIndexOf with a needle of 5 MB",
    code: "'a'.repeat(1e7).lastIndexOf('a'.repeat(5e6) + 'c')",
  },
  {
    name: "includes at the maximum length",
    code: "[].includes.call({ length: 2 ** 53 - 1 }, 1)",
  },
  {
    name: "reverse at the maximum length",
    code: "[].reverse.call({ length: 2 ** 53 - 1 })",
  },
  {
    name: "copyWithin at the maximum length",
    code: "[].copyWithin.call({ length: 2 ** 53 - 1 }, 0, 1)",
  },
  {
    name: "a sort with a comparison that never ends",
    code: "Array.from({ length: 1e4 }, Math.random).sort(() => { for (;;); })",
  },
  {
    name: "JSON of a large value, in a loop",
    code:
      "const large = Array(1e5).fill('x'); for (;;) try { JSON.stringify(large); } catch {}",
  },
  {
    name: "repeat past the maximum length, in a loop",
    code: "for (;;) try { 'x'.repeat(2 ** 29); } catch {}",
  },
];

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
