import { assert, assertEquals } from "@std/assert";
import { endless, RawServer, saying } from "../../../_raw_server.ts";
import { Requester } from "./_requester.ts";
import {
  allowing,
  assertRefused,
  compressed,
  NO_BODY,
  OK,
} from "./_run_network.ts";

Deno.test("RunNetwork limits requests, each hop counted", async () => {
  await using server = new RawServer(
    saying(`HTTP/1.1 302 Found\r\nLocation: /\r\n${NO_BODY}`),
  );
  using run = new Requester({
    allow: [`127.0.0.1:${server.port}`],
    maxRequests: 3,
  });
  await assertRefused(
    run.fetch(server.url()),
    "QuotaExceededError",
    "at most 3 requests",
  );
  assertEquals(server.requests.length, 3);
});

Deno.test("RunNetwork keeps no more connections open than it may, and has the rest wait", async () => {
  let open = 0;
  let most = 0;
  await using server = new RawServer(async (write) => {
    most = Math.max(most, ++open);
    await write(`${OK}${NO_BODY}`);
    open--;
  });
  using run = new Requester({
    allow: [`127.0.0.1:${server.port}`],
    maxConnections: 2,
  });
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => run.fetch(server.url())),
  );
  assertEquals(answers.length, 20);
  assert(most <= 2, `${most} connections at a time`);
});

Deno.test("RunNetwork ends a request at its time limit, and closes the connection", async () => {
  const beginnings = [
    "",
    OK,
    `${OK}\r\n`,
    `${OK}Transfer-Encoding: chunked\r\n\r\n5`,
  ];
  for (const first of beginnings) {
    await using server = new RawServer(async (write) => {
      if (first !== "") await write(first);
      for (;;) {
        // A server that keeps its client waiting, and notices when it has left.
        await new Promise((resolve) => setTimeout(resolve, 10));
        await write("0");
      }
    });
    using run = new Requester({
      allow: [`127.0.0.1:${server.port}`],
      requestTimeoutMs: 100,
    });
    await assertRefused(
      run.fetch(server.url()),
      "TimeoutError",
      "took longer than 100 ms",
    );
    await server.left;
  }
});

Deno.test("RunNetwork closes a connection when its run ends", async () => {
  await using server = new RawServer(endless(`${OK}\r\n`, "x".repeat(1_000)));
  using run = allowing(server);
  const { id } = await run.open(server.url());
  await run.ask({ op: "read", id });
  run.end();
  await server.left;
  const [told, ...others] = run.network.requests;
  assertEquals(others, []);
  assertEquals(told?.failed, "The request was aborted");
  assert(Number(told?.bytes) > 0);
});

Deno.test("RunNetwork closes a connection when the guest gives it up", async () => {
  await using server = new RawServer(endless(`${OK}\r\n`, "x".repeat(1_000)));
  using run = allowing(server);
  const { id } = await run.open(server.url());
  await run.ask({ op: "close", id });
  await server.left;
  await assertRefused(run.read(id), "TypeError", "no such answer");
});

Deno.test("RunNetwork caps an answer, compressed or not", async () => {
  const bomb = await compressed(new Uint8Array(50 * 2 ** 20), "gzip");
  assert(bomb.length < 100_000);
  const limits = { maxResponseBytes: 2 ** 20 };
  const servers = [
    endless(`${OK}\r\n`, "x".repeat(10_000)),
    saying(`${OK}Content-Length: 99999999\r\n\r\n`.padEnd(2 ** 21, "x")),
    endless(
      `${OK}Transfer-Encoding: chunked\r\n\r\n`,
      `40\r\n${"x".repeat(64)}\r\n`.repeat(100),
    ),
    async (write: (it: string | Uint8Array<ArrayBuffer>) => Promise<void>) => {
      await write(`${OK}Content-Encoding: gzip\r\n\r\n`);
      await write(bomb);
    },
  ];
  for (const script of servers) {
    await using server = new RawServer(script);
    using run = new Requester({
      allow: [`127.0.0.1:${server.port}`],
      ...limits,
    });
    await assertRefused(
      run.fetch(server.url()),
      "QuotaExceededError",
      "more than 1048576 bytes",
    );
    const [told] = run.network.requests;
    assert(Number(told?.bytes) <= 2 ** 20, Deno.inspect(told));
  }
});

Deno.test("RunNetwork bounds answers that are not read", async () => {
  await using server = new RawServer(saying(`${OK}\r\nhello`));
  using run = new Requester({
    allow: [`127.0.0.1:${server.port}`],
    maxRequests: 1_000,
  });
  for (let count = 0; count < 256; count++) await run.open(server.url());
  await assertRefused(
    run.open(server.url()),
    "QuotaExceededError",
    "256 requests whose answers were not read",
  );
  await run.read(1);
  await run.open(server.url());
});
