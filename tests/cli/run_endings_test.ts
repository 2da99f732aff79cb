import { assert, assertEquals, assertMatch } from "@std/assert";
import { evaluate, ofDenoRun, sandglass } from "./_cli.ts";

Deno.test("run prints an error with the guest's frames only and exits with 1", async () => {
  assertEquals(await evaluate("def f():\n    1 / 0\nf()"), {
    status: 1,
    stdout: "",
    stderr: `Traceback (most recent call last):
  File "main.py", line 3, in <module>
    f()
    ~^^
  File "main.py", line 2, in f
    1 / 0
    ~~^~~
ZeroDivisionError: division by zero
`,
  });
  const { status, stderr } = await evaluate(
    "function f() { throw new TypeError('bad') }\nf()",
    "--language=javascript",
  );
  assertEquals(status, 1);
  assertMatch(
    stderr,
    /^main\.js:1\nfunction f.*\n +\^\n\nTypeError: bad\n {4}at f \(main\.js:1:\d+\)\n/,
  );
});

Deno.test("run reports line and column of a syntax error", async () => {
  const python = await evaluate("x = = 1");
  assertEquals(python.status, 1);
  assertMatch(python.stderr, /line 1\n[^]*\^[^]*SyntaxError: invalid syntax/);
  assertEquals(python.stderr.match(/SyntaxError/g)?.length, 1);
  const javascript = await evaluate("\nlet x = ;", "-l", "js");
  assertEquals(javascript.status, 1);
  assertMatch(
    javascript.stderr,
    /^main\.js:2\nlet x = ;\n {8}\^\n\nSyntaxError: [^]*main\.js:2:\d+/,
  );
});

Deno.test("run exits with the guest's exit status", async () => {
  const cases = [
    ["python", "import sys; sys.exit(0)", 0, ""],
    ["python", "import sys; sys.exit(5)", 5, ""],
    ["python", "import sys; sys.exit('bye')", 1, "bye\n"],
    ["python", "import sys; sys.exit(256)", 1, ""],
    ["javascript", "setInterval(() => {}, 1); process.exit(0)", 0, ""],
    ["javascript", "process.exitCode = 5", 5, ""],
    ["typescript", "process.exit(-1 as number)", 255, ""],
    // What could be a status of Sandglass's own is explained.
    [
      "javascript",
      "try { process.exit(124) } finally { console.log('no') }",
      124,
      "sandglass: the guest exited with status 124\n",
    ],
  ] as const;
  for (const [language, code, status, stderr] of cases) {
    assertEquals(
      await evaluate(code, "--language", language),
      { status, stdout: "", stderr },
      code,
    );
  }
});

Deno.test("run survives a guest that ends its interpreter", async () => {
  const { status, stderr } = await evaluate("import os; os._exit(3)");
  assert([1, 3, 70].includes(status), `${status}: ${stderr}`);
  assertMatch(stderr, /^sandglass: the (?:engine crashed|guest exited)/);
});

Deno.test("run stops an endless guest, in every language", async () => {
  const cases = {
    python:
      "while True:\n  try:\n    while True: pass\n  except BaseException: pass",
    javascript: "for (;;) { try { for (;;); } catch {} finally { continue } }",
  };
  for (const [language, code] of Object.entries(cases)) {
    const result = await evaluate(code, "-l", language, "--timeout", "300ms");
    assertEquals(result.status, 124);
    assertEquals(
      result.stderr,
      "sandglass: the time limit of 300ms passed (--timeout sets it)\n",
    );
  }
});

Deno.test("run stops a guest that exhausts its memory", async () => {
  const cases = {
    python: ["x = []\nwhile True: x.append(bytearray(2**20))", "128MiB"],
    javascript: [
      "const x = []; for (;;) x.push(new Uint8Array(2 ** 20).fill(1))",
      "32MiB",
    ],
  } as const;
  for (const [language, [code, memory]] of Object.entries(cases)) {
    const { status, stderr } = await evaluate(
      code,
      "-l",
      language,
      "--memory",
      memory,
    );
    assertEquals(status, 137, stderr);
    assertMatch(stderr, new RegExp(`memory limit of ${memory} was hit`));
  }
});

Deno.test("run cuts output at its limit and reports that", async () => {
  const result = await evaluate(
    "print('x' * 100_000)",
    "--max-output",
    "1KiB",
  );
  assertEquals(result.status, 1);
  assertEquals(result.stdout, "x".repeat(1_024));
  assertMatch(result.stderr, /stdout was cut after 1KiB/);
});

Deno.test(
  "run reports why a sandbox cannot start",
  ofDenoRun,
  async () => {
    const { status, stdout, stderr } = await sandglass(
      ["run", "-e", "1", "--isolation", "process"],
      { flags: ["--no-prompt", "--allow-read"] },
    );
    assertEquals([status, stdout], [3, ""]);
    assertMatch(
      stderr,
      /^sandglass: Cannot .*allow-run.*\(PERMISSION_REQUIRED\)\n$/,
    );
  },
);
