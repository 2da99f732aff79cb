// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
/** Guests of the engine that undoes runs, when a caller cancels one: nothing that they do costs the sandbox its state. */
import { assert, assertEquals } from "@std/assert";
import type { Sandbox } from "../../mod.ts";
import { CPYTHON } from "../_cpython.ts";
import { controls } from "../level.ts";
import { PYTHON } from "./_endless_programs.ts";
import { assertEnded, type Attack, ISOLATIONS, testAttacks } from "./_guest.ts";
import { untilQuiet } from "./_quiet.ts";
import { Weakened } from "./_without.ts";

/** What changes the state, and goes on for ever. */
const CHANGE = "kept = 'lost'\nopen('kept', 'w').write('lost')\n";

const ATTACKS: readonly Attack[] = [
  ...PYTHON.filter(({ on = "cpython" }) => on === "cpython"),
  {
    name: "a product of matrices",
    code: "import numpy as np\na = np.ones((4000, 4000))\nwhile True: a @ a",
  },
  {
    name: "a search through much text",
    code: "a, b = b'a' * 10**8, b'a' * 10**4 + b'b'\nwhile True: b in a",
  },
  {
    name: "a wait, and another one",
    code:
      "import time\nwhile True:\n    try: time.sleep(1000)\n    except BaseException: pass",
  },
  {
    name: "a wait, and then a loop",
    code:
      "import time\ntry: time.sleep(1000)\nexcept BaseException:\n    while True: pass",
  },
  {
    name: "input that never comes, and is asked for again",
    code: "while True:\n    try: input()\n    except BaseException: pass",
  },
];

async function cancel(sandbox: Sandbox, code: string) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), 150);
  try {
    return await sandbox.run(`${CHANGE}${code}`, {
      signal: controller.signal,
      stdin: new ReadableStream({}),
      limits: { timeoutMs: 60_000 },
    });
  } finally {
    clearTimeout(timer);
  }
}

testAttacks("a run that is cancelled costs no state", {
  language: "python",
  attacks: ATTACKS.map((one) => ({ ...one, on: "cpython" as const })),
  async fn(guest, attack) {
    const sandbox = await guest.sandbox();
    assertEnded(
      await sandbox.run("kept = 7\nopen('kept', 'w').write('7')"),
      ["ok"],
    );
    const result = await cancel(sandbox, attack.code);
    // Some of them end by themselves, or by a limit.
    assertEnded(result, ["cancelled", ...attack.ends ?? []]);
    if (result.status !== "cancelled") return;
    assert(result.recoverable && !sandbox.closed);
    await untilQuiet();
    const after = await sandbox.run("[kept, open('kept').read()]");
    assert(after.status === "ok", Deno.inspect(after));
    // One that waits ends by an exception, and what it did stays, as in any Python.
    const isUndone = attack.name !== "sleep";
    assertEquals(after.value, isUndone ? [7, "7"] : ["lost", "lost"]);
  },
});

const { test } = CPYTHON.isInstalled ? controls : { test: Deno.test.ignore };
for (const isolation of ISOLATIONS) {
  test({
    name:
      `control: without looks in its loops, a guest that computes is lost when it is cancelled (${isolation})`,
    async fn() {
      await using weakened = await Weakened.make([{
        file: "engines/cpython/interpreter.js",
        wall: "        control,\n",
        instead: "        control: newControlMemory(),\n",
      }]);
      await using sandbox = await weakened.library.createSandbox({
        engine: "cpython",
        language: "python",
        isolation,
      });
      const result = await cancel(sandbox, "while True: pass");
      assertEnded(result, ["cancelled"]);
      assert(result.status === "cancelled");
      assertEquals([result.recoverable, sandbox.closed], [false, true]);
    },
  });
}
