// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assertEquals } from "@std/assert";
import { controls } from "../level.ts";
import { assertEnded, type Attack, ISOLATIONS, testAttacks } from "./_guest.ts";
import { Weakened } from "./_without.ts";

const PYTHON: readonly Attack[] = [
  {
    name: "closed",
    code: "import sys\nsys.stdout.close()\nsys.stderr.close()",
  },
  { name: "closed input", code: "import sys\nsys.stdin.close()" },
  {
    name: "closed descriptors",
    code: "import os\nfor fd in (0, 1, 2): os.close(fd)",
  },
  {
    name: "descriptors that lead to a file",
    code:
      "import os\nfor fd in (1, 2): os.dup2(os.open('f', os.O_CREAT | os.O_RDWR), fd)",
  },
  {
    name: "None",
    code: "import sys\nsys.stdout = sys.stderr = sys.stdin = None",
  },
  { name: "a number", code: "import sys\nsys.stdout = sys.stderr = 5" },
  {
    name: "deleted",
    code: "import sys\ndel sys.stdout, sys.__stdout__, sys.stdin",
  },
  { name: "detached", code: "import sys\nsys.stdout.detach()" },
  {
    name: "text in memory",
    code: "import io, sys\nsys.stdout = io.StringIO()\nprint('hidden')",
  },
  {
    name: "another encoding",
    code:
      "import sys\nsys.stdout.reconfigure(encoding='utf-16')\nsys.stderr.reconfigure(encoding='utf-32')",
  },
  {
    name: "other newlines, and a buffer",
    code:
      "import sys\nsys.stdout.reconfigure(newline='\\r\\n', write_through=False)",
  },
  {
    name: "a stream that looks usable and discards everything",
    code:
      "import sys\nclass Lie:\n    closed = False\n    write_through = True\n    encoding = 'utf-8'\n    def fileno(self): return 1\n    def write(self, text): return len(text)\n    def flush(self): pass\nsys.stdout = Lie()",
  },
  {
    name: "a stream that exits when it is read",
    code:
      "import sys\nclass Lie:\n    @property\n    def closed(self): raise SystemExit(5)\nsys.stdout = Lie()",
  },
  {
    name: "a stream that never ends when it is read",
    code:
      "import sys\nclass Lie:\n    def __getattribute__(self, name):\n        while True: pass\nsys.stdout = Lie()",
    // It is flushed at the end of the run, as in CPython.
    ends: ["timeout"],
  },
];

const JAVASCRIPT: readonly Attack[] = [
  { name: "null", code: "console.log = console.error = null; console = null;" },
  {
    name: "deleted",
    code: "delete globalThis.console; delete globalThis.print;",
  },
  {
    name: "traps",
    code:
      "globalThis.console = new Proxy({}, { get() { for (;;); } }); Object.prototype.log = 5;",
  },
];

testAttacks("replaced streams are restored for the next run", {
  language: "python",
  attacks: PYTHON,
  async fn(guest, attack) {
    const sandbox = await guest.sandbox();
    const first = await sandbox.run(attack.code, {
      limits: { timeoutMs: 5_000 },
    });
    assertEnded(first, attack.ends ?? ["ok", "error"]);
    assertEquals(sandbox.closed, false);
    const result = await sandbox.run(
      "import sys\nprint('é')\nprint('e', file=sys.stderr)\ninput()",
      { limits: { timeoutMs: 5_000 }, stdin: "in\n" },
    );
    assertEnded(result, ["ok"]);
    assertEquals(
      [result.stdout, result.stderr, result.status === "ok" && result.value],
      ["é\n", "e\n", "in"],
    );
  },
});

testAttacks("a replaced console does not hide the engine's own output", {
  language: "javascript",
  attacks: JAVASCRIPT,
  async fn(guest, attack) {
    const sandbox = await guest.sandbox();
    assertEnded(await sandbox.run(attack.code), ["ok", "error"]);
    const result = await sandbox.run("readline('é')", { stdin: "in\n" });
    assertEnded(result, ["ok"]);
    assertEquals(
      [result.stdout, result.status === "ok" && result.value],
      ["é", "in"],
    );
    const failed = await sandbox.run("throw new Error('seen')");
    assertEnded(failed, ["error"]);
    // The console belongs to the guest; each attack gets a sandbox with an intact one.
    await sandbox.close();
  },
});

/** Python that keeps its streams from being restored from within the interpreter. */
const KEEP = "import sandglass_guest\nsandglass_guest._streams = lambda: None";

/** Attacks on Python's streams that only replace them. */
const REPLACING = ["closed", "None", "deleted", "text in memory"];

for (const isolation of ISOLATIONS) {
  controls.test(`control: without the engine's restore, replaced streams stay replaced (${isolation})`, async () => {
    await using weakened = await Weakened.make([{
      file: "engines/pyodide/standard_streams.js",
      wall: "    this.#restoreDescriptors();\n",
    }]);
    const { createSandbox } = weakened.library;
    await using sandbox = await createSandbox({ isolation });
    await sandbox.run(KEEP);
    for (const { name, code } of PYTHON) {
      if (!REPLACING.includes(name)) continue;
      await sandbox.run(`import sys\nkept = sys.stdout\n${code}`);
      const result = await sandbox.run("print('é')");
      assertEquals([name, result.stdout], [name, ""]);
      await sandbox.run("import sys\nsys.stdout = sys.__stdout__ = kept");
    }
    // Python cannot restore descriptors.
    await using other = await createSandbox({ isolation });
    await other.run("import os\nos.close(1)");
    assertEquals((await other.run("print('é')")).stdout, "");
  });
}
