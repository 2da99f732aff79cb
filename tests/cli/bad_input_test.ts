import { assertEquals, assertMatch } from "@std/assert";
import { isBinary, sandglass } from "./_cli.ts";

/** Runs a wrong command line, and returns its single error line. */
async function complaint(
  args: readonly string[],
  stdin: string | Uint8Array<ArrayBuffer> = "",
): Promise<string> {
  const { status, stdout, stderr } = await sandglass(["run", ...args], {
    stdin,
  });
  assertEquals([status, stdout], [2, ""], stderr);
  assertEquals(stderr.split("\n").length, 2, stderr);
  return stderr.trim().replace(/^sandglass: /, "");
}

async function withFile(
  content: string | Uint8Array,
  test: (path: string) => Promise<void>,
  { suffix = ".py" } = {},
): Promise<void> {
  const path = await Deno.makeTempFile({ suffix });
  try {
    await Deno.writeFile(
      path,
      typeof content === "string" ? new TextEncoder().encode(content) : content,
    );
    await test(path);
  } finally {
    await Deno.remove(path);
  }
}

Deno.test("run refuses a file that is missing", async () => {
  assertEquals(
    await complaint(["no.py"]),
    "Cannot read no.py as there is no such file",
  );
});

Deno.test("run refuses a directory", async () => {
  assertEquals(
    await complaint(["examples", "--language", "python"]),
    "Cannot run examples as a directory must have one of the files __main__.py, main.py, index.js, main.js, index.ts, main.ts",
  );
});

Deno.test("run refuses a binary file", async () => {
  await withFile(
    new Uint8Array([0x23, 0xff, 0xfe]),
    async (path) =>
      assertEquals(
        await complaint([path]),
        `Cannot run ${path} as code must be text in UTF-8: it is not UTF-8`,
      ),
  );
});

Deno.test("run refuses code over the limit", async () => {
  await withFile("#".repeat(2 ** 20 + 1), async (path) =>
    assertEquals(
      await complaint([path]),
      `Cannot run ${path} as code may have at most 1MiB: it has more`,
    ));
});

Deno.test("run refuses an endless file", {
  ignore: Deno.build.os === "windows",
}, async () => {
  assertEquals(
    await complaint(["/dev/zero", "-l", "py"]),
    "Cannot run /dev/zero as code may have at most 1MiB: it has more",
  );
});

Deno.test("run reports a NUL in code as a syntax error", async () => {
  for (const language of ["python", "javascript", "typescript"]) {
    const source = "\n1\0";
    const piped = await sandglass(["run", "-l", language, "-"], {
      stdin: source,
    });
    assertEquals([piped.status, piped.stdout], [1, ""], piped.stderr);
    assertMatch(piped.stderr, /SyntaxError/);
    await withFile(source, async (path) => {
      const args = ["run", "--json", "-l", language, path];
      const { status, stdout } = await sandglass(args);
      const { error } = JSON.parse(stdout);
      assertEquals([status, error.name, error.line, error.column], [
        1,
        "SyntaxError",
        2,
        2,
      ]);
    });
  }
});

/** Odd text that is still code, with its output. */
const ODD_CODE: readonly (readonly [string, string, string, string])[] = [
  ["a byte order mark", "python", "\ufeffprint('bom')\n", "bom\n"],
  ["a byte order mark", "javascript", "\ufeffconsole.log('bom')\n", "bom\n"],
  ["CRLF", "python", "x = 1\r\nif x:\r\n    print(x)\r\n", "1\n"],
  ["CRLF", "javascript", "// a\r\nconsole.log(`a\r\nb`.length)\r\n", "3\n"],
  ["U+2028", "python", "print(len('a\u2028b'))", "3\n"],
  ["U+2028", "javascript", "console.log('a\u2028b'.length)", "3\n"],
  [
    "a line of a megabyte",
    "python",
    `print(len("${"a".repeat(1_000_000)}"))`,
    "1000000\n",
  ],
  [
    "a line of a megabyte",
    "javascript",
    `console.log("${"a".repeat(1_000_000)}".length)`,
    "1000000\n",
  ],
  ["nothing", "python", "", ""],
  ["nothing", "javascript", "", ""],
  ["nothing", "typescript", "\n", ""],
];

Deno.test("run accepts any text as code", async (t) => {
  for (const [name, language, source, expected] of ODD_CODE) {
    await t.step(
      `${name} (${language})`,
      () =>
        withFile(
          source,
          async (path) =>
            assertEquals(await sandglass(["run", "-l", language, path]), {
              status: 0,
              stdout: expected,
              stderr: "",
            }),
        ),
    );
  }
});

Deno.test("run refuses bad UTF-8 in code on standard input", async () => {
  assertEquals(
    await complaint(["-", "-l", "py"], new Uint8Array([0xc3, 0x28])),
    "Cannot run standard input as code must be text in UTF-8: it is not UTF-8",
  );
});

/** Invalid flags, and what is said of them. */
const INVALID: readonly (readonly [readonly string[], string])[] = [
  [
    ["--language", "pyhton"],
    'Cannot set --language as it must be one of python, javascript, typescript: current value is "pyhton" (did you mean python?)',
  ],
  [
    ["--engine", "quikjs"],
    'Cannot set --engine as it must be one of pyodide, cpython, quickjs: current value is "quikjs" (did you mean quickjs?)',
  ],
  [
    ["--isolation", "vm"],
    'Cannot set --isolation as it must be one of thread, process, auto: current value is "vm" (example: --isolation process)',
  ],
  [
    ["--memroy", "1GiB"],
    'Cannot read "--memroy" as there is no such flag (did you mean --memory? arguments of the program go after --)',
  ],
  [
    ["--timeout", "5 parsecs"],
    'Cannot set --timeout as it must be a number with a unit (ms, s, m, h): current value is "5 parsecs" (example: --timeout 5s)',
  ],
  [
    ["--timeout", "-5s"],
    'Cannot set --timeout as it must not be negative: current value is "-5s" (example: --timeout 5s)',
  ],
  [
    ["--timeout", "1000h"],
    'Cannot set --timeout as it must be from 1ms to 24h: current value is "1000h" (example: --timeout 5s)',
  ],
  [
    ["--memory", "1MiB"],
    'Cannot set --memory as it must be from 64MiB to 4095MiB: current value is "1MiB" (example: --memory 256MiB)',
  ],
  [
    ["--memory", "256X"],
    'Cannot set --memory as it must be a number with a unit (B, KiB, MiB, GiB, KB, MB, GB): current value is "256X" (example: --memory 256MiB)',
  ],
  [
    ["--memory", "64"],
    'Cannot set --memory as it must be from 64MiB to 4095MiB: current value is "64" (example: --memory 256MiB)',
  ],
  [
    ["--max-output", "-1B"],
    'Cannot set --max-output as it must not be negative: current value is "-1B" (example: --max-output 1MiB)',
  ],
  [
    ["--seed", "4294967296"],
    "Cannot set --seed as it must be a whole number from 0 to 4294967295: current value is 4294967296 (example: --seed 42)",
  ],
  [
    ["--env", "NOT_HERE"],
    isBinary
      ? "Cannot set --env NOT_HERE as there is no such variable here: add = and a value (example: --env LANG=C)"
      : "Cannot set --env NOT_HERE as Deno was not permitted to read it: add --allow-env=NOT_HERE before the program's name",
  ],
  [
    ["--env", "XDG_CACHE_HOME"],
    "Cannot set --env XDG_CACHE_HOME as there is no such variable here: add = and a value (example: --env LANG=C)",
  ],
  [
    ["--env", "=x"],
    'Cannot set --env as it must have a name before =: current value is "=x" (example: --env LANG=C)',
  ],
  [
    ["--stdin", "no.txt"],
    "Cannot read no.txt as there is no such file",
  ],
  [
    ["--stdin", "examples"],
    "Cannot read examples as it is a directory: a file is expected",
  ],
  [
    ["--timeout"],
    "Cannot read --timeout as it needs a value (example: --timeout 5s)",
  ],
];

Deno.test("run refuses unknown names and invalid values", async () => {
  for (const [args, message] of INVALID) {
    assertEquals(await complaint(["-e", "1", ...args]), message);
  }
});

Deno.test("run refuses a command line without code", async () => {
  assertEquals(
    await complaint([]),
    "Cannot run as there is nothing to run: a FILE, -, -e CODE or -m MODULE is expected (example: sandglass run -e 'print(6*7)')",
  );
});

Deno.test("run replaces invalid UTF-8 on the guest's standard input", async () => {
  assertEquals(
    await sandglass(["run", "-e", "import sys; sys.stdin.read()"], {
      stdin: new Uint8Array([0x61, 0xff, 0x0a]),
    }),
    { status: 0, stdout: "'a\ufffd\\n'\n", stderr: "" },
  );
});
