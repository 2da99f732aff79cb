import "../../../_ask_worker_options.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { until, untilQuiet } from "../../../security/_quiet.ts";
import { connect } from "./_clients.ts";
import { HEADERS, INITIALIZE, modern, toolCall } from "./_messages.ts";
import { ask, RawConnection, writeRequest } from "./_raw.ts";
import { childrenOf, TestServer } from "./_server.ts";
import { CLOSE, LIST, LONG, MIB, run } from "./_attacks.ts";

Deno.test("threat: endless clients, connections and bodies", async () => {
  await using server = await TestServer.start();
  await using client = await connect("legacy", server.url);
  await client.call("run_python", { code: "x = 42" });
  const before = server.residentBytes();
  const statuses: number[] = [];
  const begin = writeRequest(CLOSE, JSON.stringify(INITIALIZE));
  for (let round = 0; round < 30; round++) {
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => ask(server.url, begin)),
    );
    statuses.push(...answers.map(({ status }) => status));
  }
  // One client exists already.
  assertEquals(statuses.filter((status) => status === 200).length, 255);
  assertEquals(statuses.filter((status) => status === 503).length, 945);

  const sockets = server.descriptors();
  const connections: RawConnection[] = [];
  const open = async (request: string): Promise<void> => {
    const connection = await RawConnection.open(server.url);
    connections.push(connection);
    // What the server does not read stays in this buffer.
    void connection.write(request);
  };
  for (let i = 0; i < 500; i++) await open("POST /mcp HTTP/1.1\r\nHost: 127");
  const length = { "content-length": String(15 * MIB) };
  const half = writeRequest({ ...HEADERS, ...length }, " ".repeat(MIB));
  for (let i = 0; i < 350; i++) await open(half);
  // Bodies over the common limit are refused; small ones are not.
  const refused = connections.map(async (one) =>
    assertMatch(await one.until(" 503 "), / 503 /)
  );
  await Promise.any(refused);
  assertEquals((await client.call("run_python", { code: "x" })).data.value, 42);
  assert(server.residentBytes() - before < 900 * MIB);
  for (const connection of connections) connection[Symbol.dispose]();
  await Promise.allSettled(refused);
  await until(
    "the connections are closed",
    () => server.descriptors() <= sockets,
  );
  await until("bodies are accepted again", async () => {
    const body = JSON.stringify(" ".repeat(MIB));
    return (await ask(server.url, writeRequest(CLOSE, body))).status === 400;
  });
});

Deno.test("threat: connections until the descriptors run out", async () => {
  const descriptors = 256;
  await using server = await TestServer.start({ descriptors });
  await using client = await connect("legacy", server.url);
  await client.call("run_python", { code: "x = 42" });
  const connections: RawConnection[] = [];
  await until("it accepts no more", async () => {
    const one = await RawConnection.open(server.url).catch(() => undefined);
    if (one === undefined) return true;
    connections.push(one);
    await one.write("POST /mcp HTTP/1.1\r\nHost: 127");
    return connections.length > 2 * descriptors;
  });
  for (const connection of connections) connection[Symbol.dispose]();
  await until("it accepts connections again", async () => {
    const { status } = await ask(server.url, writeRequest(CLOSE, LIST))
      .catch(() => ({ status: 0 }));
    return status === 400;
  });
  assertEquals((await client.call("run_python", { code: "x" })).data.value, 42);
  assertMatch(server.stderr, /Too many open files/);
});

for (
  const [how, leave] of [
    ["cuts its connection", (one: RawConnection) => one[Symbol.dispose]()],
    ["closes its sending side", (one: RawConnection) => one.closeWrite()],
  ] as const
) {
  Deno.test(`a client that ${how} during a run ends the run`, async () => {
    await using server = await TestServer.start({ args: ["--warm", "0"] });
    const { session } = await run(server.url, "1");
    const [guest = 0] = childrenOf(server.pid);
    const code = `${LONG}print('on', flush=True)\nwhile True: pass`;
    const call = toolCall("run_python", { session, code });
    const meta = { "io.modelcontextprotocol/logLevel": "info" };
    const { headers, body } = modern({
      ...call,
      params: { ...call.params, _meta: meta },
    });
    using connection = await RawConnection.open(server.url);
    await connection.write(writeRequest(headers, body));
    await connection.until("notifications/message");
    await leave(connection);
    await untilQuiet(guest);
    assertMatch((await run(server.url, "6 * 7", session)).text, /"value":42\b/);
  });
}
