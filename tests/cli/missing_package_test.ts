import { assertEquals } from "@std/assert";
import { CPYTHON } from "../_cpython.ts";
import { sandglass } from "./_cli.ts";

const withCpython = { ignore: !CPYTHON.isInstalled };

/** The traceback of an import in a program. */
function traceback(line: string, module: string, file = "main.py"): string {
  return `Traceback (most recent call last):
  File "${file}", line 1, in <module>
    ${line}
ModuleNotFoundError: No module named '${module}'
`;
}

const NUMPY =
  'sandglass: numpy is part of the engine cpython: run "sandglass install cpython" once, then use --engine cpython\n';
const SKLEARN = NUMPY.replace("numpy", "sklearn (package scikit-learn)");
const TORCH = "sandglass: torch is not there: run again with --with torch\n";
const DOTENV = TORCH.replace("torch", "dotenv (package python-dotenv)")
  .replace("with torch", "with python-dotenv");

Deno.test("run names the engine that has a package", async () => {
  const cases = [
    ["import numpy as np", "numpy", NUMPY],
    ["from sklearn.cluster import KMeans", "sklearn", SKLEARN],
    ["import tabulate", "tabulate", TORCH.replaceAll("torch", "tabulate")],
    ["import dotenv", "dotenv", DOTENV],
    ["import tkinter", "tkinter", ""],
    ["import distutils", "distutils", ""],
    ["import _none", "_none", ""],
    ["import email.nothing", "email.nothing", ""],
  ] as const;
  for (const [line, module, hint] of cases) {
    const { status, stdout, stderr } = await sandglass(["run", "-e", line]);
    assertEquals([status, stdout], [1, ""]);
    assertEquals(stderr, traceback(line, module) + hint);
  }
});

Deno.test("run says nothing of an import that the program expects to fail", async () => {
  const { status, stderr } = await sandglass([
    "run",
    "-e",
    "try:\n  import numpy\nexcept ImportError:\n  print('without')",
  ]);
  assertEquals([status, stderr], [0, ""]);
});

Deno.test("run --json prints the result, and no hint", async () => {
  const { stdout, stderr } = await sandglass([
    "run",
    "--json",
    "-e",
    "import numpy",
  ]);
  assertEquals(stderr, "");
  assertEquals(
    JSON.parse(stdout).error.traceback,
    traceback("import numpy", "numpy").trimEnd(),
  );
});

Deno.test("repl names the engine that has a package, and goes on", async () => {
  const { status, stdout, stderr } = await sandglass(["repl"], {
    stdin: "import numpy\n6*7\n",
  });
  assertEquals([status, stdout], [0, "42\n"]);
  assertEquals(stderr, traceback("import numpy", "numpy", "<repl>") + NUMPY);
});

Deno.test("a notebook names the engine that has a package", async () => {
  const path = await Deno.makeTempFile({ suffix: ".ipynb" });
  const cell = {
    cell_type: "code",
    source: "import numpy",
    metadata: {},
    outputs: [],
    execution_count: null,
  };
  await Deno.writeTextFile(
    path,
    JSON.stringify({
      cells: [cell],
      metadata: {},
      nbformat: 4,
      nbformat_minor: 5,
    }),
  );
  try {
    const { status, stderr } = await sandglass(["run", path]);
    assertEquals(status, 1);
    assertEquals(
      stderr,
      traceback("import numpy", "numpy", "<cell 1>") + NUMPY,
    );
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("a file beside the program is the better hint", async () => {
  const directory = await Deno.makeTempDir();
  await Deno.writeTextFile(`${directory}/main.py`, "import six\n");
  await Deno.writeTextFile(`${directory}/six.py`, "");
  try {
    const { stderr } = await sandglass(["run", `${directory}/main.py`]);
    assertEquals(
      stderr,
      traceback("import six", "six") +
        `sandglass: the guest has no files of this machine: add --file ${directory}/six.py, or run the directory\n`,
    );
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});

Deno.test(
  "cpython says how to add a package",
  withCpython,
  async () => {
    const cases = [
      ["import torch.nn", "torch", TORCH],
      ["import micropip", "micropip", ""],
      ["import distutils", "distutils", ""],
      ["import numpy.nothing", "numpy.nothing", ""],
    ] as const;
    for (const [line, module, hint] of cases) {
      const { status, stdout, stderr } = await sandglass([
        "run",
        "--engine=cpython",
        "-e",
        line,
      ]);
      assertEquals([status, stdout], [1, ""]);
      assertEquals(stderr, traceback(line, module) + hint);
    }
  },
);
