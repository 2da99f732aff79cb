import "../../_ask_worker_options.ts";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { createPool, type Language, type PoolOptions } from "../../../mod.ts";
import { inIsolation } from "../../level.ts";
import {
  assertCode,
  CODE,
  ENDLESS,
  ISOLATIONS,
  MiB,
  occupy,
  QUICK,
  valueOf,
} from "./_pool.ts";

for (const isolation of ISOLATIONS) {
  const here = inIsolation(isolation);
  for (const language of ["python", "javascript"] as const) {
    here.test(`run() gives each of many its own result (${language}, ${isolation})`, async () => {
      await using pool = await createPool({ language, isolation, size: 1 });
      const results = await Promise.all(
        [0, 1, 2, 3].map((i) =>
          pool.run(CODE[language] ?? "", { args: [`${i}`], env: { N: `${i}` } })
        ),
      );
      assertEquals(
        results.map(valueOf),
        [0, 1, 2, 3].map((i) => [[`${i}`], `${i}`, 42]),
      );
      const { runs, handedOut, started, waiting } = pool.metrics();
      assertEquals([runs, handedOut, waiting], [4, 4, 0]);
      // Only a thread in which JavaScript ran serves again.
      const reuses = language === "javascript" && isolation === "thread";
      assert(reuses ? started <= 2 : started >= 4, `${started} were started`);
    });
  }
}

Deno.test("run() never has more sandboxes than there may be", async () => {
  await using pool = await createPool({
    ...QUICK,
    size: 1,
    maxSandboxes: 9,
    maxMemoryBytes: 2 * 256 * MiB,
  });
  let most = 0;
  await Promise.all(Array.from({ length: 12 }, async () => {
    await pool.run("1", {
      onStdout: () => {},
      env: { X: "" },
    });
    const { starting, warm, inUse, ending } = pool.metrics();
    most = Math.max(most, starting + warm + inUse + ending);
  }));
  assert(most >= 1 && most <= 2, `${most} sandboxes`);
  assertEquals(pool.metrics().runs, 12);
});

Deno.test("run() takes limits, seed, input and language features of one run", async () => {
  await using pool = await createPool({ ...QUICK, language: "typescript" });
  const seeded = await Promise.all(
    [7, 7, 8].map((seed) => pool.run("Math.random()", { seed })),
  );
  const [a, b, c] = seeded.map(valueOf);
  assertEquals(a, b);
  assert(a !== c);
  const typed = await pool.run("const n: number = 1; [n, readline()]", {
    stdin: "in\n",
  });
  assertEquals(valueOf(typed), [1, "in"]);
  const cut = await pool.run("console.log('12345')", {
    limits: { outputBytes: 3 },
  });
  assertEquals([cut.status, cut.stdout], ["output", "123"]);
  const late = await pool.run(ENDLESS, { limits: { timeoutMs: 20 } });
  assertEquals(late.status, "timeout");
});

Deno.test("run() refuses bad options and code without spending a sandbox on them", async () => {
  await using pool = await createPool({ ...QUICK, size: 1 });
  await assertRejects(
    () => pool.run("1", { limits: { memoryBytes: 257 * MiB } }),
    RangeError,
  );
  // @ts-expect-error Code is text.
  await assertRejects(() => pool.run(12), TypeError);
  await assertRejects(
    () => pool.run("12", { limits: { codeBytes: 1 } }),
    RangeError,
  );
  // @ts-expect-error There is no such option.
  await assertRejects(() => pool.run("1", { isolation: "thread" }), TypeError);
  // @ts-expect-error There is no such way to drain.
  await assertRejects(() => pool.drain({ waiting: "maybe" }), TypeError);
  assertEquals(pool.metrics().handedOut, 0);
});

Deno.test("run() is refused with POOL_FULL when as many wait as may", async () => {
  await using pool = await createPool({
    ...QUICK,
    size: 1,
    maxSandboxes: 1,
    maxWaiting: 1,
  });
  const { abort, result } = await occupy(pool);
  const second = pool.run("2");
  await assertCode(pool.run("3"), "POOL_FULL");
  assertEquals(pool.metrics().waiting, 1);
  abort();
  assertEquals((await result).status, "cancelled");
  assertEquals(valueOf(await second), 2);
  assertEquals(valueOf(await pool.run("3")), 3);
  assertEquals(pool.metrics().refused, 1);
});

Deno.test("run() stops waiting when its signal is aborted, and others wait on", async () => {
  await using pool = await createPool({ ...QUICK, size: 1, maxSandboxes: 1 });
  await assertCode(
    pool.run("1", { signal: AbortSignal.abort() }),
    "ABORTED",
  );
  const { abort, result } = await occupy(pool);
  const controller = new AbortController();
  const leaving = pool.run("2", { signal: controller.signal });
  const staying = pool.run("3");
  controller.abort();
  await assertCode(leaving, "ABORTED");
  abort();
  assertEquals((await result).status, "cancelled");
  assertEquals(valueOf(await staying), 3);
});

Deno.test("run() ends a run whose signal is aborted, and the pool serves on (both isolations)", async () => {
  for (const isolation of ISOLATIONS) {
    await using pool = await createPool({ ...QUICK, isolation, size: 1 });
    const { abort, result } = await occupy(pool);
    abort();
    assertEquals((await result).status, "cancelled");
    assertEquals(valueOf(await pool.run("1 + 1")), 2);
  }
});

Deno.test("run() serves tenants in turn", async () => {
  await using pool = await createPool({ ...QUICK, size: 1, maxSandboxes: 1 });
  const { abort, result } = await occupy(pool);
  const order: string[] = [];
  const runs = ["a1", "a2", "a3", "b1", "b2"].map(async (name) => {
    await pool.run("1", { tenant: name[0] ?? "" });
    order.push(name);
  });
  abort();
  await Promise.all([result, ...runs]);
  assertEquals(order, ["a1", "b1", "a2", "b2", "a3"]);
});

for (const isolation of ISOLATIONS) {
  Deno.test(`acquire() gives a sandbox that keeps its state until it is closed (${isolation})`, async () => {
    await using pool = await createPool({ ...QUICK, isolation, size: 1 });
    const sandbox = await pool.acquire({ env: { N: "5" } });
    await sandbox.run("var x = process.env.N");
    assertEquals(valueOf(await sandbox.run("x")), "5");
    assertEquals(pool.metrics().inUse, 1);
    await sandbox.close();
    await sandbox.close();
    assertEquals(pool.metrics().inUse, 0);
    await assertCode(sandbox.run("x"), "SANDBOX_CLOSED");
    await using next = await pool.acquire();
    assertEquals(valueOf(await next.run("typeof x")), "undefined");
  });
}

Deno.test("metrics() tells what was done", async () => {
  const options: PoolOptions & { readonly language: Language } = {
    ...QUICK,
    size: 1,
    maxSandboxes: 1,
  };
  await using pool = await createPool(options);
  await pool.run("1");
  const late = await pool.run("[].includes.call({ length: 2 ** 53 }, 1)", {
    limits: { timeoutMs: 20 },
  });
  assert(late.status === "timeout" && !late.recoverable);
  await pool.ready();
  const { startMs, waitMs, runMs, ...counts } = pool.metrics();
  assertEquals(counts, {
    waiting: 0,
    warm: 1,
    starting: 0,
    inUse: 0,
    ending: 0,
    started: 2,
    renewed: 1,
    killed: 1,
    failed: 0,
    refused: 0,
    handedOut: 2,
    runs: 2,
  });
  assertEquals([startMs.count, waitMs.count, runMs.count], [2, 2, 2]);
  assert(runMs.p99Ms >= runMs.p50Ms && runMs.maxMs >= 20);
});

Deno.test("run() grants files and functions to one run alone, and tells which files it made", async () => {
  for (const language of ["javascript", "python"] as const) {
    await using pool = await createPool({ ...QUICK, language, size: 1 });
    const code = language === "python"
      ? "open('out', 'w').write(open('in').read() + host.twice('b'))\nopen('out').read()"
      : "const fs = await import('fs'); fs.writeFileSync('out', fs.readFileSync('in', 'utf8') + host.twice.sync('b')); fs.readFileSync('out', 'utf8')";
    const granted = await pool.run(code, {
      files: { in: "a" },
      functions: { twice: (text: string) => text + text },
    });
    assertEquals(valueOf(granted), "abb");
    assertEquals(granted.files.map(({ path }) => path), ["out"]);
    const next = await pool.run(code);
    assertEquals(next.status, "error");
  }
});
