import { assertEquals, assertRejects } from "@std/assert";
import { dispatch } from "../../../cli.ts";
import {
  type PackageChoice,
  splitRequirements,
} from "../../../commands/arguments/packages.ts";
import { UsageError } from "../../../commands/arguments/usage_error.ts";
import type { Requirement } from "../../../core/packages.ts";
import { assertHas, assertRefused } from "../_dispatch.ts";
import { fakeContext, type FakeOptions } from "../_fake_context.ts";

/** The options of the sandbox that a command line creates. */
async function created(
  args: readonly string[],
  options: FakeOptions = {},
): Promise<object | undefined> {
  const context = fakeContext(options);
  assertEquals(await dispatch(args, context), 0);
  return context.created[0];
}

const SCRIPT = `# /// script
# dependencies = ["rich>=14", "six; python_version < '3'"]
# requires-python = ">=3.12"
# ///
import rich
`;

Deno.test("splitRequirements() splits at commas between packages only", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["rich", ["rich"]],
    ["rich,six", ["rich", "six"]],
    ["pandas>=2,<4, rich", ["pandas>=2,<4", "rich"]],
    ["pandas[excel,html]>=2,rich", ["pandas[excel,html]>=2", "rich"]],
    ["a>=1, !=1.5,b~=2", ["a>=1, !=1.5", "b~=2"]],
  ];
  for (const [text, expected] of cases) {
    assertEquals(splitRequirements(text), expected);
  }
});

Deno.test("--with sets packages for run and repl, and may be repeated", async () => {
  const flags = ["--with", "Rich,six>=1,<2", "--with=pandas[excel]"];
  const packages = ["rich", "six>=1,<2", "pandas[excel]"];
  assertHas(await created(["run", ...flags, "-e", "1"]), { packages });
  assertHas(await created(["repl", ...flags], { stdin: "1\n" }), { packages });
});

Deno.test("without packages, nothing is loaded for them", async () => {
  const options = await created(["run", "-e", "1"], {
    packages: {
      chooseEngine: () => {
        throw new Error("not expected");
      },
    },
  });
  assertEquals(Object.keys(options ?? {}).includes("packages"), false);
  assertEquals(Object.keys(options ?? {}).includes("engine"), false);
});

Deno.test("the engine is that of the packages, unless the user names one", async () => {
  const seen: Requirement[] = [];
  const packages = {
    chooseEngine: (all: readonly Requirement[]): PackageChoice["engine"] => {
      seen.push(...all);
      return "cpython";
    },
  };
  const run = ["run", "--with=numpy", "-e", "1"];
  assertHas(await created(run, { packages }), { engine: "cpython" });
  assertEquals(seen.map(({ name }) => name), ["numpy"]);
  assertHas(await created([...run, "--engine=pyodide"], { packages }), {
    engine: "pyodide",
  });
  assertHas(
    await created(run, {
      packages,
      environment: { SANDGLASS_ENGINE_PYTHON: "pyodide" },
    }),
    { engine: "pyodide" },
  );
  assertEquals(seen.length, 1);
});

Deno.test("--lock passes on the text of a lock, which may choose the engine", async () => {
  const text = 'lock-version = "1.0"\n';
  const options = {
    files: { "pylock.toml": text },
    packages: {
      chooseEngine: (
        _: readonly Requirement[],
        lock?: string,
      ): PackageChoice["engine"] => lock === text ? "cpython" : "pyodide",
    },
  };
  const args = ["run", "--lock", "pylock.toml", "-e", "1"];
  assertHas(await created(args, options), {
    lock: text,
    packages: [],
    engine: "cpython",
  });
});

Deno.test("a script's header adds its packages to those of --with", async () => {
  const packages = ["rich>=14", "tabulate"];
  const options = { files: { "a.py": SCRIPT }, stdin: SCRIPT };
  const directories = { d: ["main.py"] };
  const files = { "d/main.py": SCRIPT };
  assertHas(await created(["run", "a.py", "--with=tabulate"], options), {
    packages,
  });
  assertHas(await created(["a.py", "--with=tabulate"], options), { packages });
  assertHas(await created(["--with=tabulate", "-"], options), { packages });
  assertHas(
    await created(["run", "--with=tabulate", "d"], { files, directories }),
    { packages },
  );
});

Deno.test("a header selects by the markers of the engine", async () => {
  const code = SCRIPT.replace("python_version < '3'", "sys_platform == 'wasi'");
  assertHas(
    await created(["a.py", "--engine=cpython"], { files: { "a.py": code } }),
    { packages: ["rich>=14", "six"], engine: "cpython" },
  );
});

Deno.test("the header of a notebook is in one of its cells", async () => {
  const notebook = JSON.stringify({
    cells: ["1", SCRIPT].map((source) => ({
      cell_type: "code",
      source,
      metadata: {},
      outputs: [],
      execution_count: null,
    })),
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  });
  assertHas(await created(["n.ipynb"], { files: { "n.ipynb": notebook } }), {
    packages: ["rich>=14"],
  });
});

Deno.test("a header of JavaScript is a comment", async () => {
  const code = "/*\n# /// script\n# x\n# ///\n*/\n";
  const options = await created(["a.js"], { files: { "a.js": code } });
  assertEquals(Object.keys(options ?? {}).includes("packages"), false);
});

Deno.test("--with refuses what is no package of Python", async () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [
      ["--with", "npm:zod@4", "-e", "1"],
      'Cannot set --with "npm:zod@4" as packages of npm are for JavaScript and TypeScript: the language is python (example: sandglass run --with npm:zod script.js)',
    ],
    [
      ["--with", "npm:a b", "-l", "js", "-e", "1"],
      'Cannot set --with as it must be a name with versions, such as "npm:zod" or "npm:zod@^4.1": current value is "npm:a b"',
    ],
    [
      ["--with", "a b", "-e", "1"],
      'Cannot set --with as it must be a name with versions, such as "rich" or "pandas[excel]>=2,<4": current value is "a b" (example: --with tabulate)',
    ],
    [["--with", "rich,", "-e", "1"], 'current value is "" (example'],
    [
      ["--with", "https://example.org/a.whl", "-e", "1"],
      "Cannot set --with as it must be a name with versions",
    ],
    [
      ["--with", "rich", "-l", "js", "-e", "1"],
      'Cannot set --with "rich" as packages for javascript begin with npm: (example: sandglass run --with npm:rich script.js)',
    ],
    [["--with"], "Cannot read --with as it needs a value (example: --with"],
  ];
  for (const [args, message] of cases) await assertRefused(args, message);
});

Deno.test("--lock refuses a lock of the other language", async () => {
  const files = { files: { "a.lock": 'lock-version = "1.0"', "b.lock": "{}" } };
  await assertRefused(
    ["--lock", "a.lock", "-l", "ts", "-e", "1"],
    "Cannot use --lock a.lock as it is a lock of Python: the language is typescript",
    files,
  );
  await assertRefused(
    ["--lock", "b.lock", "-e", "1"],
    "Cannot use --lock b.lock as it is a lock of npm: the language is python",
    files,
  );
});

Deno.test("--lock refuses a file that cannot be read", async () => {
  await assertRefused(
    ["--lock", "none.toml", "-e", "1"],
    "Cannot use --lock none.toml as there is no such file (example: --lock pylock.toml)",
  );
  await assertRefused(
    ["--lock", "l", "-e", "1"],
    "Cannot use --lock l as a lock must be text in UTF-8",
    { files: { l: new Uint8Array([255]) } },
  );
  await assertRefused(
    ["--lock", "l", "-e", "1"],
    "Cannot use --lock l as it is longer than 16 MiB",
    { files: { l: new Uint8Array(16 * 2 ** 20 + 1) } },
  );
});

Deno.test("a bad header is refused, with its line", async () => {
  const files = {
    "a.py": SCRIPT.replace("rich>=14", "rich @ https://example.org/r.whl"),
    "b.py": SCRIPT.replace(">=3.12", "<3"),
  };
  for (const args of [["run", "a.py"], ["a.py"]]) {
    await assertRejects(
      () => dispatch(args, fakeContext({ files })),
      UsageError,
      "Cannot run a.py as its header cannot be used: line 2: a dependency must come from the package index",
    );
  }
  await assertRefused(
    ["b.py"],
    "Cannot run b.py as its header cannot be used: line 3: it requires Python <3: the engine pyodide has 3.14.2",
    { files },
  );
  await assertRefused(
    ["-"],
    "Cannot run standard input as its header cannot be used: line 2",
    { stdin: files["a.py"] },
  );
});
