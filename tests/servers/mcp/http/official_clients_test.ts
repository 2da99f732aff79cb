import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import {
  Client,
  StreamableHTTPClientTransport,
} from "@modelcontextprotocol/client";
import { isAlive, until, untilQuiet } from "../../../security/_quiet.ts";
import { connect, KINDS } from "./_clients.ts";
import { childrenOf, TestServer } from "./_server.ts";
import { again, ENDLESS, signalOf } from "./_official_clients.ts";

for (const mode of ["stateful", "stateless"] as const) {
  Deno.test(`official clients keep state in a session of a ${mode} server`, async (t) => {
    const args = mode === "stateless" ? ["--stateless"] : [];
    await using server = await TestServer.start({ args });
    for (const kind of KINDS) {
      await t.step(kind, async () => {
        await using client = await connect(kind, server.url);
        const first = await client.call("run_python", {
          code: "x = 20\nopen('note.txt', 'w').write('from python')\nx",
        });
        assertEquals([first.isError, first.data.value], [false, 20]);
        const session = again(first);
        const isMinted = kind === "modern" || mode === "stateless";
        assertEquals("session" in session, isMinted);
        const next = await client.call("run_python", {
          ...session,
          code: "x + 1",
        });
        assertEquals(next.data.value, 21);
        const other = await client.call("run_javascript", {
          ...session,
          code: "fs.readFileSync('note.txt', 'utf8')",
        });
        assertEquals(other.data.value, "from python");
      });
    }
  });
}

Deno.test("official clients receive output and progress during a run", async (t) => {
  await using server = await TestServer.start();
  for (const kind of KINDS) {
    await t.step(kind, async () => {
      await using client = await connect(kind, server.url);
      const progress: number[] = [];
      const { promise: heard, resolve } = Promise.withResolvers<void>();
      const called = client.call(
        "run_python",
        { code: ENDLESS, timeout_ms: 20_000 },
        {
          signal: signalOf(heard),
          onProgress: (value) => {
            progress.push(value);
            if (progress.length >= 2 && client.logged.length > 0) resolve();
          },
        },
      );
      // The message arrived before a result: the signal ended the call.
      await assertRejects(() => called);
      await heard;
      assertMatch(client.logged.join(""), /^on/);
      assert((progress[1] ?? 0) > (progress[0] ?? 0), `${progress}`);
    });
  }
});

Deno.test("a call that an official client cancels stops the guest", async (t) => {
  await using server = await TestServer.start({ args: ["--warm", "0"] });
  for (const kind of KINDS) {
    await t.step(kind, async () => {
      await using client = await connect(kind, server.url);
      const first = await client.call("run_python", { code: "1" });
      const session = again(first);
      const guest = childrenOf(server.pid).at(-1);
      assert(guest !== undefined);
      const controller = new AbortController();
      const called = client.call(
        "run_python",
        { ...session, code: ENDLESS },
        { signal: controller.signal, onProgress: () => controller.abort() },
      );
      await assertRejects(() => called);
      await untilQuiet(guest);
      const after = await client.call("run_python", { ...session, code: "2" });
      assertEquals(after.data.value, 2);
    });
  }
});

Deno.test("a client pings during its run", async (t) => {
  await using server = await TestServer.start();
  for (const kind of KINDS) {
    await t.step(kind, async () => {
      await using client = await connect(kind, server.url);
      const controller = new AbortController();
      let isOver = false;
      const { promise: running, resolve } = Promise.withResolvers<void>();
      const called = client.call("run_python", { code: ENDLESS }, {
        signal: controller.signal,
        onProgress: () => resolve(),
      }).catch(() => {}).finally(() => isOver = true);
      await running;
      for (let i = 0; i < 5; i++) await client.ping();
      assert(!isOver);
      controller.abort();
      await called;
    });
  }
});

Deno.test("a client subscribes to the available changes", async () => {
  await using server = await TestServer.start({ args: ["--warm", "0"] });
  const client = new Client({ name: "test", version: "1" }, {
    versionNegotiation: { mode: { pin: "2026-07-28" } },
  });
  await client.connect(new StreamableHTTPClientTransport(server.url));
  const subscription = await client.listen({
    toolsListChanged: true,
    resourcesListChanged: true,
  });
  // The protocol does not say here whose files those are.
  assertEquals(subscription.honoredFilter, { toolsListChanged: true });
  await subscription.close();
  assertEquals(await subscription.closed, "local");
  const again = await client.listen({ toolsListChanged: true });
  await server.stop("SIGTERM");
  assert(["graceful", "remote"].includes(await again.closed));
  await client.close();
});

Deno.test("a client that listens outlives its sandboxes", async () => {
  await using server = await TestServer.start({
    args: ["--warm", "0", "--idle", "1s"],
  });
  await using client = await connect("legacy", server.url);
  await client.call("run_python", { code: "x = 1" });
  const guests = childrenOf(server.pid);
  await until("its guest is gone", () => !guests.some(isAlive));
  const { text } = await client.call("run_python", { code: "x" });
  assertMatch(text, /NameError/);
});
