import "../_ask_worker_options.ts";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { createSandbox } from "../../mod.ts";
import { LEVEL } from "../level.ts";
import { Guest, ISOLATIONS } from "./_guest.ts";
import {
  children,
  descriptors,
  HAS_PROC,
  until,
  untilQuiet,
} from "./_quiet.ts";
import { type Gap, Weakened } from "./_without.ts";

const MiB = 2 ** 20;
const { runs, mostMs } = LEVEL.timeouts;

for (const isolation of ISOLATIONS) {
  Deno.test(`timeouts in a row leave nothing behind (${isolation})`, async () => {
    await using guest = new Guest({ isolation });
    await guest.assertInnocent();
    const before = {
      bytes: Deno.memoryUsage().rss,
      descriptors: descriptors(),
      children: children().length,
    };
    // On a busy machine the guest does not respond to the interrupt in time; then each timeout costs a start.
    const end = performance.now() + mostMs;
    for (let i = 0; i < runs && performance.now() < end; i++) {
      const result = await guest.run("while True: pass", {
        limits: { timeoutMs: 1 },
      });
      assert(result.status === "timeout", Deno.inspect(result));
    }
    await guest.assertInnocent();
    await untilQuiet();
    assertEquals(children().length, before.children);
    await until(
      "descriptors are closed",
      () => descriptors() <= before.descriptors + 2,
    );
    await until(
      "memory is released",
      () => Deno.memoryUsage().rss < before.bytes + 100 * MiB,
    );
  });
}

/** Starts that fail at different points. */
const STARTS: readonly (readonly [string, Gap, RegExp])[] = [
  [
    "a worker that throws while it loads",
    {
      file: "engines/pyodide/outcomes.js",
      wall: "export const OUT_OF_MEMORY = {",
      instead: "throw new Error('at once');\nexport const OUT_OF_MEMORY = {",
    },
    /at once/,
  ],
  [
    "a worker that throws before it is ready",
    {
      file: "engines/pyodide/worker.js",
      wall: `say({ type: "ready" });`,
      instead: `throw new Error("nearly");`,
    },
    /nearly/,
  ],
  [
    "an invalid snapshot",
    {
      file: "engines/pyodide/worker.js",
      wall: "const opened = unpack(snapshot, snapshotAt);",
      instead: "const opened = unpack(new ArrayBuffer(8), 0);",
    },
    /JSON/,
  ],
  [
    "a worker that sends another message",
    {
      file: "engines/pyodide/worker.js",
      wall: `say({ type: "ready" });`,
      instead: `say({ type: "unknown" });`,
    },
    /took more than 3000 ms/,
  ],
];

for (const isolation of ISOLATIONS) {
  Deno.test(`a crash during the start is reported, and leaves nothing behind (${isolation})`, async (t) => {
    const before = children().length;
    for (const [name, gap, message] of STARTS) {
      await t.step({
        name,
        sanitizeOps: false,
        sanitizeResources: false,
        async fn(): Promise<void> {
          await using weakened = await Weakened.make([gap]);
          const { library } = weakened;
          const error = await assertRejects(
            () =>
              library.createSandbox({
                isolation,
                limits: {
                  startTimeoutMs: name.includes("another") ? 3_000 : 60_000,
                },
              }),
            library.SandboxError,
          );
          assert(message.test(error.message), error.message);
        },
      });
    }
    if (HAS_PROC) {
      await until("no process is left", () => children().length === before);
    }
    await untilQuiet();
    // Control: the unchanged sources start.
    await using sandbox = await createSandbox({ isolation });
    const result = await sandbox.run("1 + 1");
    assert(result.status === "ok" && result.value === 2);
  });
}
