/**
 * What models send and can read: long results, other forms of arguments.
 *
 * @module
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { assertFits } from "../_assert_fits.ts";
import { type Cases, structuredOf, textOf } from "../_case.ts";

const session = "models";

/** The cases about models. */
export const MODELS: Cases = {
  "long output arrives as head and tail, and a file has all of it": async (
    client,
  ) => {
    const tools = await client.listTools();
    const tool = tools.find(({ name }) => name === "run_python");
    const result = await client.call("run_python", {
      code:
        "import sys\nfor n in range(20_000): print('line', n)\nprint('e' * 40_000, file=sys.stderr)\n['v'] * 10_000",
      session,
    });
    assertFits(tool, result);
    const text = textOf(result);
    assert(text.length < 110_000, `${text.length}`);
    assertMatch(text, /^line 0\nline 1\n/);
    assertMatch(text, /line 19999\n\[stderr\]\ne/);
    const names = [...text.matchAll(/the file (\S+) of the session/g)]
      .map(([, name]) => name ?? "");
    assertEquals(
      names.map((name) => name.replace(/\d+/, "N")),
      [".output/stdout-N.txt", ".output/stderr-N.txt", ".output/value-N.txt"],
    );
    const { stdout, value, truncated } = structuredOf(result);
    assert(`${stdout}`.length < 33_000);
    assertEquals([value, truncated], [undefined, ["value"]]);
    const kept = await client.call("run_python", {
      code: `[open(name).read() for name in ${JSON.stringify(names)}] == [` +
        "''.join(f'line {n}\\n' for n in range(20_000)), 'e' * 40_000 + '\\n', repr(['v'] * 10_000)]",
      session,
    });
    assertEquals(structuredOf(kept).value, true);
    const short = await client.call("run_python", {
      code: "print('x' * 30_000)",
      session,
    });
    assertEquals(textOf(short), "x".repeat(30_000));
  },

  "a long error is folded and shortened": async (client) => {
    const folded = await client.call("run_python", {
      code: "def f(n): return g(n)\ndef g(n): return f(n)\nf(1)",
      session,
    });
    assertMatch(textOf(folded), /repeated \d+ more times\]/);
    assertMatch(textOf(folded), /RecursionError/);
    assert(textOf(folded).length < 3_000, textOf(folded));
    const long = await client.call("run_python", {
      code: "raise ValueError('m' * 90_000)",
      session,
    });
    assert(textOf(long).length < 40_000);
    assertMatch(textOf(long), /\.output\/traceback-\d+\.txt/);
  },

  "every status but ok is an error": async (client) => {
    for (
      const [code, status, isError] of [
        ["1", "ok", false],
        ["1/0", "error", true],
        ["while True: pass", "timeout", true],
        ["print('x' * 2_000_000)", "output", true],
      ] as const
    ) {
      const result = await client.call("run_python", {
        code,
        session,
        timeout_ms: 2_000,
      });
      assertEquals(structuredOf(result).status, status);
      assertEquals(result.isError ?? false, isError, code);
    }
  },

  "null is as good as absent": async (client) => {
    const calls = [
      ["run_python", {
        code: "6 * 7",
        session: null,
        timeout_ms: null,
        timeout: null,
        stdin: null,
      }],
      ["write_file", {
        path: "null.txt",
        content: "a",
        encoding: null,
        session: null,
      }],
      ["read_file", { path: "null.txt", session: null }],
      ["list_files", { path: null, session: null }],
      ["run_python_code", { python_code: "1", global_variables: null }],
      ["reset_session", { session: null }],
    ] as const;
    for (const [name, args] of calls) {
      const result = await client.call(name, args);
      assertEquals(result.isError ?? false, false, textOf(result));
    }
  },

  "timeout is understood, and a limit that is too large is cut": async (
    client,
  ) => {
    for (const args of [{ timeout: 0.2 }, { timeout: 1_200 }]) {
      const { status } = structuredOf(
        await client.call("run_python", {
          code: "while True: pass",
          session,
          ...args,
        }),
      );
      assertEquals(status, "timeout");
    }
    for (const args of [{ timeout_ms: 3_600_000 }, { timeout: 900 }]) {
      const result = await client.call("run_python", {
        code: "1",
        session,
        ...args,
      });
      assertMatch(
        textOf(result),
        /^1\n\[the time limit of \d+ ms is more than this server allows: it was \d+ ms\]$/,
      );
    }
    const wrong = await client.call("run_python", { code: "1", timeout_ms: -1 })
      .then(({ isError }) => isError, () => true);
    assertEquals(wrong, true);
  },

  "/work and . are the directory of the files": async (client) => {
    const args = { path: "a/b.txt", content: "x", session };
    await client.call("write_file", args);
    const lists = [];
    for (const path of ["/work", "/work/", ".", "./", "", "/work/."]) {
      lists.push(textOf(await client.call("list_files", { path, session })));
    }
    assertMatch(lists[0] ?? "", /a\/b\.txt \(1 bytes\)/);
    assertEquals(new Set(lists).size, 1);
    const inner = await client.call("list_files", { path: "/work/a", session });
    assertEquals(textOf(inner), "a/b.txt (1 bytes)");
    for (const path of ["/", "..", "../", "/etc"]) {
      const refused = await client.call("list_files", { path, session });
      assertEquals(refused.isError, true, path);
    }
    for (const tool of ["read_file", "write_file"]) {
      const refused = await client.call(tool, {
        path: "/work",
        session,
        ...(tool === "write_file" ? { content: "" } : {}),
      });
      assertEquals(refused.isError, true);
      assertMatch(textOf(refused), /is a directory/);
    }
  },

  "code in a Markdown fence runs": async (client) => {
    for (
      const [tool, code] of [
        ["run_python", "```python\nprint('hi')\n```"],
        ["run_python", "```\nprint('hi')\n```\n"],
        ["run_javascript", "```js\nconsole.log('hi')\n```"],
      ] as const
    ) {
      const result = await client.call(tool, { code, session });
      assertEquals(textOf(result), "hi", code);
    }
    const alias = await client.call("run_python_code", {
      python_code: "```py\n6 * 7\n```",
    });
    assertMatch(textOf(alias), /<return_value>\n42\n/);
    await client.call("reset_session", { session });
  },
};
