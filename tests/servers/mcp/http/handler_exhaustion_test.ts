import { assert, assertEquals } from "@std/assert";
import { TestHandler } from "./_handler.ts";
import { INITIALIZE, modern, post } from "./_messages.ts";
import { as, ask, endless, LIST, TOKENS } from "./_handler_requests.ts";

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
