// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assert, assertEquals } from "@std/assert";
import { controls } from "../level.ts";
import { BREAK_OUT } from "./_break_out.ts";
import { assertEnded, type Attack, ISOLATIONS, testAttacks } from "./_guest.ts";
import { untilQuiet } from "./_quiet.ts";
import { Weakened } from "./_without.ts";

/** Ways to disable the soft interrupt, each with a loop behind it. */
const ATTACKS: readonly Attack[] = [
  {
    name: "another handler",
    code:
      "import signal\nsignal.signal(signal.SIGINT, lambda *_: None)\nwhile True: pass",
  },
  {
    name: "another interrupt buffer",
    code:
      `${BREAK_OUT}pyodide.setInterruptBuffer(to_js(bytes(8)))\nwhile True: pass`,
    on: "pyodide",
  },
  {
    name: "a buffer that is cleared at once",
    code:
      `${BREAK_OUT}buffer = Module.Py_EmscriptenSignalBuffer\nwhile True:\n    try: buffer.fill(0)\n    except BaseException: pass`,
    on: "pyodide",
  },
  {
    name: "a check counter that is reset",
    code:
      "import ctypes\nclock = ctypes.c_int.in_dll(ctypes.pythonapi, 'Py_EMSCRIPTEN_SIGNAL_HANDLING')\nwhile True: clock.value = 0",
    on: "pyodide",
  },
  {
    name: "no KeyboardInterrupt",
    code:
      "import builtins\nbuiltins.KeyboardInterrupt = ValueError\nimport sandglass_guest as g\ng.KeyboardInterrupt = ValueError\ng.stop = lambda: None\nwhile True:\n    try:\n        while True: pass\n    except BaseException: pass",
  },
  {
    name: "a trace that swallows everything",
    code:
      "import sys\ndef trace(*_):\n    try:\n        while True: pass\n    except BaseException: return trace\nsys.settrace(trace)\nsys.setprofile(trace)\ndef f(): pass\nwhile True:\n    try: f()\n    except BaseException: pass",
  },
  {
    name: "a sleep through the C library",
    code: "import ctypes\nctypes.CDLL(None).sleep(1000)",
    on: "pyodide",
  },
  {
    name: "a table function that calls itself",
    code:
      "import ctypes\nkind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)\ndef never(*_):\n    while True:\n        try:\n            while True: pass\n        except BaseException: pass\nctypes.CDLL(None).qsort((ctypes.c_int * 10)(), 10, 4, kind(never))",
    on: "pyodide",
  },
  {
    name: "a finalizer during garbage collection",
    code:
      "import gc\nclass Last:\n    def __del__(self):\n        while True:\n            try:\n                while True: pass\n            except BaseException: pass\none = Last()\none.one = one\ndel one\ngc.collect()",
  },
  {
    name: "an audit hook",
    code:
      "import sys\ndef never(*_):\n    while True:\n        try:\n            while True: pass\n        except BaseException: pass\nsys.addaudithook(never)\nopen('x', 'w')",
  },
];

testAttacks("an interrupt without effect is followed by force", {
  language: "python",
  attacks: ATTACKS,
  keepsSpare: true,
  async fn(guest, attack) {
    const sandbox = await guest.sandbox();
    const result = await sandbox.run(attack.code, {
      limits: { timeoutMs: 150 },
    });
    assertEnded(result, ["timeout"]);
    assert(result.status === "timeout");
    assertEquals(result.recoverable, !sandbox.closed);
    if (!sandbox.closed) await sandbox.close();
    await untilQuiet();
  },
});

for (const isolation of ISOLATIONS) {
  controls.test(`control: an interrupt alone does not end it (${isolation})`, async () => {
    await using weakened = await Weakened.make([{
      file: "sandbox/grace.ts",
      wall: "const GRACE_MS = 35;",
      instead: "const GRACE_MS = 10 ** 6;",
    }]);
    for (const { code } of ATTACKS.slice(0, 1)) {
      await using sandbox = await weakened.library.createSandbox({ isolation });
      const run = sandbox.run(code, { limits: { timeoutMs: 100 } });
      const first = await Promise.race([
        run.then(() => "ended"),
        new Promise((resolve) => setTimeout(() => resolve("runs"), 1_000)),
      ]);
      assertEquals(first, "runs");
      await sandbox.close();
      assertEnded(await run, ["timeout", "cancelled"]);
    }
  });
}
