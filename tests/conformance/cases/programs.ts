// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assertEquals, assertMatch } from "@std/assert";
import type { Sandbox } from "../../../mod.ts";
import { type Case, expectStatus, valueOf } from "../suite.ts";

/** The paths of a sandbox's files, as the host lists them. */
async function pathsIn(sandbox: Sandbox): Promise<string[]> {
  return (await sandbox.files.list()).map(({ path }) => path);
}

/** The program of a run: its file, its text, its arguments. */
export const programCases: readonly Case[] = [
  {
    name: "a program finds itself and its neighbours by __file__",
    async check({ language, open }) {
      if (language !== "python") return;
      const sandbox = await open({ files: { "data.txt": "data" } });
      const code = `# the program
import os, pathlib, sys
here = pathlib.Path(__file__).resolve().parent
[__file__, sys.argv[0], __name__, open(__file__).readline(), (here / "data.txt").read_text(), sorted(os.listdir())]`;
      const result = await sandbox.run(code, { filename: "app.py" });
      expectStatus(result, "ok");
      assertEquals(result.value, [
        "/work/app.py",
        "app.py",
        "__main__",
        "# the program\n",
        "data",
        ["app.py", "data.txt"],
      ]);
      assertEquals(result.files, []);
      assertEquals(await pathsIn(sandbox), ["data.txt"]);
    },
  },
  {
    name: "a program without a name is in no listing, and can be opened",
    async check({ language, open }) {
      if (language !== "python") return;
      const sandbox = await open();
      for (const first of ["1", "2"]) {
        assertEquals(
          await valueOf(
            sandbox,
            `${first}; import os; [os.listdir(), open(__file__).read(2)]`,
          ),
          [[], `${first};`],
        );
      }
    },
  },
  {
    name: "a program's file is the guest's after the guest changes it",
    async check({ language, open }) {
      if (language !== "python") return;
      const sandbox = await open();
      const result = await sandbox.run(
        "open(__file__, 'a').write('# more')\n",
        { returnFiles: true },
      );
      expectStatus(result, "ok");
      assertEquals(result.files.map(({ path }) => path), ["main.py"]);
      assertEquals(await valueOf(sandbox, "__file__"), "/work/main-2.py");
      assertEquals(await pathsIn(sandbox), ["main.py"]);
    },
  },
  {
    name: "a program takes the place of no other file",
    async check({ language, open }) {
      if (language !== "python") return;
      const sandbox = await open({ files: { "main.py": "answer = 42\n" } });
      assertEquals(
        await valueOf(sandbox, "import main; [main.answer, __file__]"),
        [42, "/work/main-1.py"],
      );
      assertEquals(await pathsIn(sandbox), ["main.py"]);
    },
  },
  {
    name: "a program's file needs no room of the guest's files",
    async check({ language, open }) {
      if (language !== "python") return;
      const limits = { fileBytes: 10, maxFiles: 1 };
      const sandbox = await open({ limits });
      for (const name of ["a", "b", "a"]) {
        assertEquals(
          await valueOf(
            sandbox,
            `open("x", "w").write("0123456789"); [len(open(__file__).read()) > 10, "${name}"]`,
          ),
          [true, name],
        );
      }
      expectStatus(await sandbox.run("open('y', 'w')"), "error");
      expectStatus(
        await sandbox.run("open('x', 'ab', 0).write(b'1' * 20)"),
        "error",
      );
    },
  },
  {
    name: "each run has its own file name, and its text is kept",
    async check({ language, open }) {
      if (language !== "python") return;
      const sandbox = await open();
      const define =
        "import inspect\ndef fail():\n    raise ValueError(1)\nclass Shape:\n    sides = 3\n";
      expectStatus(await sandbox.run(define), "ok");
      expectStatus(
        await sandbox.run(
          "def other():\n    pass\n\nclass Other:\n    x = 1\n",
        ),
        "ok",
      );
      const result = await sandbox.run("\n\nfail()");
      expectStatus(result, "error");
      assertMatch(
        result.error.traceback,
        /File "main-3\.py", line 3, in <module>\n {4}fail\(\)\n[^]*File "main\.py", line 3, in fail\n {4}raise ValueError\(1\)/,
      );
      assertEquals(
        await valueOf(
          sandbox,
          "[inspect.getsource(one) for one in (fail, Shape, other, Other)]",
        ),
        [
          "def fail():\n    raise ValueError(1)\n",
          "class Shape:\n    sides = 3\n",
          "def other():\n    pass\n",
          "class Other:\n    x = 1\n",
        ],
      );
    },
  },
  {
    name: "code that runs again keeps its name",
    async check({ language, open }) {
      if (language !== "python") return;
      const sandbox = await open();
      for (let run = 0; run < 3; run++) {
        assertEquals(await valueOf(sandbox, "__file__"), "/work/main.py");
      }
    },
  },
  {
    name: "getpass finds a user, and code that is no file has no __file__",
    async check({ language, open }) {
      if (language !== "python") return;
      const sandbox = await open();
      assertEquals(
        await valueOf(sandbox, "import getpass; getpass.getuser()"),
        "sandbox",
      );
      const result = await sandbox.run("__file__", { filename: "<console>" });
      expectStatus(result, "error");
      assertEquals(result.error.name, "NameError");
    },
  },
];
