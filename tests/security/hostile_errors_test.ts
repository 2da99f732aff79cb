// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assert, assertEquals } from "@std/assert";
import { controls } from "../level.ts";
import { runFree } from "./_canary.ts";
import { assertEnded, type Attack, testAttacks } from "./_guest.ts";

/** The longest text of an error that a result may carry, in UTF-16 units. */
const MAX_CHARS = 300_000;

const ATTACKS: readonly Attack[] = [
  {
    name: "100 000 notes",
    code:
      "e = ValueError('x')\ne.__notes__ = ['a note of some length'] * 100_000\nraise e",
    ends: ["error", "timeout"],
  },
  {
    name: "notes that never end",
    code:
      "class Notes(list):\n    def __iter__(self):\n        while True: yield 'x' * 100\ne = ValueError('x')\ne.__notes__ = Notes([1])\nraise e",
    ends: ["error", "memory", "timeout"],
  },
  {
    name: "notes whose str() raises",
    code:
      "class Note:\n    def __str__(self): raise SystemExit(3)\n    __repr__ = __str__\ne = ValueError('x')\ne.__notes__ = [Note()] * 10\nraise e",
  },
  {
    name: "attributes that raise an interrupt",
    code:
      "class E(Exception):\n    def __getattribute__(self, _): raise KeyboardInterrupt\nraise E()",
  },
  {
    name: "groups within groups",
    code:
      "e = ValueError('x')\nfor _ in range(2_000): e = ExceptionGroup('g' * 100, [e, e])\nraise e",
    ends: ["error", "memory", "timeout", "crashed"],
  },
  {
    name: "a group that contains itself",
    code:
      "e = ExceptionGroup('g', [ValueError('x')])\nclass G(ExceptionGroup):\n    exceptions = property(lambda self: (self, self))\nraise G('g', [e])",
    ends: ["error", "memory", "timeout", "crashed"],
  },
  {
    name: "a traceback of a million frames",
    code:
      "def f(n):\n    if n == 0: raise ValueError('x')\n    f(n - 1)\nimport sys\nsys.setrecursionlimit(20_000)\nf(900)",
  },
  {
    name: "a line of code of 100 000 characters",
    code: `x = ${"1 + ".repeat(2_000)}1; ${"y = 1; ".repeat(15_000)}1 / 0`,
    ends: ["error", "crashed", "memory"],
  },
  {
    name: "a name with escapes of terminals",
    code:
      "raise type('\\x1b]0;owned\\x07\\u202e', (Exception,), {})('\\x1b[2J\\x9b31m')",
  },
  {
    name: "a file name with escapes of terminals",
    code: "exec(compile('1 / 0', '\\x1b]0;owned\\x07', 'exec'))",
  },
  {
    name: "an error whose value is a string",
    code:
      "import ctypes\nctypes.pythonapi.PyErr_SetObject.argtypes = [ctypes.py_object, ctypes.py_object]\nctypes.pythonapi.PyErr_SetObject(ValueError, 'x' * 10**7)",
  },
  {
    name: "a traceback that is a lie",
    code:
      "import types\ntry: 1 / 0\nexcept ZeroDivisionError as e: t = e.__traceback__\nfor _ in range(10**5): t = types.TracebackType(t, t.tb_frame, 0, -1)\nraise ValueError('x').with_traceback(t)",
    ends: ["error", "crashed", "memory"],
  },
  {
    name: "a source that is a lie",
    code:
      "import linecache\nclass Lie(str):\n    def strip(self, *_): return 'x' * 10**7\nlinecache.cache['main.py'] = (1, None, [Lie('x')] * 10, 'main.py')\nlinecache.getline = linecache.getlines = lambda *_: 'x' * 10**7\n1 / 0",
  },
  {
    name: "a traceback module that is a lie",
    code:
      "import traceback\ntraceback.TracebackException.format = lambda *_, **__: ['x' * 10**7]\ntraceback.StackSummary.extract = classmethod(lambda *_, **__: 5)\n1 / 0",
  },
];

testAttacks("an error's text is bounded", {
  language: "python",
  attacks: ATTACKS,
  async fn(guest, attack) {
    const sandbox = await guest.sandbox();
    const mayNotEnd = attack.ends?.includes("timeout") ?? false;
    const result = await sandbox.run(attack.code, {
      limits: { timeoutMs: mayNotEnd ? 1_000 : 20_000 },
    });
    assertEnded(result, attack.ends ?? ["error"]);
    if (result.status === "error") {
      const { name, message, traceback } = result.error;
      for (const text of [name, message, traceback]) {
        assert(text.length <= MAX_CHARS, `${text.length}`);
      }
    }
    // A patch stays in this sandbox.
    if (attack.name.endsWith("a lie")) await sandbox.close();
    await guest.assertInnocent();
  },
});

controls.test("control: plain Pyodide passes all of it to the host", async () => {
  const [notes] = ATTACKS;
  const printed = await runFree(`
    import { loadPyodide } from "npm:pyodide@314.0.7";
    const pyodide = await loadPyodide();
    try { pyodide.runPython(${JSON.stringify(notes?.code)}); }
    catch (error) { console.log(error.message.length > 2_000_000); }
    Deno.exit(0);`);
  assertEquals(printed, "true");
});
