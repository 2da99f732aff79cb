import { assert, assertEquals, assertRejects } from "@std/assert";
import { GuestVisibleError } from "../../../../sandbox/host_requests/host_requests.ts";
import {
  createPlatform,
  type Endpoint,
  type NetworkPlatform,
} from "../../../../sandbox/host_requests/network/platform.ts";
import { RawServer, saying } from "../../../_raw_server.ts";
import { Requester } from "./_requester.ts";

const ANSWER = "HTTP/1.1 200 OK\r\n\r\nhello";
const PUBLIC = "93.184.215.14";

/** A network on which every address is a server of the test's. */
class FakePlatform implements NetworkPlatform {
  readonly connected: string[] = [];
  readonly resolved: string[] = [];
  readonly #server: RawServer;
  readonly #answers: (readonly string[] | undefined)[];
  /** Which addresses Deno lets be reached by themselves. */
  mayConnect: (endpoint: Endpoint) => boolean = () => true;
  /** The address at the other end of a connection, where it is not the one that was asked for. */
  remoteAddress: string | undefined;

  constructor(
    server: RawServer,
    answers: readonly (readonly string[] | undefined)[],
  ) {
    this.#server = server;
    this.#answers = [...answers];
  }

  resolve(name: string): Promise<readonly string[] | undefined> {
    this.resolved.push(name);
    return Promise.resolve(this.#answers.shift());
  }

  async connect(
    { hostname }: Endpoint,
    signal: AbortSignal,
  ): ReturnType<NetworkPlatform["connect"]> {
    this.connected.push(hostname);
    const connection = await createPlatform().connect(
      { hostname: "127.0.0.1", port: this.#server.port },
      signal,
    );
    return { ...connection, remoteAddress: this.remoteAddress ?? hostname };
  }
}

async function assertNotPublic(promise: Promise<unknown>): Promise<void> {
  const error = await assertRejects(() => promise, GuestVisibleError);
  assertEquals(error.name, "NotAllowedError");
  assert(/not public|changed its address/.test(error.message), error.message);
  // The guest must not learn an address that it does not know.
  assert(!/\d+\.\d+\.\d+|::/.test(error.message), error.message);
}

Deno.test("openConnection() looks a name up once and connects to what it checked", async () => {
  await using server = new RawServer(saying(ANSWER));
  const platform = new FakePlatform(server, [[PUBLIC], ["127.0.0.1"]]);
  using run = new Requester({ allow: ["rebind.example"] }, platform);
  const { text } = await run.fetch("http://rebind.example/");
  assertEquals(text, "hello");
  assertEquals(platform.resolved, ["rebind.example"]);
  assertEquals(platform.connected, [PUBLIC]);
  assert(server.requests[0]?.includes("\r\nHost: rebind.example\r\n"));
});

Deno.test("openConnection() checks the answer that a name server gives the second time", async () => {
  await using server = new RawServer(saying(ANSWER));
  const platform = new FakePlatform(server, [[PUBLIC], ["127.0.0.1"]]);
  using run = new Requester({ allow: ["rebind.example"] }, platform);
  await run.fetch("http://rebind.example/");
  await assertNotPublic(run.fetch("http://rebind.example/"));
  assertEquals(platform.connected, [PUBLIC]);
  assertEquals(server.connections, 1);
});

Deno.test("openConnection() refuses a name of which a single address is not public", async () => {
  await using server = new RawServer(saying(ANSWER));
  const answers = [
    "127.0.0.1",
    "::1",
    "::ffff:127.0.0.1",
    "10.1.2.3",
    "169.254.169.254",
    "fd00:ec2::254",
    "0.0.0.0",
    "64:ff9b::a9fe:a9fe",
    "nonsense",
  ];
  for (const address of answers) {
    const platform = new FakePlatform(server, [[PUBLIC, address]]);
    using run = new Requester({ allow: ["mixed.example"] }, platform);
    await assertNotPublic(run.fetch("http://mixed.example/"));
    assertEquals(platform.connected, []);
  }
  assertEquals(server.connections, 0);
});

Deno.test("openConnection() sends nothing where a connection by name ended elsewhere", async () => {
  const cases = [
    { answers: [[PUBLIC]], remote: "127.0.0.1" },
    { answers: [[PUBLIC]], remote: "93.184.215.15" },
    { answers: [undefined], remote: "127.0.0.1" },
    { answers: [undefined], remote: "::ffff:10.0.0.1" },
  ];
  for (const { answers, remote } of cases) {
    await using server = new RawServer(saying(ANSWER));
    const platform = new FakePlatform(server, answers);
    platform.mayConnect = () => false;
    platform.remoteAddress = remote;
    using run = new Requester({ allow: ["rebind.example"] }, platform);
    await assertNotPublic(run.fetch("http://rebind.example/"));
    assertEquals(platform.connected, ["rebind.example"]);
    assertEquals(server.requests, []);
  }
});

Deno.test("openConnection() connects by name where Deno permits no more", async () => {
  await using server = new RawServer(saying(ANSWER));
  const platform = new FakePlatform(server, [undefined]);
  platform.remoteAddress = PUBLIC;
  using run = new Requester({ allow: ["named.example"] }, platform);
  assertEquals((await run.fetch("http://named.example/")).text, "hello");
});

Deno.test("openConnection() goes to a private address that is named as well", async () => {
  await using server = new RawServer(saying(ANSWER));
  const platform = new FakePlatform(server, [["10.0.0.5"], ["10.0.0.6"]]);
  using run = new Requester(
    { allow: ["inside.example", "10.0.0.5:80"] },
    platform,
  );
  assertEquals((await run.fetch("http://inside.example/")).text, "hello");
  await assertNotPublic(run.fetch("http://inside.example/"));
});

Deno.test("openConnection() tries the addresses of a name one after the other", async () => {
  await using server = new RawServer(saying(ANSWER));
  const platform = new FakePlatform(server, [[PUBLIC, "1.1.1.1"]]);
  const connect = platform.connect.bind(platform);
  platform.connect = async (endpoint, signal) => {
    const connection = await connect(endpoint, signal);
    if (endpoint.hostname !== PUBLIC) return connection;
    connection.close();
    throw new Deno.errors.ConnectionRefused("93.184.215.14 /home/secret");
  };
  using run = new Requester({ allow: ["two.example"] }, platform);
  assertEquals((await run.fetch("http://two.example/")).text, "hello");
  assertEquals(platform.connected, [PUBLIC, "1.1.1.1"]);
});

Deno.test("openConnection() reports failures with its own messages", async () => {
  await using server = new RawServer(saying(ANSWER));
  const platform = new FakePlatform(server, [[PUBLIC], []]);
  platform.connect = () =>
    Promise.reject(new Deno.errors.ConnectionRefused("at 93.184.215.14"));
  using run = new Requester({ allow: ["gone.example"] }, platform);
  const messages = [
    "Cannot reach gone.example:80 as the connection was refused",
    "Cannot reach gone.example:80 as its name has no address",
  ];
  for (const message of messages) {
    const error = await assertRejects(
      () => run.fetch("http://gone.example/"),
      GuestVisibleError,
    );
    assertEquals(error.message, message);
  }
});

Deno.test("openConnection() gives up a name server that does not answer", async () => {
  await using server = new RawServer(saying(ANSWER));
  const platform = new FakePlatform(server, []);
  platform.resolve = () => new Promise(() => {});
  using run = new Requester(
    { allow: ["slow.example"], requestTimeoutMs: 20 },
    platform,
  );
  const error = await assertRejects(
    () => run.fetch("http://slow.example/"),
    GuestVisibleError,
  );
  assertEquals(error.name, "TimeoutError");
});
