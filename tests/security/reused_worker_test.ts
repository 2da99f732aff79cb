import "../_ask_worker_options.ts";
import { assert, assertEquals } from "@std/assert";
import {
  createSandbox,
  type RunResult,
  type Sandbox,
  type SandboxOptions,
} from "../../mod.ts";
import { controls } from "../level.ts";
import { HAS_PROC, threadTicks } from "./_quiet.ts";

const THREAD = { language: "javascript", isolation: "thread" } as const;

/** Leaves something for the next guest, in every way. */
const LEAVING = [
  // First, as `process` is made at its first use, of the language as the guest has left it.
  "process.env.LEFT = 'left'; scriptArgs;",
  "var left = 1; globalThis.left2 = 2; const left3 = 3; function left4() {}",
  "Object.prototype.left5 = 5; Array.prototype.map = () => 'left';",
  "console.log = () => {}; JSON.stringify = () => 'left'; Math.random = () => 4;",
  "globalThis.Date = null; Promise.prototype.then = null;",
  "setTimeout(() => console.error('late'), 0); setInterval(() => console.error('late'), 1);",
  "Promise.resolve().then(function again() { left++; });",
  "console.group(); console.count('left'); console.time('left');",
  "readline();",
  "new Uint8Array(4e6).fill(0xAB);",
  "Symbol.for('left'); /left(?<left>.)/.exec('left5');",
] as const;

/** Looks for what was left. */
const LOOKING = `[
  Object.getOwnPropertyNames(globalThis).filter((name) => name.startsWith("left")),
  "left5" in {},
  [1, 2].map((n) => n * 2),
  JSON.stringify({ a: 1 }),
  typeof Date.now(),
  RegExp.$1 ?? "",
  { ...process.env },
  [...scriptArgs],
  new Uint8Array(4e6).every((byte) => byte === 0),
]`;

const CLEAN = [
  [],
  false,
  [2, 4],
  '{"a":1}',
  "number",
  "",
  { OWN: "1" },
  ["own"],
  true,
];

/** Lets one sandbox attack, and opens another in the same worker. */
async function succeed(
  first: SandboxOptions,
  second: SandboxOptions,
  attack: (sandbox: Sandbox) => Promise<unknown>,
): Promise<{ next: Sandbox; sameThread: boolean }> {
  const before = await createSandbox({ ...THREAD, ...first });
  const threads = new Set(threadTicks().keys());
  await attack(before);
  await before.close();
  const next = await createSandbox({ ...THREAD, ...second });
  const sameThread = [...threadTicks().keys()].every((one) => threads.has(one));
  return { next, sameThread };
}

async function leave(sandbox: Sandbox): Promise<RunResult[]> {
  const results: RunResult[] = [];
  for (const code of LEAVING) {
    results.push(
      await sandbox.run(code, {
        stdin: "left\nover\n",
        // Timers without an end, and what takes its time on a busy machine.
        limits: { timeoutMs: code.includes("setInterval") ? 50 : 20_000 },
      }),
    );
  }
  return results;
}

Deno.test("the next guest in a worker finds nothing of the last one", async () => {
  // While another sandbox is open, workers wait for the next guest.
  await using _other = await createSandbox(THREAD);
  const { next, sameThread } = await succeed(
    { env: { SECRET: "left" }, args: ["left"] },
    { env: { OWN: "1" }, args: ["own"] },
    leave,
  );
  await using sandbox = next;
  // Otherwise the test would show nothing.
  assert(sameThread || !HAS_PROC, "The worker was not reused");
  const result = await sandbox.run(LOOKING);
  assert(result.status === "ok", Deno.inspect(result));
  assertEquals(result.value, CLEAN);
  assertEquals([result.stdout, result.stderr], ["", ""]);
  const input = await sandbox.run("console.log('x'); readline() ?? 'end'");
  assert(input.status === "ok");
  assertEquals([input.stdout, input.value], ["x\n", "end"]);
});

controls.test("control: a guest finds what its own earlier run left", async () => {
  await using sandbox = await createSandbox(THREAD);
  await leave(sandbox);
  const result = await sandbox.run(
    "[left, left2, left3, left5, process.env.LEFT]",
  );
  assert(result.status === "ok", Deno.inspect(result));
  assertEquals(result.value, [1, 2, 3, 5, "left"]);
});

Deno.test("a reused worker has the limits of its new guest", async () => {
  await using _other = await createSandbox(THREAD);
  const MiB = 2 ** 20;
  for (
    const [from, to, ends] of [[128, 20, "memory"], [20, 128, "ok"]] as const
  ) {
    const { next } = await succeed(
      { limits: { memoryBytes: from * MiB } },
      { limits: { memoryBytes: to * MiB } },
      (sandbox) => sandbox.run("new ArrayBuffer(1e6).byteLength"),
    );
    await using sandbox = next;
    const result = await sandbox.run(
      "new ArrayBuffer(60 * 2 ** 20).byteLength",
    );
    assertEquals(result.status, ends);
  }
});

Deno.test("a worker whose guest was stopped by force is not reused", async () => {
  await using _other = await createSandbox(THREAD);
  const before = await createSandbox(THREAD);
  const result = await before.run(
    "[].includes.call({ length: 2 ** 53 - 1 }, 1)",
    { limits: { timeoutMs: 50 } },
  );
  assert(result.status === "timeout" && !result.recoverable);
  await using next = await createSandbox(THREAD);
  const innocent = await next.run("1 + 1");
  assert(innocent.status === "ok");
  assertEquals(innocent.value, 2);
});

Deno.test("sandboxes that follow each other quickly never mix", async () => {
  await using _other = await createSandbox(THREAD);
  for (let round = 0; round < 3; round++) {
    const sandboxes = await Promise.all(
      [0, 1, 2].map(() => createSandbox(THREAD)),
    );
    const results = await Promise.all(sandboxes.map((sandbox, i) =>
      sandbox.run(
        `if (typeof mine !== 'undefined') throw new Error('mixed'); var mine = ${i}; console.log('out', mine); mine`,
      )
    ));
    assertEquals(
      results.map((one) => [one.status === "ok" && one.value, one.stdout]),
      [0, 1, 2].map((i) => [i, `out ${i}\n`]),
    );
    // Some are closed during a run.
    const running = sandboxes[0]?.run("for (;;);");
    await Promise.all(sandboxes.map((sandbox) => sandbox.close()));
    assertEquals((await running)?.status, "cancelled");
  }
});
