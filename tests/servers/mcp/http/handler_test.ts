import { assert, assertEquals } from "@std/assert";
import { TestHandler } from "./_handler.ts";
import { INITIALIZE, modern, post, toolCall } from "./_messages.ts";
import { as, ask, LIST, TOKENS } from "./_handler_requests.ts";

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

Deno.test("an invalid first message leaves no client behind", async () => {
  await using server = new TestHandler();
  const request = post(JSON.stringify(INITIALIZE), { accept: "text/html" });
  assertEquals(await server.status(request), 406);
  assertEquals(server.handler.clients, 0);
});

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
