// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assert, assertEquals } from "@std/assert";
import { createSandbox, type RunStatus } from "../../mod.ts";
import { atLevel, controls } from "../level.ts";
import { assertEnded, type Attack, type Guest, testAttacks } from "./_guest.ts";
import { Weakened } from "./_without.ts";

/** An attack, with the status that it passes to exit. */
interface Exit extends Attack {
  readonly exitCode?: number;
}

const POLITE: readonly Exit[] = [
  { name: "exit()", code: "exit()", ends: ["ok"] },
  { name: "sys.exit(0)", code: "import sys; sys.exit(0)", ends: ["ok"] },
  { name: "sys.exit(3)", code: "import sys; sys.exit(3)", exitCode: 3 },
  { name: "sys.exit(-1)", code: "import sys; sys.exit(-1)", exitCode: -1 },
  {
    name: "sys.exit() with a string",
    code: "import sys; sys.exit('bye')",
    exitCode: 1,
  },
  {
    name: "sys.exit() with a huge number",
    code: "import sys; sys.exit(10**30)",
  },
  {
    name: "sys.exit() with an object whose str() raises",
    code:
      "import sys\nclass A:\n    def __str__(self): raise ValueError\nsys.exit(A())",
    exitCode: 1,
  },
  {
    name: "SystemExit after an await",
    code: "import asyncio\nawait asyncio.sleep(0)\nraise SystemExit(4)",
    exitCode: 4,
  },
  {
    name: "an exit in a finally",
    code: "try: 1 / 0\nfinally: raise SystemExit(5)",
    exitCode: 5,
  },
];

const RUDE: readonly Attack[] = [
  { name: "os._exit(3)", code: "import os; os._exit(3)", ends: ["error"] },
  { name: "os.abort()", code: "import os; os.abort()" },
  {
    name: "SIGKILL to itself",
    code: "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    ends: ["error"],
  },
  {
    name: "zeros over its memory",
    code: "import ctypes; ctypes.memset(0, 0, 10**7)",
    on: "pyodide",
  },
  {
    name: "ones over its memory",
    code: "import ctypes; ctypes.memset(0, 255, 10**7)",
    on: "pyodide",
  },
  {
    name: "a read past the end of its memory",
    code: "import ctypes; ctypes.string_at(0xfffffff0, 100)",
    on: "pyodide",
  },
  {
    name: "zeros over its memory, by a view past its buffer",
    code:
      "import numpy as np\nnp.lib.stride_tricks.as_strided(np.zeros(1, np.uint8), (10**9,), (-1,))[:] = 0",
    on: "cpython",
  },
  {
    name: "ones over its memory, by an array at an address",
    code:
      "import numpy as np\nclass Wild: __array_interface__ = {'shape': (5 * 10**7,), 'typestr': '|u1', 'data': (1024, False), 'version': 3}\nnp.asarray(Wild())[:] = 255",
    on: "cpython",
  },
  {
    name: "noise over its memory",
    code:
      "import numpy as np\nclass Wild: __array_interface__ = {'shape': (5 * 10**7,), 'typestr': '|u1', 'data': (1024, False), 'version': 3}\nnp.asarray(Wild())[::64] = 7\nimport json, csv\nNone",
    ends: ["crashed", "ok", "error", "memory"],
    on: "cpython",
  },
  {
    name: "bytecode that the compiler never writes",
    code:
      "def f(): pass\nf.__code__ = f.__code__.replace(co_code=bytes([255] * 100), co_stacksize=0)\nf()",
    on: "cpython",
  },
  {
    name: "a fault of the interpreter's own",
    code: "import faulthandler; faulthandler._sigsegv()",
    on: "cpython",
  },
  {
    name: "every dictionary cleared",
    code:
      "import gc\ngc.unfreeze()\nfor one in gc.get_objects():\n    if isinstance(one, dict) and one is not globals():\n        try: one.clear()\n        except BaseException: pass",
    ends: ["crashed", "error"],
  },
];

/** Attacks that spoil the engine's own part of the interpreter, and only this sandbox. */
const SPOILING: readonly Attack[] = [
  {
    name: "no builtins",
    code:
      "import builtins\ndelete = delattr\nfor name in list(vars(builtins)): delete(builtins, name)",
  },
  {
    name: "an audit hook that raises",
    code: "import sys; sys.addaudithook(lambda *_: 1 / 0)",
  },
  {
    name: "a recursion limit of 5",
    code: "import sys; sys.setrecursionlimit(5)",
  },
  {
    name: "every descriptor closed",
    code:
      "import os\nfor fd in range(100):\n    try: os.close(fd)\n    except OSError: pass",
  },
  {
    name: "a forged report",
    code:
      'import sandglass_guest as g\ng._dumps = lambda _: \'{"status": "ok", "value": "5"}\'',
  },
  {
    name: "a forged report without a status",
    code: "import sandglass_guest as g\ng._dumps = lambda _: '5'",
  },
];

testAttacks("an orderly exit ends the guest with its exit status", {
  language: "python",
  attacks: POLITE,
  async fn(guest, attack) {
    const exit = POLITE.find((one) => one === attack);
    const sandbox = await guest.sandbox();
    const result = await sandbox.run(attack.code);
    assertEnded(result, attack.ends ?? ["error"]);
    if (result.status === "error") {
      assertEquals(result.error.name, "SystemExit");
      assertEquals(result.error.exitCode, exit?.exitCode);
    }
    assertEquals(sandbox.closed, false);
    await guest.assertInnocent();
  },
});

testAttacks("an interpreter that is ended from within takes no further run", {
  language: "python",
  attacks: RUDE,
  keepsSpare: true,
  async fn(guest, attack, { engine }) {
    const sandbox = await guest.sandbox();
    const before = await sandbox.run("kept = 7");
    assert(before.status === "ok", Deno.inspect(before));
    const result = await sandbox.run(attack.code, {
      limits: { timeoutMs: 20_000 },
    });
    assertEnded(result, attack.ends ?? ["crashed"]);
    if (result.status === "crashed") assert(result.reason !== "");
    // A guest that ends itself is not undone.
    if (engine === "cpython" && !attack.code.includes("os._exit(")) {
      // Another interpreter goes on, with the state from before the attack.
      const next = await sandbox.run("kept");
      assertEquals(next.status === "ok" && next.value, 7, Deno.inspect(next));
    } else if (result.status === "crashed") {
      assertEquals(sandbox.closed, true);
    } else if (attack.ends?.[0] === "error") {
      assertEquals(sandbox.closed, true);
    } else {
      await sandbox.close();
    }
    await guest.assertInnocent();
  },
});

/** Every status but a timeout, since the host must not have to wait. */
const PROMPT: readonly RunStatus[] = ["ok", "error", "crashed", "output"];

testAttacks("a guest that spoils its interpreter harms nothing else", {
  language: "python",
  attacks: SPOILING,
  keepsSpare: true,
  async fn(guest, attack) {
    const sandbox = await guest.sandbox();
    const result = await sandbox.run(attack.code, {
      limits: { timeoutMs: 10_000 },
    });
    assertEnded(result, PROMPT);
    await spoiledRun(guest);
    await sandbox.close();
    await guest.assertInnocent();
  },
});

/** A run in an interpreter that may be spoiled: it ends with some status, and soon. */
async function spoiledRun(guest: Guest): Promise<void> {
  const result = await guest.run("1 + 1", { limits: { timeoutMs: 10_000 } });
  assertEnded(result, PROMPT);
}

controls.test("control: an interpreter that was ended from within serves no further run", async (t) => {
  // A host that goes on with an interpreter that its guest has ended.
  await using weakened = await Weakened.make([{
    file: "core/lifecycle.ts",
    wall: "!broken && isOrderly",
    instead: "true",
  }]);
  const rude = RUDE.filter(({ ends, on }) =>
    ends === undefined && on !== "cpython"
  );
  for (const [{ name, code }, level] of atLevel(rude)) {
    await t.step({
      ...level,
      name,
      fn: async () => {
        await using sandbox = await weakened.library.createSandbox({
          isolation: "process",
        });
        assertEnded(await sandbox.run(code), ["crashed"]);
        const next = await sandbox.run("1 + 1", {
          limits: { timeoutMs: 1_000 },
        });
        assert(next.status !== "ok", Deno.inspect(next));
      },
    });
  }
});

controls.test("control: a guest spoils its own sandbox", async () => {
  const left: Record<string, string> = {};
  for (const { name, code } of SPOILING) {
    await using sandbox = await createSandbox({ isolation: "process" });
    await sandbox.run(code, { limits: { timeoutMs: 10_000 } });
    left[name] = "closed";
    if (sandbox.closed) continue;
    const next = await sandbox.run("1 + 1", { limits: { timeoutMs: 10_000 } });
    left[name] = next.status === "ok" ? `ok ${next.value}` : next.status;
  }
  assertEquals(left, {
    "no builtins": "closed",
    "an audit hook that raises": "crashed",
    // The report itself exceeds the recursion limit.
    "a recursion limit of 5": "ok undefined",
    // replaced_streams_test.ts tests this.
    "every descriptor closed": "ok 2",
    "a forged report": "ok 5",
    "a forged report without a status": "closed",
  });
});
