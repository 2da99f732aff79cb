// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assert, assertEquals } from "@std/assert";
import { type Case, expectStatus, valueOf } from "../suite.ts";

/** Right to left, joined, combined, beyond the first plane, at the end of the last. */
const TEXT = "שלום \u202eabc\u202c e\u0301 👩‍👩‍👧 𝕏 \u{10ffff} \ufeff\uffff";

/** Text of every sort, in every place that takes text. */
export const textCases: readonly Case[] = [
  {
    name: "text in code keeps every character",
    async check({ shared }) {
      const sandbox = await shared();
      assertEquals(await valueOf(sandbox, `'${TEXT}'`), TEXT);
    },
  },
  {
    name: "text in output keeps every character",
    async check({ shared, pick }) {
      const result = await (await shared()).run(
        pick({
          python:
            `import sys\nprint('${TEXT}')\nprint('${TEXT}', file=sys.stderr)`,
          javascript: `console.log('${TEXT}'); console.error('${TEXT}');`,
        }),
      );
      expectStatus(result, "ok");
      assertEquals([result.stdout, result.stderr], [`${TEXT}\n`, `${TEXT}\n`]);
    },
  },
  {
    name: "text in input keeps every character",
    async check({ shared, pick }) {
      const result = await (await shared()).run(
        pick({ python: "input()", javascript: "readline()" }),
        { stdin: `${TEXT}\n` },
      );
      expectStatus(result, "ok");
      assertEquals(result.value, TEXT);
    },
  },
  {
    name: "text in an error keeps every character",
    async check({ shared, pick }) {
      const result = await (await shared()).run(
        pick({
          python: `raise ValueError('${TEXT}')`,
          javascript: `throw new Error('${TEXT}')`,
        }),
        { filename: "𝕏 שלום.txt" },
      );
      expectStatus(result, "error");
      assertEquals(result.error.message, TEXT);
      assert(
        result.error.traceback.includes("𝕏 שלום.txt"),
        result.error.traceback,
      );
    },
  },
  {
    name: "text in env and args keeps every character",
    async check({ shared, pick }) {
      const sandbox = await shared({ env: { TEXT }, args: [TEXT] });
      const seen = await valueOf(
        sandbox,
        pick({
          python: "import os, sys\n[os.environ['TEXT'], sys.argv[1]]",
          javascript: "[process.env.TEXT, scriptArgs[0]]",
        }),
      );
      assertEquals(seen, [TEXT, TEXT]);
    },
  },
  {
    name: "text in the keys and members of a value keeps every character",
    async check({ shared, pick }) {
      const value = await valueOf(
        await shared(),
        pick({
          python: `{'${TEXT}': {'${TEXT}'}, '\\ud800': '\\udc00'}`,
          javascript:
            `({ '${TEXT}': new Set(['${TEXT}']), '\\ud800': '\\udc00' })`,
        }),
      );
      assertEquals(value, { [TEXT]: new Set([TEXT]), "\ud800": "\udc00" });
    },
  },
  {
    name: "the length of text is counted by each language's own rule",
    async check({ shared, pick }) {
      const value = await valueOf(
        await shared(),
        pick({
          python: "[len('👩x'), '👩x']",
          javascript: "['👩x'.length, '👩x']",
        }),
      );
      assertEquals(value, [pick({ python: 2, javascript: 3 }), "👩x"]);
    },
  },
  {
    name: "NUL is ordinary text, except in code",
    async check({ shared, pick }) {
      const result = await (await shared()).run(
        pick({
          python: "print('a\\0b'); [input(), chr(0)]",
          javascript: "console.log('a\\0b'); [readline(), '\\0']",
        }),
        { stdin: "c\0d\n" },
      );
      expectStatus(result, "ok");
      assertEquals(result.stdout, "a\0b\n");
      assertEquals(result.value, ["c\0d", "\0"]);
    },
  },
  {
    name:
      "half of a surrogate pair in output is replaced, and the rest arrives",
    async check({ shared, pick }) {
      const result = await (await shared()).run(pick({
        python: "print('a\\ud800b')",
        javascript: "console.log('a\\ud800b')",
      }));
      expectStatus(result, "ok");
      assertEquals(
        result.stdout,
        pick({ python: "a\\ud800b\n", javascript: "a\ufffdb\n" }),
      );
    },
  },
  {
    name: "half of a surrogate pair in an error leaves a result",
    async check({ shared, pick }) {
      const sandbox = await shared();
      const result = await sandbox.run(pick({
        python: "raise ValueError('a\\ud800b')",
        javascript: "throw new Error('a\\ud800b')",
      }));
      expectStatus(result, "error");
      assert(/^a.+b$/s.test(result.error.message), result.error.message);
      assertEquals(await valueOf(sandbox, "1 + 1"), 2);
    },
  },
  {
    name: "half of a surrogate pair in code leaves a result",
    async check({ shared }) {
      const sandbox = await shared();
      const result = await sandbox.run("'a\ud800b'");
      assert(["ok", "error"].includes(result.status), Deno.inspect(result));
      assertEquals(await valueOf(sandbox, "1 + 1"), 2);
    },
  },
];
