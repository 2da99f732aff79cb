import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { isAlive, until } from "../../../security/_quiet.ts";
import { connect, KINDS } from "./_clients.ts";
import { childrenOf, TestServer } from "./_server.ts";
import { TOKENS } from "./_official_clients.ts";

Deno.test("clients with their own sessions see nothing of each other's", async () => {
  await using server = await TestServer.start();
  await using mine = await connect("legacy", server.url);
  await using theirs = await connect("v1", server.url);
  await mine.call("run_python", { code: "secret = 42", session: "shared" });
  await mine.call("write_file", {
    path: "secret.txt",
    content: "42",
    session: "shared",
  });
  assertEquals(await mine.resources(), ["sandglass://shared/secret.txt"]);
  assertEquals(await mine.read("sandglass://shared/secret.txt"), "42");

  assertEquals(await theirs.resources(), []);
  await assertRejects(() => theirs.read("sandglass://shared/secret.txt"));
  const read = await theirs.call("read_file", {
    path: "secret.txt",
    session: "shared",
  });
  assert(read.isError);
  const run = await theirs.call("run_python", {
    code: "secret",
    session: "shared",
  });
  assertMatch(run.text, /NameError/);
  await theirs.call("reset_session", { session: "shared" });
  const still = await mine.call("run_python", {
    code: "secret",
    session: "shared",
  });
  assertEquals(still.data.value, 42);
});

Deno.test("a session that the server named is found only by its full name", async () => {
  await using server = await TestServer.start({ tokens: TOKENS });
  await using mine = await connect("modern", server.url, TOKENS[0]);
  const { data: { session } } = await mine.call("run_python", {
    code: "secret = 42",
  });
  assertMatch(String(session), /^session-[\da-f]{32}$/);
  await mine.call("write_file", { session, path: "a.txt", content: "42" });
  assertEquals(await mine.resources(), []);
  assertEquals(await mine.read(`sandglass://${session}/a.txt`), "42");

  await using theirs = await connect("modern", server.url, TOKENS[1]);
  await using olderTheirs = await connect("legacy", server.url, TOKENS[1]);
  const guessed = `session-${"0".repeat(32)}`;
  for (
    const [client, name] of [
      [theirs, session],
      [mine, guessed],
      [mine, "default"],
      [mine, "__proto__"],
      [mine, String(session).slice(0, -1)],
    ] as const
  ) {
    for (
      const [tool, args] of [
        ["run_python", { code: "secret" }],
        ["read_file", { path: "a.txt" }],
        ["reset_session", {}],
      ] as const
    ) {
      const { isError, text } = await client.call(tool, {
        ...args,
        session: name,
      });
      assert(isError, `${tool} in ${name}`);
      assertMatch(text, /There is no such session, or it has ended/);
    }
  }
  await assertRejects(() => theirs.read(`sandglass://${session}/a.txt`));
  // A client that chooses its own names opens an empty session of that name.
  const own = await olderTheirs.call("run_python", { session, code: "secret" });
  assertMatch(own.text, /NameError/);
  await assertRejects(() => olderTheirs.read(`sandglass://${session}/a.txt`));

  assertEquals(
    (await mine.call("run_python", { session, code: "secret" })).data.value,
    42,
  );
  await mine.call("reset_session", { session });
  const ended = await mine.call("run_python", { session, code: "secret" });
  assertMatch(ended.text, /There is no such session, or it has ended/);
});

Deno.test("a client without a valid token is asked for one", async () => {
  await using server = await TestServer.start({ tokens: TOKENS });
  for (const token of [undefined, "", "token-of-nobody-at-all", "a b"]) {
    const response = await fetch(server.url, {
      method: "POST",
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
    await response.body?.cancel();
    assertEquals(response.status, 401, token);
    assertEquals(response.headers.get("www-authenticate"), "Bearer");
  }
  for (const kind of KINDS) {
    await assertRejects(() => connect(kind, server.url));
    await assertRejects(() =>
      connect(kind, server.url, "token-of-nobody-at-all")
    );
    await using client = await connect(kind, server.url, TOKENS[1]);
    assertEquals((await client.call("list_files")).isError, false);
  }
});

Deno.test("a client that ends its session takes its sandboxes with it", async () => {
  await using server = await TestServer.start({ args: ["--warm", "0"] });
  for (const kind of ["v1", "legacy"] as const) {
    await using client = await connect(kind, server.url);
    await client.call("run_python", { code: "1" });
    await client.call("run_javascript", { code: "1", session: "other" });
    const guests = childrenOf(server.pid);
    assertEquals(guests.length, 2);
    const { sessionId } = client;
    await client.terminate();
    await until("its guests are gone", () => !guests.some(isAlive));
    const response = await fetch(server.url, {
      headers: {
        accept: "text/event-stream",
        "mcp-session-id": String(sessionId),
      },
    });
    await response.body?.cancel();
    assertEquals(response.status, 404);
  }
});

Deno.test("a client that disconnects silently takes its sandboxes with it", async (t) => {
  await using server = await TestServer.start({
    args: ["--warm", "0", "--idle", "1s"],
  });
  for (const kind of KINDS) {
    await t.step(kind, async () => {
      const client = await connect(kind, server.url);
      const { data: { session } } = await client.call("run_python", {
        code: "1",
      });
      const guests = childrenOf(server.pid);
      assertEquals(guests.length, 1);
      // The library closes its connections, and sends no DELETE.
      await client[Symbol.asyncDispose]();
      await until("its guest is gone", () => !guests.some(isAlive));
      if (kind !== "modern") return;
      await using late = await connect(kind, server.url);
      const { text } = await late.call("run_python", { session, code: "1" });
      assertMatch(text, /There is no such session, or it has ended/);
    });
  }
});
