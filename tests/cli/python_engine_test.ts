import { assertEquals, assertStringIncludes } from "@std/assert";
import { CPYTHON } from "../_cpython.ts";
import { type CliOptions, ofDenoRun, sandglass, usualFlags } from "./_cli.ts";

const withCpython = { ignore: !CPYTHON.isInstalled };

/** The usual permissions, and the one to read the variable. */
const FLAGS = usualFlags().map((flag) =>
  flag.startsWith("--allow-env=") ? `${flag},SANDGLASS_ENGINE_PYTHON` : flag
);

/** A user's engine for Python. */
function usersEngine(name: string, stdin = ""): CliOptions {
  return { flags: FLAGS, env: { SANDGLASS_ENGINE_PYTHON: name }, stdin };
}

/** Prints the version of Python, which tells the engine. */
const VERSION = "import sys; sys.version[:4]";

Deno.test(
  "the variable makes cpython the engine for Python of run and repl",
  withCpython,
  async () => {
    const [run, thread, repl] = await Promise.all([
      sandglass(["run", "-e", VERSION], usersEngine("cpython")),
      sandglass(["-e", VERSION, "--isolation=thread"], {
        ...usersEngine("CPython"),
        flags: [...FLAGS, "--unstable-worker-options"],
      }),
      sandglass(["repl"], usersEngine("cpython", `${VERSION}\n`)),
    ]);
    assertEquals(run, { status: 0, stdout: "'3.15'\n", stderr: "" });
    assertEquals(thread, { status: 0, stdout: "'3.15'\n", stderr: "" });
    assertEquals(repl, { status: 0, stdout: "'3.15'\n", stderr: "" });
  },
);

Deno.test("--engine decides over the variable, which is not looked at", async () => {
  const { status, stdout, stderr } = await sandglass(
    ["run", "--engine=pyodide", "-e", VERSION],
    usersEngine("nonsense"),
  );
  assertEquals([status, stdout, stderr], [0, "'3.14'\n", ""]);
});

Deno.test("the variable does not concern JavaScript", async () => {
  for (const args of [["run", "-ljs", "-e", "6*7"], ["-ljs", "-e", "6*7"]]) {
    const { status, stdout, stderr } = await sandglass(
      args,
      usersEngine("nonsense"),
    );
    assertEquals([status, stdout, stderr], [0, "42\n", ""]);
  }
});

Deno.test("an empty variable, and pyodide, are the default", async () => {
  for (const name of ["", "pyodide"]) {
    const { status, stdout, stderr } = await sandglass(
      ["run", "-e", VERSION],
      usersEngine(name),
    );
    assertEquals([status, stdout, stderr], [0, "'3.14'\n", ""]);
  }
});

Deno.test("run, repl and mcp refuse a variable that names no engine for Python", async () => {
  for (const name of ["numpy", "quickjs"]) {
    for (const args of [["run", "-e", "1"], ["repl"], ["mcp"]]) {
      assertEquals(await sandglass(args, usersEngine(name)), {
        status: 2,
        stdout: "",
        stderr:
          `sandglass: Cannot use the variable SANDGLASS_ENGINE_PYTHON as it must be one of pyodide, cpython: current value is "${name}" (example: SANDGLASS_ENGINE_PYTHON=cpython)\n`,
      });
    }
  }
});

Deno.test(
  "run, repl and mcp say how cpython is installed",
  ofDenoRun,
  async () => {
    const directory = await Deno.makeTempDir();
    const options = {
      ...usersEngine("cpython"),
      env: {
        XDG_DATA_HOME: directory,
        SANDGLASS_ENGINE_PYTHON: "cpython",
      },
    };
    try {
      const lines = [
        ["run", "-e", "1"],
        ["run", "--engine=cpython", "-e", "1"],
        ["repl", "--engine=cpython"],
        ["mcp"],
        ["mcp", "--engine=cpython"],
        ["mcp", "--engine=cpython", "--http=127.0.0.1:0"],
      ];
      for (const args of lines) {
        assertEquals(await sandglass(args, options), {
          status: 3,
          stdout: "",
          stderr:
            'sandglass: Cannot use cpython as it is not installed: run "sandglass install cpython" (NOT_INSTALLED)\n',
        }, args.join(" "));
      }
    } finally {
      await Deno.remove(directory, { recursive: true });
    }
  },
);

Deno.test("cpython refuses what it cannot have, before it starts", async () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [["--memory=64M"], "--memory as it must be from 96MiB to 4095MiB"],
    [
      ["--env=TZ=Europe/Berlin"],
      "--env TZ as it must be UTC on the engine cpython",
    ],
  ];
  for (const command of [["run", "-e", "1"], ["repl"], ["mcp"]]) {
    for (const [flags, message] of cases) {
      const { status, stdout, stderr } = await sandglass(
        [...command, "--engine=cpython", ...flags],
      );
      assertEquals([status, stdout], [2, ""], stderr);
      assertStringIncludes(stderr, `sandglass: Cannot set ${message}`);
    }
  }
});

Deno.test("cpython refuses another language", async () => {
  const lines = [
    ["run", "--engine=cpython", "-ljs", "-e", "1"],
    ["run", "--engine=cpython", "examples/words.ts"],
    ["repl", "--engine=cpython", "typescript"],
  ];
  for (const line of lines) {
    const { status, stdout, stderr } = await sandglass(line);
    assertEquals([status, stdout], [2, ""], stderr);
    assertStringIncludes(
      stderr,
      "script on cpython as its engine must be quickjs",
    );
  }
});

Deno.test("mcp refuses an engine that does not run Python", async () => {
  const { status, stdout, stderr } = await sandglass([
    "mcp",
    "--engine=quickjs",
  ]);
  assertEquals([status, stdout], [2, ""]);
  assertStringIncludes(
    stderr,
    "--engine as it must be an engine for Python, one of pyodide, cpython",
  );
});
