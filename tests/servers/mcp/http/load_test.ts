import { assert, assertEquals, assertMatch } from "@std/assert";
import { LEVEL } from "../../../level.ts";
import { isAlive, until } from "../../../security/_quiet.ts";
import { connect, KINDS, type TestClient } from "./_clients.ts";
import { childrenOf, TestServer } from "./_server.ts";

const CLIENTS = 50;
const ROUNDS = LEVEL.loadRounds;

/** Connects this number of clients, of all kinds. */
async function connectAll(
  url: URL,
  count: number,
  among: AsyncDisposableStack,
): Promise<readonly TestClient[]> {
  const kinds = Array.from(
    { length: count },
    (_, index) => KINDS[index % KINDS.length] ?? "v1",
  );
  const clients = await Promise.all(kinds.map((kind) => connect(kind, url)));
  for (const client of clients) among.use(client);
  return clients;
}

/** Counts in a session, and returns the answer of each call. */
async function count(
  client: TestClient,
  code: string,
): Promise<readonly unknown[]> {
  const first = await client.call("run_python", { code: "n = 0\nn" });
  const session = client.kind === "modern"
    ? { session: first.data.session }
    : {};
  const told: unknown[] = [first.data.value ?? first.text];
  for (let round = 0; round < ROUNDS; round++) {
    const { data, text } = await client.call("run_python", {
      ...session,
      code,
    });
    told.push(data.value ?? text);
  }
  return told;
}

Deno.test(`${CLIENTS} concurrent clients run code in separate sessions`, async () => {
  await using server = await TestServer.start();
  await using clients = new AsyncDisposableStack();
  const all = await connectAll(server.url, CLIENTS, clients);
  const told = await Promise.all(all.map((one) => count(one, "n += 1\nn")));
  const counted = Array.from({ length: 1 + ROUNDS }, (_, i) => i);
  assertEquals(told, all.map(() => counted));
  assertMatch(server.stderr, /^sandglass: listening at \S+\n$/);
  assert(server.residentBytes() < 500 * 2 ** 20);
});

Deno.test("a server that is stopped under load leaves nothing behind, and another can start", async () => {
  await using stopped = new AsyncDisposableStack();
  const server = stopped.use(
    await TestServer.start({ args: ["--timeout", "2m"] }),
  );
  const clients = await connectAll(server.url, 20, stopped);
  // One of them computes; more would leave the others no time to start.
  const running = clients.map((client, index) =>
    client.call("run_python", {
      code: index === 0 ? "while True: pass" : "import time\ntime.sleep(110)",
    }).then(() => "answered", () => "cut off")
  );
  await until("guests run", () => childrenOf(server.pid).length >= 10, 60_000);
  const guests = childrenOf(server.pid);
  const status = await server.stop("SIGTERM");
  assertEquals(status, 0);
  await until("no guest is left", () => !guests.some(isAlive));
  // Clients wait for their server to return.
  await Promise.all(clients.map((client) => client[Symbol.asyncDispose]()));
  const outcomes = await Promise.all(running);
  assertEquals(outcomes, clients.map(() => "cut off"));

  await using next = await TestServer.start({
    address: `127.0.0.1:${server.url.port}`,
  });
  await using client = await connect("legacy", next.url);
  assertEquals(
    (await client.call("run_python", { code: "6 * 7" })).data.value,
    42,
  );
  assert(next.url.href === server.url.href);
});
