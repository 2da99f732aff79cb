import { assert, assertEquals, assertMatch } from "@std/assert";
import { McpServer } from "@modelcontextprotocol/server";
import { messageOf } from "../../../../core/errors.ts";
import { toGuestPath } from "../../../../core/files.ts";
import { TestHandler } from "./_handler.ts";
import { HEADERS, INITIALIZE, modern, post, toolCall } from "./_messages.ts";

const TOKENS = ["first-token-of-the-file", "second-token-of-the-file"];
const LIST = { jsonrpc: "2.0", id: 1, method: "tools/list" };

function as(tenant: number): { readonly authorization: string } {
  return { authorization: `Bearer ${TOKENS[tenant]}` };
}

/** A request that is not a POST. */
function ask(
  method: string,
  headers: Record<string, string> = {},
  path = "/mcp",
): Request {
  return new Request(`http://127.0.0.1:3000${path}`, {
    method,
    headers: { ...HEADERS, ...headers },
  });
}

/** A POST whose body never ends; it is aborted by the signal. */
function endless(signal: AbortSignal): Request {
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller): void {
      controller.enqueue(new TextEncoder().encode("["));
      const reason = new Error("The client went away");
      signal.addEventListener("abort", () => controller.error(reason));
    },
  });
  return post(body);
}

Deno.test("HttpHandler.fetch() answers clients with and without sessions", async () => {
  await using server = new TestHandler();
  const id = await server.begin();
  assertEquals(id.length, 32);
  const older = await server.handler.fetch(
    post(JSON.stringify(LIST), { "mcp-session-id": id }),
  );
  assert((await older.text()).includes("run_python"));
  const { headers, body } = modern(LIST);
  const newer = await server.handler.fetch(post(body, headers));
  assert((await newer.text()).includes("run_python"));
  assertEquals([server.handler.clients, server.handler.open], [1, 0]);
});

Deno.test("HttpHandler.fetch() has one endpoint and three methods", async () => {
  await using server = new TestHandler();
  assertEquals(await server.status(ask("GET", {}, "/")), 404);
  assertEquals(await server.status(ask("POST", {}, "/mcp/")), 404);
  assertEquals(await server.status(ask("PUT")), 405);
  assertEquals(await server.status(ask("OPTIONS")), 405);
  assertEquals(await server.status(ask("GET")), 400);
  assertEquals(await server.status(ask("DELETE")), 400);
  await using stateless = new TestHandler({ stateless: true });
  assertEquals(await stateless.status(ask("GET")), 405);
  assertEquals(await stateless.status(ask("DELETE")), 405);
});

Deno.test("HttpHandler.fetch() lets pages of an allowed origin read, and no others", async () => {
  const origin = "https://app.example.org";
  await using server = new TestHandler({ origins: [origin] });
  const begin = async (page: string): Promise<Response> => {
    const request = post(JSON.stringify(INITIALIZE), { origin: page });
    const response = await server.handler.fetch(request);
    await response.body?.cancel();
    return response;
  };
  const good = await begin(origin);
  assertEquals(good.headers.get("access-control-allow-origin"), origin);
  assert(
    good.headers.get("access-control-expose-headers")?.includes(
      "mcp-session-id",
    ),
  );
  const bad = await begin("https://evil.example");
  assertEquals(bad.status, 403);
  assertEquals(bad.headers.get("access-control-allow-origin"), null);
  const local = await begin("http://localhost:6274");
  assertEquals(local.status, 403);
  assertEquals(local.headers.get("access-control-allow-origin"), null);
  const ask = new Request("http://127.0.0.1:3000/mcp", {
    method: "OPTIONS",
    headers: {
      host: "127.0.0.1:3000",
      origin: "http://localhost:6274",
      "access-control-request-method": "POST",
    },
  });
  assertEquals(await server.status(ask), 403);
});

Deno.test("threat: another tenant's session identifier", async () => {
  await using server = new TestHandler({ tokens: TOKENS });
  const id = await server.begin(as(0));
  const theirs = { "mcp-session-id": id, ...as(1) };
  assertEquals(await server.status(post(JSON.stringify(LIST), theirs)), 404);
  assertEquals(await server.status(ask("GET", theirs)), 404);
  assertEquals(await server.status(ask("DELETE", theirs)), 404);
  const none = { "mcp-session-id": id };
  assertEquals(await server.status(ask("DELETE", none)), 401);
  assertEquals(server.handler.clients, 1);
  // Control: only the token makes the difference.
  assertEquals(
    await server.status(ask("DELETE", { ...theirs, ...as(0) })),
    200,
  );
  assertEquals(server.handler.clients, 0);
});

Deno.test("threat: session identifiers that are guessed or expired", async () => {
  await using server = new TestHandler();
  const id = await server.begin();
  await server.status(ask("DELETE", { "mcp-session-id": id }));
  const mine = await server.begin();
  for (
    const guess of [
      id,
      mine.slice(0, -1),
      mine.toUpperCase() + "0",
      `${mine}, ${mine}`,
      "__proto__",
      "constructor",
      "stdio",
      "0",
      "",
    ]
  ) {
    const headers = { "mcp-session-id": guess };
    assertEquals(await server.status(post(JSON.stringify(LIST), headers)), 404);
    assertEquals(await server.status(ask("GET", headers)), 404);
    assertEquals(await server.status(ask("DELETE", headers)), 404);
  }
  assertEquals(server.handler.clients, 1);
});

Deno.test("threat: a session that is opened again from outside", async () => {
  await using server = new TestHandler();
  const id = await server.begin();
  const again = post(JSON.stringify(INITIALIZE), { "mcp-session-id": id });
  assertEquals(await server.status(again), 400);
  const batch = post(JSON.stringify([INITIALIZE, INITIALIZE]));
  assertEquals(await server.status(batch), 400);
  assertEquals(server.handler.clients, 1);
});

Deno.test("threat: endless clients", async () => {
  await using server = new TestHandler({ maxClients: 3 });
  const statuses = await Promise.all(
    Array.from(
      { length: 8 },
      () => server.status(post(JSON.stringify(INITIALIZE))),
    ),
  );
  assertEquals(statuses.filter((status) => status === 200).length, 3);
  assertEquals(statuses.filter((status) => status === 503).length, 5);
  assertEquals([server.handler.clients, server.handler.open], [3, 0]);
});

Deno.test("threat: one tenant's clients take the place of another's", async () => {
  await using server = new TestHandler({ maxClients: 4, tokens: TOKENS });
  const begin = (tenant: number): Promise<number> =>
    server.status(post(JSON.stringify(INITIALIZE), as(tenant)));
  assertEquals([await begin(0), await begin(0), await begin(0)], [
    200,
    200,
    503,
  ]);
  assertEquals([await begin(1), await begin(1), await begin(1)], [
    200,
    200,
    503,
  ]);
});

Deno.test("an invalid first message leaves no client behind", async () => {
  await using server = new TestHandler();
  const request = post(JSON.stringify(INITIALIZE), { accept: "text/html" });
  assertEquals(await server.status(request), 406);
  assertEquals(server.handler.clients, 0);
});

Deno.test("threat: requests that never end", async () => {
  await using server = new TestHandler({ maxRequests: 2 });
  const controller = new AbortController();
  const held = [1, 2].map(() => server.status(endless(controller.signal)));
  assertEquals(server.handler.open, 2);
  const more = await server.handler.fetch(post(JSON.stringify(INITIALIZE)));
  await more.body?.cancel();
  assertEquals([more.status, more.headers.get("retry-after")], [503, "1"]);
  controller.abort();
  assertEquals(await Promise.all(held), [400, 400]);
  assertEquals([server.handler.open, server.handler.heldBytes], [0, 0]);
  assertEquals(await server.status(post(JSON.stringify(INITIALIZE))), 200);
  assertEquals(server.warnings, []);
});

Deno.test("threat: streams of notifications that are never closed", async () => {
  await using server = new TestHandler({ maxRequests: 3 });
  const ids = [await server.begin(), await server.begin()];
  const listen = (id = ""): Promise<Response> =>
    server.handler.fetch(
      ask("GET", { accept: "text/event-stream", "mcp-session-id": id }),
    );
  const streams = [await listen(ids[0]), await listen(ids[1])];
  assertEquals(streams.map(({ status }) => status), [200, 200]);
  assertEquals(server.handler.open, 2);
  // A client needs only one.
  const second = await listen(ids[0]);
  await second.body?.cancel();
  assertEquals(second.status, 409);
  for (const { body } of streams) await body?.cancel();
  assertEquals(server.handler.open, 0);
});

Deno.test("threat: subscriptions that are never ended", async () => {
  await using server = new TestHandler({ maxRequests: 100 });
  const subscribe = (id: number): Promise<Response> => {
    const params = { notifications: { toolsListChanged: true } };
    const method = "subscriptions/listen";
    const { headers, body } = modern({ ...LIST, ...{ id, method, params } });
    return server.handler.fetch(post(body, headers));
  };
  const streams: Response[] = [];
  for (let id = 0; id < 70; id++) streams.push(await subscribe(id));
  const isOpen = ({ headers }: Response): boolean =>
    headers.get("content-type") === "text/event-stream";
  assertEquals(streams.filter(isOpen).length, 64);
  for (const { body } of streams) await body?.cancel();
  assertEquals(server.handler.open, 0);
  const next = await subscribe(70);
  assert(isOpen(next));
  await next.body?.cancel();
});

Deno.test("threat: bodies that together exhaust the memory", async () => {
  await using server = new TestHandler({
    maxBytes: 2 ** 20,
    maxHeldBytes: 1_000,
  });
  const big = (bytes: number): Request =>
    post(JSON.stringify({ ...LIST, params: { a: "x".repeat(bytes) } }));
  assertEquals(await server.status(big(67_000)), 503);
  assertEquals(await server.status(big(60_000)), 400);
  assertEquals(server.handler.heldBytes, 0);
});

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

Deno.test("a call in an unknown session is refused with a message", async () => {
  await using server = new TestHandler();
  const session = `session-${"0".repeat(32)}`;
  const { headers, body } = modern(
    toolCall("read_file", { path: "a", session }),
  );
  const response = await server.handler.fetch(post(body, headers));
  const text = await response.text();
  assert(text.includes('"isError":true'), text);
  assert(text.includes('"text":"There is no such session'), text);
});
