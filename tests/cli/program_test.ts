import { assertEquals, assertMatch } from "@std/assert";
import { sandglass, usualFlags } from "./_cli.ts";

const MAIN = `import sys, helper
from pkg import mod
print(helper.x, mod.y, [a.split("/")[-1] for a in sys.argv], __name__)
`;

/** Deno's flags with the permission to write to a directory. */
function writing(directory: string): { readonly flags: readonly string[] } {
  return {
    flags: usualFlags().map((flag) =>
      flag.startsWith("--allow-write") ? `${flag},${directory}` : flag
    ),
  };
}

/** Writes a program of several files, and removes it afterwards. */
async function withProgram(
  test: (directory: string) => Promise<void>,
): Promise<void> {
  const directory = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${directory}/pkg`);
    await Deno.writeTextFile(`${directory}/__main__.py`, MAIN);
    await Deno.writeTextFile(`${directory}/helper.py`, "x = 1\n");
    await Deno.writeTextFile(`${directory}/pkg/mod.py`, "y = 2\n");
    await test(directory);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

Deno.test("run runs a directory", async () => {
  await withProgram(async (directory) => {
    // What a link leads to is not a file of the directory.
    await Deno.symlink("/etc/hostname", `${directory}/linked.txt`);
    await Deno.writeTextFile(
      `${directory}/__main__.py`,
      `${MAIN}import os\nprint(sorted(os.listdir()))\n`,
    );
    assertEquals(await sandglass(["run", directory, "a"]), {
      status: 0,
      stdout:
        "1 2 ['__main__.py', 'a'] __main__\n['__main__.py', 'helper.py', 'pkg']\n",
      stderr: "",
    });
    const empty = await sandglass(["run", `${directory}/pkg`]);
    assertEquals(empty.status, 2);
    assertMatch(empty.stderr, /must have one of the files __main__\.py/);
  });
});

Deno.test("run runs a Python archive", async () => {
  await withProgram(async (directory) => {
    const made = await sandglass([
      ...["run", "-q", "--out", directory, "--mount", `${directory}:/src`],
      ...["-e", "import zipapp; zipapp.create_archive('/src', 'app.pyz')"],
    ], writing(directory));
    assertEquals([made.status, made.stdout], [0, ""]);
    assertEquals(await sandglass(["run", `${directory}/app.pyz`, "b"]), {
      status: 0,
      stdout: "1 2 ['app.pyz', 'b'] __main__\n",
      stderr: "",
    });
  });
});

Deno.test("run runs a Python module", async () => {
  await withProgram(async (directory) => {
    const given = ["--file", `${directory}/helper.py`];
    const main = `${directory}/__main__.py`;
    assertEquals(
      await sandglass([
        ...["run", ...given, "--file", `${directory}/pkg/mod.py:pkg/mod.py`],
        ...["--file", `${main}:tool/__main__.py`, "-m", "tool", "--", "c"],
      ]),
      {
        status: 0,
        stdout: "1 2 ['__main__.py', 'c'] __main__\n",
        stderr: "",
      },
    );
    await Deno.writeTextFile(`${directory}/in.json`, '{"a": 1}');
    assertEquals(
      (await sandglass([
        ...["run", "--stdin", `${directory}/in.json`, "-m", "json.tool"],
        "--compact",
      ])).stdout,
      '{"a":1}\n',
    );
    const missing = await sandglass(["run", "-m", "missing"]);
    assertEquals(missing.status, 1);
    assertMatch(missing.stderr, /^python: No module named missing$/m);
    const wrong = await sandglass(["run", "-m", "a b"]);
    assertEquals(wrong.status, 2);
    const two = await sandglass(["run", "-m", "json.tool", "-e", "1"]);
    assertEquals(two.status, 2);
  });
});

Deno.test("run names the flag for a module beside a program", async () => {
  await withProgram(async (directory) => {
    const main = `${directory}/__main__.py`;
    const helper = await sandglass(["run", main]);
    assertEquals(helper.status, 1);
    assertMatch(
      helper.stderr,
      /No module named 'helper'[^]*add --file \S+\/helper\.py, or run the directory\n$/,
    );
    const given = ["--file", `${directory}/helper.py`];
    const pkg = await sandglass(["run", ...given, main]);
    assertMatch(pkg.stderr, /add --mount \S+\/pkg:\/work\/pkg, or run/);
    const mounted = ["--mount", `${directory}/pkg:/work/pkg`];
    assertEquals(
      (await sandglass(["run", ...given, ...mounted, main])).status,
      0,
    );
    const unknown = await sandglass(["run", "-e", "import unknown"]);
    assertEquals(unknown.stderr.includes("--file"), false);
  });
});

Deno.test("run keeps the program out of the files that it writes", async () => {
  await withProgram(async (directory) => {
    const code =
      "import sys; open('out.txt', 'w').write(open(__file__).read(6)); print(sys.argv[0])";
    await Deno.writeTextFile(`${directory}/write.py`, code);
    const out = `${directory}/out`;
    const { stdout } = await sandglass([
      ...["run", "-q", "--out", out, `${directory}/write.py`],
    ], writing(directory));
    assertEquals(stdout, "write.py\n");
    assertEquals(await Array.fromAsync(Deno.readDir(out), ({ name }) => name), [
      "out.txt",
    ]);
    assertEquals(await Deno.readTextFile(`${out}/out.txt`), "import");
  });
});

Deno.test("run ends with the status and the message of sys.exit", async () => {
  const cases = [
    ["import sys; sys.exit(9)", 9, ""],
    ["import sys; sys.exit('stopped')", 1, "stopped\n"],
    ["raise SystemExit", 0, ""],
    ["import os; os._exit(4)", 4, ""],
    [
      "import sys; sys.excepthook = lambda *_: print('hook', file=sys.stderr); 1 / 0",
      1,
      "hook\n",
    ],
    ["import atexit; atexit.register(print, 'bye', end=''); exit(5)", 5, ""],
  ] as const;
  for (const [code, status, stderr] of cases) {
    const result = await sandglass(["run", "-e", code]);
    assertEquals([result.status, result.stderr], [status, stderr]);
  }
});
