/** Guests that fill their memory for good: what they keep leaves no room for another run, and nothing frees it. */
import { assert, assertEquals } from "@std/assert";
import { CPYTHON } from "../_cpython.ts";
import { controls } from "../level.ts";
import { assertEnded, testAttacks } from "./_guest.ts";
import { Weakened } from "./_without.ts";

/** Keeps pieces of ever smaller sizes, until there is no room for the smallest, but enough to say so. */
const FILL = `kept = 'lost'
filled = []
for size in (2**20, 2**18, 2**16):
    try:
        while True: filled.append(bytearray(size))
    except MemoryError: pass
`;
const LIMITS = { memoryBytes: 128 * 2 ** 20, timeoutMs: 60_000 };

testAttacks(
  "memory that is filled for good ends the sandbox, or the run is undone",
  {
    language: "python",
    attacks: [
      { name: "an error", code: "raise ValueError(1)", ends: ["error"] },
      { name: "no memory", code: "bytearray(2**22)", ends: ["memory"] },
    ],
    options: { limits: LIMITS },
    async fn(guest, { code, ends = [] }, { engine }): Promise<void> {
      const sandbox = await guest.sandbox();
      assertEnded(await sandbox.run("kept = 7"), ["ok"]);
      const result = await sandbox.run(`${FILL}${code}`);
      // The interpreter itself may fail without memory.
      assertEnded(result, [...ends, "memory"]);
      if ("recoverable" in result) {
        assertEquals(result.recoverable, !sandbox.closed);
      }
      assertEquals(sandbox.closed, engine === "pyodide");
      if (!sandbox.closed) {
        const after = await sandbox.run("kept");
        assert(after.status === "ok" && after.value === 7, Deno.inspect(after));
      }
      await guest.assertInnocent();
    },
  },
);

const { test } = CPYTHON.isInstalled ? controls : { test: Deno.test.ignore };
test("control: a sandbox whose memory is filled for good would stay open, and run nothing", async () => {
  await using weakened = await Weakened.make([
    {
      file: "engines/cpython/guest.js",
      wall: "ended.full === true",
      instead: "false",
    },
  ]);
  await using sandbox = await weakened.library.createSandbox({
    language: "python",
    engine: "cpython",
    isolation: "thread",
    checkpoint: false,
    limits: LIMITS,
  });
  const filled = await sandbox.run(`${FILL}raise ValueError(1)`);
  assert(!sandbox.closed, Deno.inspect(filled));
  assertEnded(await sandbox.run("[str(n) for n in range(50_000)]"), ["memory"]);
});
