// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assert, assertEquals, assertRejects } from "@std/assert";
import { controls } from "../level.ts";
import { runFree } from "./_canary.ts";
import { assertEnded, type Attack, testAttacks } from "./_guest.ts";

/** Code that is none, with where it is wrong. */
interface BadCode extends Attack {
  /** Absent where the language does not say. */
  readonly line?: number;
  readonly column?: number;
}

const PYTHON: readonly BadCode[] = [
  { name: "an operator too many", code: "x = 1\ny = = 2", line: 2, column: 5 },
  { name: "a bracket too few", code: "print('a'", line: 1, column: 6 },
  { name: "a text without an end", code: "\n\nx = 'abc", line: 3, column: 5 },
  { name: "an indent too many", code: "x = 1\n  y = 2", line: 2 },
  { name: "a return at the top", code: "x = 1\nreturn 5", line: 2 },
  { name: "after what is wide", code: "'東京😀' = = 1", line: 1 },
  { name: "tabs and spaces", code: "if 1:\n\tx = 1\n        y = 2", line: 3 },
  { name: "a control character", code: "x = 1\n\x01", line: 2, column: 1 },
  { name: "a lone surrogate", code: "x = 1\n\ud800" },
];

const JAVASCRIPT: readonly BadCode[] = [
  {
    name: "an operator too many",
    code: "let x = 1;\nlet y = = 2;",
    line: 2,
    column: 9,
  },
  { name: "a bracket too few", code: "console.log('a'", line: 1 },
  { name: "a text without an end", code: "\n\nlet x = 'abc", line: 3 },
  { name: "a brace too many", code: "let x = 1;\n}", line: 2, column: 1 },
  { name: "a bad regular expression", code: "let x;\n/(/", line: 2 },
  { name: "a control character", code: "let x;\n\x01", line: 2 },
  { name: "a lone surrogate", code: "let x;\n\ud800", line: 2 },
];

const TYPESCRIPT: readonly BadCode[] = [
  {
    name: "an operator too many",
    code: "let x: number = 1;\nlet y: number = = 2;",
    line: 2,
  },
  { name: "half a type", code: "let x = 1;\nlet y: = 2;", line: 2 },
  { name: "a lone surrogate", code: "let x;\n\ud800", line: 2 },
];

for (
  const [language, attacks] of [
    ["python", PYTHON],
    ["javascript", JAVASCRIPT],
    ["typescript", TYPESCRIPT],
  ] as const
) {
  testAttacks("code that is none is told where", {
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
    "code of the wrong type is refused, and a NUL is an error of syntax",
    {
      language,
      attacks: [{ name: "all", code: "" }],
      async fn(guest) {
        const sandbox = await guest.sandbox();
        const nul = await sandbox.run("1\0");
        assertEquals(nul.status === "error" && nul.error.name, "SyntaxError");
        for (const code of [undefined, null, 5, ["1"], {}] as unknown[]) {
          // As someone without types may call it.
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

controls.test("control: bad code ends a host that runs Pyodide as it comes", async () => {
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
