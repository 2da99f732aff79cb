import { assert, assertEquals, assertMatch } from "@std/assert";
import { McpServer } from "@modelcontextprotocol/server";
import { messageOf } from "../../../../core/errors.ts";
import { toGuestPath } from "../../../../core/files.ts";
import { TestHandler } from "./_handler.ts";
import { modern, post, toolCall } from "./_messages.ts";

Deno.test("threat: invalid messages", async () => {
  await using server = new TestHandler();
  const id = await server.begin();
  for (
    const message of [
      null,
      0,
      "text",
      [],
      {},
      [[]],
      [null],
      { jsonrpc: "1.0", id: 1, method: "ping" },
      { jsonrpc: "2.0", id: null, method: "ping" },
      { jsonrpc: "2.0", id: {}, method: "ping" },
      { jsonrpc: "2.0", id: 1, method: 7 },
      { jsonrpc: "2.0", id: 1, method: "ping", params: "x" },
      { jsonrpc: "2.0", id: 1, result: {}, error: {} },
    ]
  ) {
    for (const headers of [{}, { "mcp-session-id": id }]) {
      const status = await server.status(
        post(JSON.stringify(message), headers),
      );
      assert(
        [202, 400].includes(status),
        `${JSON.stringify(message)}: ${status}`,
      );
    }
  }
  assertEquals([server.handler.open, server.warnings], [0, []]);
});

Deno.test("threat: __proto__ in messages", async () => {
  await using server = new TestHandler();
  const id = await server.begin();
  const spoil =
    '{"polluted":1,"isError":true,"constructor":{"prototype":{"polluted":1}}}';
  for (
    const text of [
      `{"__proto__":${spoil},"jsonrpc":"2.0","id":1,"method":"tools/list"}`,
      `{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"__proto__":${spoil}}}`,
      `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"list_files","arguments":{"__proto__":${spoil},"constructor":${spoil}}}}`,
      `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"__proto__","arguments":{}}}`,
      `{"jsonrpc":"2.0","id":"__proto__","method":"__proto__"}`,
    ]
  ) {
    const response = await server.handler.fetch(
      post(text, { "mcp-session-id": id }),
    );
    // A message with unknown members is refused.
    assertEquals(response.status, text.startsWith('{"__proto__"') ? 400 : 200);
    assert((await response.text()).includes('"jsonrpc":"2.0"'));
  }
  assertEquals(Reflect.get({}, "polluted"), undefined);
});

/** The outcome of a call, as its message says. */
async function messageOfCall(
  server: TestHandler,
  name: string,
  args: unknown = {},
): Promise<string> {
  const { headers, body } = modern(toolCall(name, args));
  const response = await server.handler.fetch(post(body, headers));
  const text = await response.text();
  const data = /^(?:data: )?(\{.*\})$/m.exec(text)?.[1] ?? "{}";
  const { error, result } = JSON.parse(data);
  return error?.message ?? result?.content?.[0]?.text ?? text;
}

Deno.test("threat: a tool with the name of an object's property", async () => {
  await using server = new TestHandler();
  const answer = await messageOfCall(server, "no_such_tool");
  assertMatch(answer, /no_such_tool/);
  const inherited = [
    ...Object.getOwnPropertyNames(Object.prototype),
    "length",
    "name",
  ];
  assert(inherited.includes("__proto__") && inherited.includes("toString"));
  for (const name of inherited) {
    assertEquals(
      await messageOfCall(server, name),
      answer.replace("no_such_tool", name),
    );
  }
  // Control: the library's own table has these properties.
  const bare = new McpServer({ name: "bare", version: "1" }, {});
  const registered = Reflect.get(bare, "_registeredTools");
  assert(Reflect.get(registered, "toString") !== undefined);
});

Deno.test("threat: file names that one tool accepts and another does not", async () => {
  await using server = new TestHandler();
  const names: Readonly<Record<string, string>> = {
    "": "not be empty",
    "a\0b": "have no NUL",
    "..": "not leave /work",
    "a/../../b": "not leave /work",
    "/etc/passwd": "be relative or below /work",
    "/work": "name something below /work",
    ".": "name something below /work",
    ["x".repeat(256)]: "have names of at most 255 bytes",
    ["\u00e9".repeat(200)]: "have names of at most 255 bytes",
    ["x/".repeat(2_100)]: "have at most 4096 bytes",
  };
  for (const [path, rule] of Object.entries(names)) {
    const expected = messageOf(thrownBy(() => toGuestPath(path)));
    assert(expected.startsWith(`Cannot use path as it must ${rule}: `));
    // The check needs no session. These name the directory of all files, which can be listed.
    const isWork = ["", ".", "/work"].includes(path);
    if (isWork) {
      assertEquals(
        await messageOfCall(server, "read_file", { path }),
        `Cannot read ${
          JSON.stringify(path)
        } as it is a directory: name a file below /work`,
      );
    }
    for (
      const tool of isWork ? [] : ["read_file", "list_files", "write_file"]
    ) {
      const args = tool === "write_file" ? { path, content: "" } : { path };
      assertEquals(await messageOfCall(server, tool, args), expected, tool);
    }
    const uri = `sandglass://default/${encodeURIComponent(path)}`;
    const read = await readResource(server, uri);
    // URL parsing removes dots, and an empty path is not a file's URI.
    if (/^(?:\.{1,2})?$/.test(path)) assertMatch(read, /not found/);
    else assertEquals(read, expected);
  }
});

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
}

async function readResource(server: TestHandler, uri: string): Promise<string> {
  const { headers, body } = modern({
    ...toolCall("", {}),
    method: "resources/read",
    params: { uri },
  });
  const response = await server.handler.fetch(
    post(body, { ...headers, "mcp-name": uri }),
  );
  const text = await response.text();
  return JSON.parse(/(\{.*\})/.exec(text)?.[1] ?? "{}").error?.message ?? text;
}
