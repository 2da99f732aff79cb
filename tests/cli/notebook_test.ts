import { assertEquals, assertMatch } from "@std/assert";
import { sandglass } from "./_cli.ts";

Deno.test("sandglass runs a notebook cell by cell", async () => {
  const code = (source: string, tags: readonly string[] = []): object => ({
    cell_type: "code",
    source,
    metadata: { tags },
  });
  const cells = [
    { cell_type: "markdown", source: "# Sums" },
    code("%matplotlib inline\nx = 20\nx + 1"),
    code("print(_ * 2)\nx;"),
    code("1/0", ["raises-exception"]),
    code("import atexit; atexit.register(print, 'bye')\nNone"),
    code("def f():\n    return x / 0\nf()"),
    code("print('never')"),
  ];
  const directory = await Deno.makeTempDir();
  const path = `${directory}/sums.ipynb`;
  try {
    await Deno.writeTextFile(path, JSON.stringify({ nbformat: 4, cells }));
    const { status, stdout, stderr } = await sandglass([path]);
    assertEquals([status, stdout], [1, "21\n42\nbye\n"]);
    assertMatch(
      stderr,
      /<cell 4>[^]*File "<cell 6>", line 2, in f\n {4}return x/,
    );
    const json = await sandglass(["--json", path]);
    const result = JSON.parse(json.stdout);
    assertEquals([result.status, result.stdout], ["error", "42\n"]);
    await Deno.writeTextFile(
      path,
      JSON.stringify({ nbformat: 4, cells: [code("!ls"), code("1")] }),
    );
    const refused = await sandglass(["run", path]);
    assertEquals([refused.status, refused.stdout], [2, ""]);
    assertMatch(
      refused.stderr,
      /Cannot run cell 1 of .* as a guest has no shell/,
    );
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});

Deno.test("a notebook has one time limit for all cells", async () => {
  const cells = Array.from({ length: 50 }, () => ({
    cell_type: "code",
    source:
      "import time\nuntil = time.monotonic() + 0.3\nwhile time.monotonic() < until: pass",
  }));
  const path = await Deno.makeTempFile({ suffix: ".ipynb" });
  try {
    await Deno.writeTextFile(path, JSON.stringify({ nbformat: 4, cells }));
    const { status, stderr } = await sandglass([path, "--timeout", "1"]);
    assertEquals(status, 124);
    assertMatch(stderr, /the time limit of 1s passed/);
  } finally {
    await Deno.remove(path);
  }
});
