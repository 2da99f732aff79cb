// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assert, assertEquals, assertMatch } from "@std/assert";
import { run } from "../../../mod.ts";
import { type Case, expectStatus } from "../suite.ts";

const ENDING = `
import atexit
class Thing:
    def __del__(self): print("del", helper())
def helper(): return "helped"
thing = Thing()
def generate():
    try: yield
    finally: print("finally")
generator = generate(); next(generator)
left_open = open("left.txt", "w"); left_open.write("flushed")
atexit.register(print, "exit")
`;
const ENDED = "exit\ndel helped\nfinally\n";

/** The end of a program: exit functions, finalizers, flushing, hooks. */
export const programEndCases: readonly Case[] = [
  {
    name: "a one-shot program ends with its exit functions and finalizers",
    async check({ language, isolation }) {
      if (language !== "python") return;
      const result = await run(`${ENDING}\nprint("last")\n6 * 7`, {
        language,
        isolation,
        returnFiles: true,
      });
      expectStatus(result, "ok");
      assertEquals(result.value, 42);
      assertEquals(result.stdout, `last\n${ENDED}`);
      const [file] = result.files;
      assertEquals(file?.path, "left.txt");
      assertEquals(new TextDecoder().decode(file?.content), "flushed");
    },
  },
  {
    name: "a one-shot program that fails ends in the same way",
    async check({ language, isolation }) {
      if (language !== "python") return;
      for (const failure of ["1 / 0", "raise SystemExit(3)"]) {
        const result = await run(`${ENDING}\n${failure}`, {
          language,
          isolation,
        });
        expectStatus(result, "error");
        assertEquals(result.stdout, ENDED);
      }
    },
  },
  {
    name: "a session's program ends when the sandbox is closed, not before",
    async check({ language, open }) {
      if (language !== "python") return;
      const sandbox = await open();
      const result = await sandbox.run(ENDING);
      expectStatus(result, "ok");
      assertEquals(result.stdout, "");
      let output = "";
      await sandbox.close({ onStdout: (text) => output += text });
      assertEquals(output, ENDED);
      assertEquals(sandbox.closed, true);
    },
  },
  {
    name: "a program that does not end is ended",
    async check({ language, open }) {
      if (language !== "python") return;
      const sandbox = await open();
      let output = "";
      await sandbox.run(`import atexit
@atexit.register
def stay():
    print("staying")
    while True:
        try:
            while True: pass
        except BaseException: pass`);
      await sandbox.close({ onStdout: (text) => output += text });
      assertEquals(output, "staying\n");
      assertEquals(sandbox.closed, true);
    },
  },
  {
    name: "errors at the end of a program are in its output",
    async check({ language, isolation }) {
      if (language !== "python") return;
      const result = await run(
        `import atexit
atexit.register(lambda: 1 / 0)
class Thing:
    def __del__(self): raise KeyError("k")
thing = Thing()
None`,
        { language, isolation },
      );
      expectStatus(result, "ok");
      assertMatch(
        result.stderr,
        /atexit[^]*ZeroDivisionError[^]*KeyError: 'k'/,
      );
    },
  },
  {
    name: "sys.excepthook reports errors in place of the traceback",
    async check({ language, shared, open }) {
      if (language !== "python") return;
      const hook = (body: string) =>
        `import sys, traceback
def hook(kind, error, tb): ${body}
sys.excepthook = hook
def fail(): 1 / 0
fail()`;
      const sandbox = await open();
      const result = await sandbox.run(
        hook("print(kind.__name__, error, len(traceback.extract_tb(tb)))"),
      );
      expectStatus(result, "error");
      assertEquals(result.stdout, "ZeroDivisionError division by zero 2\n");
      assertEquals(result.error.reported, true);
      const exiting = await sandbox.run(hook("sys.exit(5)"));
      expectStatus(exiting, "error");
      assertEquals(exiting.error.exitCode, 5);
      const failing = await sandbox.run(hook("None.x"));
      expectStatus(failing, "error");
      assertEquals(failing.error.reported, undefined);
      assertMatch(failing.stderr, /Error in sys\.excepthook:[^]*None\.x/);
      const plain = await (await shared()).run("1 / 0");
      expectStatus(plain, "error");
      assertEquals(plain.error.reported, undefined);
    },
  },
  {
    name:
      "os._exit ends the sandbox with its exit status, and nothing else runs",
    async check({ language, open }) {
      if (language !== "python") return;
      for (const status of [0, 3]) {
        const sandbox = await open();
        const result = await sandbox.run(
          `${ENDING}\nimport os\nprint("before")\ntry: os._exit(${status})\nfinally: print("after")`,
        );
        assertEquals(result.stdout, "before\n");
        assertEquals(result.status, status === 0 ? "ok" : "error");
        if (status !== 0) {
          expectStatus(result, "error");
          assertEquals(result.error.exitCode, status);
        }
        assert(sandbox.closed);
      }
    },
  },
];
