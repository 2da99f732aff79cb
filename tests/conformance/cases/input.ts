// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assertEquals } from "@std/assert";
import type { StdinSource } from "../../../mod.ts";
import { type Case, type Context, expectStatus } from "../suite.ts";

/** Reads all lines. */
const ALL_LINES = {
  python:
    "lines_ = []\nwhile True:\n    try: lines_.append(input())\n    except EOFError: break\nlines_",
  javascript:
    "{ const lines = []; for (let line; (line = readline()) !== null;) lines.push(line); lines; }",
};

async function lines(
  { shared, pick }: Context,
  stdin: StdinSource,
): Promise<unknown> {
  const result = await (await shared()).run(pick(ALL_LINES), { stdin });
  expectStatus(result, "ok");
  return result.value;
}

/** Returns these pieces one by one. */
function pieces<T extends string | Uint8Array>(
  all: readonly T[],
): () => Promise<T | null> {
  const left = all.values();
  return () => Promise.resolve(left.next().value ?? null);
}

/** Standard input in every form. */
export const inputCases: readonly Case[] = [
  {
    name: "input of text, with lines of every length",
    async check(context) {
      const long = "é".repeat(70_000);
      assertEquals(await lines(context, `\n${long}\n\n \n`), [
        "",
        long,
        "",
        " ",
      ]);
    },
  },
  {
    name: "input whose last line has no newline",
    async check(context) {
      assertEquals(await lines(context, "a\nb"), ["a", "b"]);
    },
  },
  {
    name: "input that is empty text, empty bytes, or an empty source",
    async check(context) {
      for (const stdin of ["", new Uint8Array(0), pieces([])]) {
        assertEquals(await lines(context, stdin), []);
      }
    },
  },
  {
    name: "input with both kinds of line ends",
    async check(context) {
      assertEquals(await lines(context, "a\r\nb\nc\r\n"), ["a", "b", "c"]);
    },
  },
  {
    name: "input of bytes that are not UTF-8",
    async check(context) {
      const bytes = new Uint8Array([97, 0xff, 98, 10, 0xc3, 10]);
      assertEquals(await lines(context, bytes), ["a\ufffdb", "\ufffd"]);
    },
  },
  {
    name: "input from a source whose pieces do not end at lines",
    async check(context) {
      const source = pieces(["a", "b\nc", "", "\n\nd", "e", "\n"]);
      assertEquals(await lines(context, source), ["ab", "c", "", "de"]);
    },
  },
  {
    name: "input from a source that answers late",
    async check(context) {
      const later = pieces(["a\n", "b\n"]);
      const source = async () => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        return await later();
      };
      assertEquals(await lines(context, source), ["a", "b"]);
    },
  },
  {
    name: "input stays at its end, and its source is not read again",
    async check({ shared, pick }) {
      let asked = 0;
      const result = await (await shared()).run(
        pick({
          python:
            "import sys\n[sys.stdin.read(), sys.stdin.read(), sys.stdin.readline()]",
          javascript: "[readline() ?? '', readline() ?? '', readline() ?? '']",
        }),
        { stdin: () => ++asked === 1 ? "x" : null },
      );
      expectStatus(result, "ok");
      assertEquals(result.value, ["x", "", ""]);
      assertEquals(asked, 2);
    },
  },
  {
    name: "input of several runs, each with its own",
    async check(context) {
      for (const text of ["one", "two", "three"]) {
        assertEquals(await lines(context, `${text}\n`), [text]);
      }
    },
  },
  {
    name: "input and output alternate",
    async check({ shared, pick }) {
      const heard: string[] = [];
      const result = await (await shared()).run(
        pick({
          python:
            "sum_ = 0\nfor i in range(5):\n    sum_ += int(input(f'{i}? '))\nsum_",
          javascript:
            "{ let sum = 0; for (let i = 0; i < 5; i++) sum += Number(readline(`${i}? `)); sum; }",
        }),
        {
          onStdout: (text) => heard.push(text),
          stdin: () => `${heard.length * 10}\n`,
        },
      );
      expectStatus(result, "ok");
      assertEquals(heard, ["0? ", "1? ", "2? ", "3? ", "4? "]);
      assertEquals(result.value, 10 + 20 + 30 + 40 + 50);
    },
  },
];
