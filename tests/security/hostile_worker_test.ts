import { assert, assertEquals, assertRejects } from "@std/assert";
import { type RunResult, type Sandbox, SandboxError } from "../../mod.ts";
import { controls } from "../level.ts";
import { assertEnded, ISOLATIONS, tryEach } from "./_guest.ts";
import { openHostile } from "./_hostile.ts";
import {
  children,
  HAS_PROC,
  threadTicks,
  until,
  untilQuiet,
} from "./_quiet.ts";
import { MiB, NONSENSE, type Speech, SPOILT } from "./_speeches.ts";

/** Asserts that a result has the shape of its type, no matter what the worker sent. */
function assertSound(result: RunResult): void {
  const { wallMs, cpuMs = 0, peakMemoryBytes = 0 } = result.usage;
  for (const amount of [wallMs, cpuMs, peakMemoryBytes]) {
    assert(Number.isFinite(amount) && amount >= 0, `${amount}`);
  }
  assert(!result.stdout.includes("forged"));
  assert(result.stdout.length <= 1000 && result.stderr === "");
  assert(Reflect.get({}, "polluted") === undefined);
  if (result.status === "error") {
    const { name, message, traceback, ...places } = result.error;
    assertEquals([name, message, traceback], ["Error", "", ""]);
    assertEquals(places, {});
  }
}

async function runHostile(sandbox: Sandbox): Promise<RunResult> {
  const beforeBytes = Deno.memoryUsage().rss;
  const result = await sandbox.run("1", {
    limits: { timeoutMs: 700 },
    stdin: () => "x",
  });
  assertSound(result);
  // The memory of a thread is released a moment after its end.
  await until(
    "memory is released",
    () => Deno.memoryUsage().rss - beforeBytes < 700 * MiB,
  );
  return result;
}

for (const isolation of ISOLATIONS) {
  const isHere = (one: Speech): boolean =>
    one.isolation === undefined || one.isolation === isolation;

  Deno.test(`invalid messages are ignored (${isolation})`, async () => {
    const words = NONSENSE.filter(isHere);
    await using sandbox = await openHostile(isolation, {
      run: `switch (run) { ${
        words.map(({ run }, i) => `case ${i + 1}: { ${run} break; }`).join("\n")
      } }`,
    });
    for (const { name } of words) {
      const result = await runHostile(sandbox);
      assert(result.status === "ok", `${name}: ${Deno.inspect(result)}`);
      assertEquals([result.value, result.stdout], ["fine", ""]);
    }
    assertEquals(sandbox.closed, false);
  });

  Deno.test(`a hostile worker spoils only its own run (${isolation})`, async (t) => {
    // It keeps the broker open, and shows whether a message reaches another sandbox.
    await using neighbour = await openHostile(isolation, {});
    await tryEach(t, SPOILT.filter(isHere), async ({ ends, run }) => {
      await using sandbox = await openHostile(isolation, { run });
      const result = await runHostile(sandbox);
      assertEnded(result, ends);
      if (result.status === "ok" && result.value !== undefined) {
        assertEquals(result.value, "fine");
      }
      const other = await neighbour.run("1");
      assert(other.status === "ok" && other.value === "fine");
      assertEquals(other.stdout, "");
    });
  });

  /** Messages after the end of a run, each with forged content. */
  const late = [
    "await done(); await done({ value: '\"forged\"' });",
    "await done(); await tell({ type: 'output', run, fd: 1, text: 'forged by ' + run });",
    "await done(); await ask(run);",
    "await done(); for (let i = 0; i < 1000; i++) await tell('x');",
  ];
  Deno.test(`messages that a worker sends between two runs reach neither (${isolation})`, async () => {
    for (const run of late) {
      await using sandbox = await openHostile(isolation, { run });
      const heard: string[] = [];
      const first = await sandbox.run("1");
      assert(
        first.status === "ok" && first.value === "fine",
        `${run}: ${Deno.inspect(first)}`,
      );
      const second = await sandbox.run("2", {
        limits: { timeoutMs: 500 },
        onStdout: (text) => heard.push(text),
      }).catch((error) => error);
      assert(!heard.join("").includes("forged"), heard.join());
      if (second instanceof SandboxError) {
        assertEquals(second.code, "SANDBOX_CLOSED");
      } else {
        assertEnded(second, ["ok", "crashed"]);
        assert(second.status !== "ok" || second.value === "fine");
      }
      if (!run.includes("tell('x')")) {
        await until("the sandbox is closed", () => sandbox.closed);
      }
    }
  });

  const starts: readonly [string, string, string?][] = [
    ["no message", "", "START_TIMEOUT"],
    ["messages in the wrong order", "await opened();", "START_TIMEOUT"],
    ["invalid messages", "await tell('[]'); await tell('x');", "START_TIMEOUT"],
    ["a failure", "await tell({ type: 'failed', reason: 'no' });"],
    [
      "the end of a run",
      "await tell({ type: 'done', run: 1, status: 'ok' });",
      "START_TIMEOUT",
    ],
    [
      "endless output",
      "for (let i = 0; i < 1e4; i++) await tell({ type: 'output', run: 1, fd: 1, text: 'x'.repeat(500) });",
      "START_TIMEOUT",
    ],
  ];
  Deno.test(`a worker that is hostile from the start is refused (${isolation})`, async () => {
    await using _neighbour = await openHostile(isolation, {});
    // A thread takes long to start while others run.
    const startTimeoutMs = isolation === "thread" ? 3_000 : 1_000;
    await Promise.all(starts.map(async ([what, start, code]) => {
      const error = await assertRejects(
        () => openHostile(isolation, { start }, { startTimeoutMs }),
        SandboxError,
      );
      const codes = [code ?? "START_FAILED"];
      // The host may end a flood before the deadline, and may receive a failure after it.
      if (code === undefined) codes.push("START_TIMEOUT");
      else if (what.startsWith("endless")) codes.push("START_FAILED");
      assert(codes.includes(error.code), `${what}: ${error.code}`);
    }));
  });
}

Deno.test("nothing is left of hostile workers", async () => {
  await untilQuiet();
  if (!HAS_PROC) return;
  await until("no process is left", () => children().length === 0);
  await until("no thread is left", () => threadTicks().size === 0);
});

for (const isolation of ISOLATIONS) {
  controls.test(`control: a worker that sends its messages in turn is believed (${isolation})`, async () => {
    await using sandbox = await openHostile(isolation, {
      run:
        "await tell({ type: 'output', run, fd: 1, text: 'forged' }); await done({ value: '\"forged\"' });",
    });
    for (let i = 0; i < 2; i++) {
      const result = await sandbox.run("1");
      assert(result.status === "ok");
      assertEquals([result.value, result.stdout], ["forged", "forged"]);
    }
  });
}
