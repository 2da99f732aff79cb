// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assert, assertEquals, assertRejects } from "@std/assert";
import { controls } from "../level.ts";
import { runFree } from "./_canary.ts";
import { assertEnded, type Attack, testAttacks } from "./_guest.ts";

/** Invalid code, with the place of its error. */
interface BadCode extends Attack {
  /** Absent if the language does not report a line. */
  readonly line?: number;
  readonly column?: number;
}

const PYTHON: readonly BadCode[] = [
  { name: "an extra operator", code: "x = 1\ny = = 2", line: 2, column: 5 },
  { name: "a missing bracket", code: "print('a'", line: 1, column: 6 },
  { name: "an unterminated string", code: "\n\nx = 'abc", line: 3, column: 5 },
  { name: "an unexpected indent", code: "x = 1\n  y = 2", line: 2 },
  { name: "a return at top level", code: "x = 1\nreturn 5", line: 2 },
  { name: "an error after wide characters", code: "'東京😀' = = 1", line: 1 },
  { name: "tabs and spaces", code: "if 1:\n\tx = 1\n        y = 2", line: 3 },
  { name: "a control character", code: "x = 1\n\x01", line: 2, column: 1 },
  { name: "a lone surrogate", code: "x = 1\n\ud800" },
];

const JAVASCRIPT: readonly BadCode[] = [
  {
    name: "an extra operator",
    code: "let x = 1;\nlet y = = 2;",
    line: 2,
    column: 9,
  },
  { name: "a missing bracket", code: "console.log('a'", line: 1 },
  { name: "an unterminated string", code: "\n\nlet x = 'abc", line: 3 },
  { name: "an extra brace", code: "let x = 1;\n}", line: 2, column: 1 },
  { name: "a bad regular expression", code: "let x;\n/(/", line: 2 },
  { name: "a control character", code: "let x;\n\x01", line: 2 },
  { name: "a lone surrogate", code: "let x;\n\ud800", line: 2 },
];

const TYPESCRIPT: readonly BadCode[] = [
  {
    name: "an extra operator",
    code: "let x: number = 1;\nlet y: number = = 2;",
    line: 2,
  },
  { name: "an incomplete type", code: "let x = 1;\nlet y: = 2;", line: 2 },
  { name: "a lone surrogate", code: "let x;\n\ud800", line: 2 },
];

for (
  const [language, attacks] of [
    ["python", PYTHON],
    ["javascript", JAVASCRIPT],
    ["typescript", TYPESCRIPT],
  ] as const
) {
  testAttacks("invalid code is reported with its place", {
    language,
    attacks,
    async fn(guest, attack) {
      const expected = attacks.find((one) => one === attack);
      const sandbox = await guest.sandbox();
      const result = await sandbox.run(attack.code);
      assert(result.status === "error", Deno.inspect(result));
      const { name, line, column, message } = result.error;
      assert(
        /^(SyntaxError|IndentationError|TabError|UnicodeEncodeError)$/.test(
          name,
        ),
        `${name}: ${message}`,
      );
      assertEquals(line, expected?.line);
      if (expected?.column !== undefined) assertEquals(column, expected.column);
      assertEquals(sandbox.closed, false);
      await guest.assertInnocent();
    },
  });

  testAttacks(
    "code of the wrong type is refused, and a NUL is a syntax error",
    {
      language,
      attacks: [{ name: "all", code: "" }],
      async fn(guest) {
        const sandbox = await guest.sandbox();
        const nul = await sandbox.run("1\0");
        assertEquals(nul.status === "error" && nul.error.name, "SyntaxError");
        for (const code of [undefined, null, 5, ["1"], {}] as unknown[]) {
          // An untyped caller may pass any value.
          await assertRejects(
            () => sandbox.run(code as string),
            TypeError,
            "Cannot run code as it must be a string",
          );
        }
        assertEnded(await sandbox.run("'\\0'.length === 1"), ["ok", "error"]);
        await guest.assertInnocent();
      },
    },
  );
}

controls.test("control: invalid code raises errors in a host that runs plain Pyodide", async () => {
  const codes = [...PYTHON.map(({ code }) => code), "1\0"];
  const printed = await runFree(`
    import { loadPyodide } from "npm:pyodide@314.0.7";
    const pyodide = await loadPyodide();
    const thrown = [];
    for (const code of ${JSON.stringify(codes)}) {
      try { pyodide.runPython(code); thrown.push("nothing"); }
      catch (error) { thrown.push(error.type ?? error.name); }
    }
    console.log(JSON.stringify(thrown));
    Deno.exit(0);`);
  const thrown: string[] = JSON.parse(printed);
  assertEquals(
    thrown.toSorted(),
    [
      "IndentationError",
      ...Array(7).fill("SyntaxError"),
      "TabError",
      "UnicodeEncodeError",
    ],
  );
});
