/**
 * Many sandboxes that are asked for at once, more than the machine can start at a time.
 */
import "../../_ask_worker_options.ts";
import { assertEquals, assertRejects } from "@std/assert";
import {
  createPool,
  createSandbox,
  type Isolation,
  type Language,
  SandboxError,
} from "../../../mod.ts";
import {
  children,
  HAS_PROC,
  threadTicks,
  until,
} from "../../security/_quiet.ts";

const CROWDS: readonly (readonly [Language, Isolation, number])[] = [
  ["javascript", "thread", 40],
  ["python", "process", 14],
  ["python", "thread", 14],
];

for (const [language, isolation, count] of CROWDS) {
  Deno.test(`createSandbox() gives all who ask at once a sandbox (${count} of ${language}, ${isolation})`, async () => {
    const sandboxes = await Promise.allSettled(
      Array.from(
        { length: count },
        () => createSandbox({ language, isolation }),
      ),
    );
    const failures: unknown[] = [];
    for (const one of sandboxes) {
      if (one.status === "rejected") failures.push(one.reason);
      else await one.value.close();
    }
    assertEquals(failures, []);
  });
}

for (const isolation of ["thread", "process"] as const) {
  Deno.test(`createSandbox() leaves nothing of starts that are aborted in the queue (${isolation})`, async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const starts = Array.from(
      { length: 30 },
      () => createSandbox({ language: "javascript", isolation, signal }),
    );
    const [first] = starts;
    const ends = starts.map((one) =>
      one.then(
        (sandbox) => sandbox.close(),
        (error) => assertEquals([error.code], ["ABORTED"]),
      )
    );
    await first;
    controller.abort();
    await Promise.all(ends);
    // Somebody else is served at once, and as ever.
    await using sandbox = await createSandbox({
      language: "javascript",
      isolation,
    });
    const result = await sandbox.run("6 * 7");
    assertEquals(result.status === "ok" && result.value, 42);
    await sandbox.close();
    if (!HAS_PROC) return;
    await until("no process is left", () => children().length === 0);
    await until("no thread is left", () => threadTicks().size === 0);
  });
}

Deno.test("Pool.close() takes the pool's starts out of the queue", async () => {
  const options = { language: "javascript", isolation: "process" } as const;
  const pool = await createPool({ ...options, size: 40, maxSandboxes: 40 });
  const waits = assertRejects(() => pool.ready(), SandboxError);
  await using sandbox = await createSandbox(options);
  await pool.close();
  await waits;
  const result = await sandbox.run("6 * 7");
  assertEquals(result.status === "ok" && result.value, 42);
  await sandbox.close();
  if (!HAS_PROC) return;
  await until("no process is left", () => children().length === 0);
});
