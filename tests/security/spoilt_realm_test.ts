// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assert, assertEquals } from "@std/assert";
import type { RunResult, RunStatus } from "../../mod.ts";
import { controls } from "../level.ts";
import { assertEnded, type Attack, ISOLATIONS, testAttacks } from "./_guest.ts";
import { createSandbox } from "../../mod.ts";
import { LAST, SPOILT } from "./_spoilt_realm.ts";

/** Code that is run in a spoilt realm, with its status in an intact one. */
const AFTERWARDS: readonly (readonly [code: string, status: RunStatus])[] = [
  ["1", "ok"],
  ["throw 7", "error"],
  ["throw new Error('seen')", "error"],
  ["await new Promise(() => {})", "error"],
  [
    "setTimeout(() => { throw new Proxy({}, { getPrototypeOf() { throw 1; } }); })",
    "error",
  ],
  ["console.log('%s', { a: [1] })", "ok"],
];

/** Asserts that the result has nothing that the guest forged, and reports no failure of the engine. */
function assertHonest(result: RunResult, ends: readonly RunStatus[]): void {
  assertEnded(result, ends);
  // A value of guest code may be anything; but nothing may be reported in the engine's name.
  if (result.status === "error") {
    assert(result.error.name.length > 0);
    assert(!result.error.traceback.includes("<sandglass:"));
  }
}

testAttacks("a guest that spoils its realm forges nothing", {
  language: "javascript",
  attacks: SPOILT,
  keepsSpare: true,
  async fn(guest, attack) {
    const sandbox = await guest.sandbox();
    const timeoutMs = attack.ends?.includes("timeout") ? 60 : 10_000;
    const ends = attack.ends ?? ["ok", "error"];
    assertHonest(await sandbox.run(attack.code, { limits: { timeoutMs } }), [
      "ok",
      ...ends,
    ]);
    for (const [code, status] of AFTERWARDS) {
      if (sandbox.closed) break;
      const result = await sandbox.run(code, { limits: { timeoutMs } });
      assertHonest(result, ends);
      // A guest may catch its own error, but cannot return a value in its place.
      if (status === "error" && result.status === "ok") {
        assertEquals(result.value, undefined);
      }
    }
    // Endless jobs cost a sandbox its state; nothing else here does.
    if (!ends.includes("timeout")) assertEquals(sandbox.closed, false);
    await sandbox.close();
    await guest.assertInnocent();
  },
});

controls.test("control: in a spoilt realm an object with a prototype is forged", async () => {
  for (const isolation of ISOLATIONS) {
    await using sandbox = await createSandbox({
      language: "javascript",
      isolation,
    });
    await sandbox.run(SPOILT[0]?.code ?? "");
    const result = await sandbox.run("JSON.stringify({ status: 'error' })");
    assert(result.status === "ok");
    assertEquals(JSON.parse(String(result.value)).reason, "forged");
  }
});

testAttacks("a value that cannot be read keeps the sandbox's state", {
  language: "javascript",
  attacks: LAST,
  async fn(guest, attack) {
    // On a busy machine the grace period may end before a guest responds to its interrupt.
    for (let attempt = 1;; attempt++) {
      const sandbox = await guest.sandbox();
      await sandbox.run("globalThis.kept = 5;");
      const result = await sandbox.run(attack.code, {
        limits: { timeoutMs: 100 },
      });
      assertEnded(result, attack.ends ?? ["timeout"]);
      if (sandbox.closed && attempt < 8) continue;
      const after = await sandbox.run("kept", {
        limits: { timeoutMs: 10_000 },
      });
      assert(after.status === "ok" && after.value === 5);
      return;
    }
  },
});

/** What one run may leave behind for the next. */
const LEFT: readonly Attack[] = [
  {
    name: "jobs",
    code:
      "function again() { console.log('late'); Promise.resolve().then(again); } again(); for (;;);",
  },
  {
    name: "timers",
    code: "setInterval(() => console.log('late'), 1); for (;;);",
  },
  {
    name: "finalizers",
    code:
      "globalThis.registry = new FinalizationRegistry(() => { console.log('late'); for (;;); }); for (let i = 0; i < 100; i++) registry.register({}, 1); for (;;);",
  },
  {
    name: "suspended asynchronous functions",
    code:
      "(async () => { for (;;) { await null; console.log('late'); } })(); for (;;);",
  },
  {
    name: "pending input",
    code: "readline(); for (;;);",
  },
];

testAttacks("nothing of a stopped run continues in the next", {
  language: "javascript",
  attacks: LEFT,
  async fn(guest, attack) {
    const first = await guest.run(attack.code, {
      limits: { timeoutMs: 60 },
      stdin: "late\nlate\n",
    });
    assertEnded(first, ["timeout"]);
    const next = await guest.run("readline() ?? 'nothing'");
    assert(next.status === "ok", Deno.inspect(next));
    assertEquals([next.stdout, next.value], ["", "nothing"]);
  },
});

controls.test("control: what a run leaves continues while the run lasts", async () => {
  await using sandbox = await createSandbox({
    language: "javascript",
    isolation: "process",
  });
  const result = await sandbox.run(
    "setTimeout(() => console.log('late'), 1); Promise.resolve().then(() => console.log('later')); readline()",
    { stdin: "late\n" },
  );
  assert(result.status === "ok" && result.value === "late");
  assertEquals(result.stdout, "later\nlate\n");
});
