import { assertEquals, assertThrows } from "@std/assert";
import {
  type Notebook,
  readNotebook,
} from "../../../commands/arguments/notebook.ts";
import { translateMagics } from "../../../commands/arguments/notebook_magics.ts";
import { UsageError } from "../../../commands/arguments/usage_error.ts";

const PLACE = { file: "a.ipynb", number: 3 };

function notebook(
  cells: readonly object[],
  metadata: object = {},
): string {
  return JSON.stringify({ nbformat: 4, metadata, cells });
}

function code(
  source: string | readonly string[],
  tags: readonly string[] = [],
): object {
  return { cell_type: "code", source, metadata: { tags } };
}

function read(text: string): Notebook {
  return readNotebook(text, { file: "a.ipynb", language: undefined });
}

Deno.test("readNotebook() reads the code cells in order", () => {
  const { cells, language, warnings } = read(notebook([
    { cell_type: "markdown", source: "# Title" },
    code(["x = 1\n", "x"]),
    code("  \n"),
    { cell_type: "raw", source: "raw" },
    code("y;", ["raises-exception"]),
    code("never", ["skip-execution"]),
  ]));
  assertEquals([language, warnings], ["python", []]);
  assertEquals(cells, [
    { number: 2, code: "x = 1\nx", showsValue: true, mayFail: false },
    { number: 5, code: "y;", showsValue: false, mayFail: true },
  ]);
});

Deno.test("readNotebook() reads the language of the kernel", () => {
  const cases: readonly (readonly [object, string])[] = [
    [{ kernelspec: { language: "python" } }, "python"],
    [{ kernelspec: { language: "typescript", name: "deno" } }, "typescript"],
    [{ language_info: { name: "javascript" } }, "javascript"],
    [{}, "python"],
  ];
  for (const [metadata, language] of cases) {
    assertEquals(read(notebook([code("1")], metadata)).language, language);
  }
  // A magic is Python's.
  const given = { file: "a.ipynb", language: "javascript" } as const;
  assertEquals(
    readNotebook(notebook([code("%x")]), given).cells[0]?.code,
    "%x",
  );
});

Deno.test("readNotebook() refuses what is no notebook that runs", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["{", "must be JSON"],
    ["[]", "current format is unknown"],
    ['{"nbformat": 3, "worksheets": []}', "current format is 3"],
    [
      notebook([], { kernelspec: { language: "julia" } }),
      'current value is "julia"',
    ],
    [notebook([code("#".repeat(2 ** 20 + 1))]), "Cannot run cell 1 of a.ipynb"],
  ];
  for (const [text, message] of cases) {
    assertThrows(() => read(text), UsageError, message);
  }
});

Deno.test("translateMagics() translates what Python can do, line by line", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["%matplotlib inline\nx", "pass\nx"],
    ["if x:\n    %matplotlib\n", "if x:\n    pass\n"],
    ["%time f(1)", "f(1)"],
    ["here = %pwd", 'here = __import__("os").getcwd()'],
    ["%cd data", '__import__("os").chdir("data")'],
    ["%env A=b c", '__import__("os").environ["A"] = "b c"'],
    ["len?", "help(len)"],
    ["??os.path", "help(os.path)"],
    ["%%time\nx = 1\nx", "\nx = 1\nx"],
  ];
  for (const [source, expected] of cases) {
    assertEquals(translateMagics(source, PLACE).code, expected, source);
  }
  const file = translateMagics("%%writefile a.py\nx = 1\n", PLACE).code;
  assertEquals(
    file.split("\n")[0],
    'with open("a.py", "w") as _file: _file.write("x = 1\\n")',
  );
});

Deno.test("translateMagics() keeps what only looks like a command", () => {
  for (
    const source of [
      "x = 5 \\\n% 3",
      "y = (7\n% 4)",
      "s = '''\n!ls\n%cd\n?\n'''",
      "a != b",
      "print('50%')",
      "x = y if z else w  # really?",
      "'%s' % x",
      "x %= 2",
    ]
  ) {
    assertEquals(translateMagics(source, PLACE), {
      code: source,
      warnings: [],
    });
  }
});

Deno.test("translateMagics() warns of what it leaves out", () => {
  const { warnings } = translateMagics(
    "%matplotlib inline\n%load_ext autoreload\n%time x",
    PLACE,
  );
  assertEquals(warnings, [
    '"%load_ext autoreload" in cell 3: it has no effect',
    '"%time x" in cell 3: it is not timed',
  ]);
});

Deno.test("translateMagics() refuses what needs a shell, a package or IPython", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["!ls -l", "a guest has no shell"],
    ["files = !ls", "a guest has no shell"],
    ["!pip install numpy", "a guest installs no packages"],
    ["%pip install numpy", "a guest installs no packages"],
    ["%%bash\nls", "a guest has no shell"],
    ["%%javascript\n1", "a guest has no IPython"],
    ["%who", "a guest has no IPython"],
    ["x = %sql select", "a guest has no IPython"],
  ];
  for (const [source, why] of cases) {
    assertThrows(
      () => translateMagics(source, PLACE),
      UsageError,
      `Cannot run cell 3 of a.ipynb as ${why}`,
    );
  }
});
