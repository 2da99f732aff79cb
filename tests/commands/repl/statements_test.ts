import { assertEquals } from "@std/assert";
import type { LineEvent, LineReader } from "../../../commands/line_editor.ts";
import { PushbackReader } from "../../../commands/repl/line_readers.ts";
import { readStatement } from "../../../commands/repl/statements.ts";
import { REPL_SYNTAX } from "../../../commands/repl/syntax.ts";
import type { Language } from "../../../core/options.ts";

interface Lines extends LineReader {
  readonly prompts: string[];
}

function linesOf(text: string): Lines {
  const lines = text.split("\n");
  const prompts: string[] = [];
  return {
    prompts,
    readLine(prompt): Promise<LineEvent> {
      prompts.push(prompt);
      const line = lines.shift();
      return Promise.resolve(
        line === undefined ? { type: "end" } : { type: "line", text: line },
      );
    },
    close: () => {},
  };
}

/** All statements of a text. */
async function statementsOf(
  text: string,
  { language = "python", isInteractive }: {
    readonly language?: Language;
    readonly isInteractive: boolean;
  },
): Promise<readonly string[]> {
  const reader = new PushbackReader(linesOf(text));
  const syntax = REPL_SYNTAX[language];
  const codes: string[] = [];
  for (;;) {
    const event = await readStatement(reader, { syntax, isInteractive });
    if (event.type === "end") return codes;
    if (event.type === "statement") codes.push(event.code);
    if (event.type === "command") codes.push(`.${event.name} ${event.rest}`);
  }
}

Deno.test("readStatement() ends a typed block of Python at a blank line", async () => {
  assertEquals(
    await statementsOf("1\n\nif x:\n  1\nelse:\n  2\n\n3", {
      isInteractive: true,
    }),
    ["1", "if x:\n  1\nelse:\n  2\n", "3"],
  );
});

Deno.test("readStatement() runs a typed block of JavaScript once it is closed", async () => {
  const text = "if (x) {\n\n  1\n}\n2";
  assertEquals(
    await statementsOf(text, { language: "javascript", isInteractive: true }),
    ["if (x) {\n\n  1\n}", "2"],
  );
});

Deno.test("readStatement() accepts blank lines and clauses in piped blocks", async () => {
  const text =
    "def f():\n    x = 1\n\n    return x\nif f():\n    1\nelif 2:\n    2\nf()";
  assertEquals(await statementsOf(text, { isInteractive: false }), [
    "def f():\n    x = 1\n\n    return x",
    "if f():\n    1\nelif 2:\n    2",
    "f()",
  ]);
});

Deno.test("readStatement() keeps a piped decorator with its function", async () => {
  assertEquals(
    await statementsOf("@a\n@b(1)\ndef f(): pass\n1", { isInteractive: false }),
    ["@a\n@b(1)\ndef f(): pass", "1"],
  );
});

Deno.test("readStatement() ends a piped block at two blank lines", async () => {
  const reader = new PushbackReader(linesOf("if x:\n  1\n\n\n"));
  assertEquals(
    await readStatement(reader, {
      syntax: REPL_SYNTAX.python,
      isInteractive: false,
    }),
    { type: "statement", code: "if x:\n  1\n\n" },
  );
});

Deno.test("readStatement() keeps piped clauses of JavaScript together", async () => {
  assertEquals(
    await statementsOf("if (x) {\n  1\n}\nelse {\n  2\n}\n3", {
      language: "javascript",
      isInteractive: false,
    }),
    ["if (x) {\n  1\n}\nelse {\n  2\n}", "3"],
  );
});

Deno.test("readStatement() returns a simple statement at once", async () => {
  const lines = linesOf("1\n2");
  await readStatement(new PushbackReader(lines), {
    syntax: REPL_SYNTAX.python,
    isInteractive: false,
  });
  assertEquals(lines.prompts.length, 1);
});

Deno.test("readStatement() shows another prompt for continuation lines", async () => {
  const lines = linesOf("f(\n1\n)");
  await readStatement(new PushbackReader(lines), {
    syntax: REPL_SYNTAX.python,
    isInteractive: true,
  });
  assertEquals(lines.prompts, [">>> ", "... ", "... "]);
});

Deno.test("readStatement() runs an unfinished statement when input ends", async () => {
  assertEquals(await statementsOf("f(", { isInteractive: false }), ["f("]);
});

Deno.test("readStatement() distinguishes commands from statements", async () => {
  assertEquals(
    await statementsOf(".load  a b.py \n.5 + 1\nf(\n.exit\n)", {
      isInteractive: true,
    }),
    [".load a b.py", ".5 + 1", "f(\n.exit\n)"],
  );
});

Deno.test("readStatement() reads braces at a JavaScript prompt as an object where possible", async () => {
  const text = "{ a: 1 }\n{ let a = 1 }\n{}\n{ f() }";
  assertEquals(
    await statementsOf(text, { language: "javascript", isInteractive: true }),
    ["({ a: 1 })", "{ let a = 1 }", "({})", "{ f() }"],
  );
});
