/**
 * The results of running code.
 *
 * @module
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { TOOL_NAMES } from "../../../../servers/mcp/tools/names.ts";
import { assertFits } from "../_assert_fits.ts";
import { type Cases, structuredOf, textOf } from "../_case.ts";

/** The smallest PNG. */
const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

/** The cases about results. */
export const RUNNING: Cases = {
  "the server lists its tools": async (client) => {
    assertMatch(client.instructions ?? "", /run_python/);
    const tools = await client.listTools();
    assertEquals(tools.map(({ name }) => name), TOOL_NAMES);
    for (const tool of tools) {
      assertEquals(tool.inputSchema.type, "object");
      assert((tool.description ?? "").length > 20, tool.name);
      assertEquals(tool.annotations?.title, tool.title);
      assertEquals(typeof tool.annotations?.openWorldHint, "boolean");
      for (const property of Object.values(tool.inputSchema.properties ?? {})) {
        assert(Object.hasOwn(Object(property), "description"), tool.name);
      }
    }
    const readOnly = tools.filter(({ annotations }) =>
      annotations?.readOnlyHint === true
    );
    assertEquals(readOnly.map(({ name }) => name), ["read_file", "list_files"]);
    const destructive = tools.filter(({ annotations }) =>
      annotations?.destructiveHint === true
    );
    assertEquals(destructive.map(({ name }) => name), [
      "write_file",
      "reset_session",
    ]);
  },

  "run_python() keeps variables and files": async (client) => {
    const first = await client.call("run_python", {
      code: "x = 20\nopen('kept.txt', 'w').write('as it was')\nprint('hi')\nx",
    });
    assertEquals(textOf(first), "hi\n20\n[files: kept.txt (9 bytes)]");
    const { value, stdout, status, session, stateLost } = structuredOf(first);
    assertEquals([value, stdout, status, session, stateLost], [
      20,
      "hi\n",
      "ok",
      "default",
      false,
    ]);
    const next = await client.call("run_python", {
      code: "open('kept.txt').read(), x + 1",
    });
    assertEquals(structuredOf(next).value, { $tuple: ["as it was", 21] });
  },

  "run_javascript() keeps variables and waits for promises": async (client) => {
    await client.call("run_javascript", { code: "let y = 1" });
    const result = await client.call("run_javascript", {
      code:
        "console.log('out'); console.error('err'); await Promise.resolve(++y)",
    });
    assertEquals(textOf(result), "out\n[stderr]\nerr\n2");
    assertEquals(structuredOf(result).value, 2);
  },

  "stdin is the input of the code": async (client) => {
    const result = await client.call("run_python", {
      code: "input() + input()",
      stdin: "a\nb\n",
    });
    assertEquals(structuredOf(result).value, "ab");
    // Without it the input is empty: the client's messages are not for guests.
    const none = await client.call("run_python", {
      code: "import sys\nassert sys.stdin.read() == ''\ninput()",
    });
    assertMatch(textOf(none), /EOFError/);
  },

  "a guest's error is part of the result": async (client) => {
    const result = await client.call("run_python", { code: "x\n1/0" });
    assertEquals(result.isError, true);
    assertMatch(
      textOf(result),
      /line 2[^]*ZeroDivisionError: division by zero/,
    );
    const { status, error } = structuredOf(result);
    assertEquals(status, "error");
    assert(typeof error === "object" && error !== null && "line" in error);
    assertEquals(error.line, 2);
    const thrown = await client.call("run_javascript", { code: "missing()" });
    assertEquals(thrown.isError, true);
    assertMatch(textOf(thrown), /ReferenceError/);
  },

  "structured content matches its schema for every run": async (
    client,
  ) => {
    const tools = await client.listTools();
    const byName = new Map(tools.map((tool) => [tool.name, tool]));
    const codes = [
      "None",
      "float('nan'), 10**40, b'x', {1, 2}, '\\ud800'",
      "{'__proto__': 1, 'constructor': 2}",
      "print('a' * 2_000_000)",
      "raise SystemExit(3)",
      "class E(Exception): pass\nraise E('\\ud800')",
      "object()",
      "open('made.bin', 'wb').write(b'\\xff')",
    ];
    for (const code of codes) {
      const result = await client.call("run_python", { code });
      assertFits(byName.get("run_python"), result);
    }
    for (const code of ["undefined", "({ then: 1 })", "throw null", "1n"]) {
      const result = await client.call("run_javascript", { code });
      assertFits(byName.get("run_javascript"), result);
    }
    for (
      const [name, args] of [
        ["write_file", { path: "s.txt", content: "" }],
        ["read_file", { path: "s.txt" }],
        ["list_files", {}],
        ["reset_session", { session: "never" }],
      ] as const
    ) assertFits(byName.get(name), await client.call(name, args));
  },

  "pictures are image content": async (client) => {
    const shown = await client.call("run_python", {
      code: `import base64
class Picture:
    def _repr_png_(self): return base64.b64decode("${PNG}")
display(Picture())
open('dot.png', 'wb').write(base64.b64decode("${PNG}"))`,
      session: "pictures",
    });
    const picture = { type: "image", mimeType: "image/png", data: PNG };
    assertEquals(shown.content.slice(1), [picture, picture]);
    assertEquals(structuredOf(shown).displays, 1);
    const read = await client.call("read_file", {
      path: "dot.png",
      session: "pictures",
    });
    assertEquals(read.content, [picture]);
  },
};
