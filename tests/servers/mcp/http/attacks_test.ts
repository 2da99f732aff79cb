import "../../../_ask_worker_options.ts";
import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { connect } from "./_clients.ts";
import { INITIALIZE } from "./_messages.ts";
import { ask, RawConnection, writeRequest } from "./_raw.ts";
import { runMcp, TestServer } from "./_server.ts";
import { CLOSE, LIST, MIB } from "./_attacks.ts";

/** Malformed requests, and the responses to them. */
const MALFORMED: Record<string, readonly [request: string, answer: RegExp]> = {
  "no HTTP": ["\0\r\n\r\n", /^(?:HTTP\/1\.1 400|$)/],
  "half a line": ["POST /mc", /^$/],
  "two hosts": [
    "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n",
    /^HTTP\/1\.1 400/,
  ],
  "another host in its line": [
    writeRequest(CLOSE, LIST, "POST http://evil.example/mcp"),
    / 403 .*Host/s,
  ],
  "another host": [
    writeRequest({ ...CLOSE, host: "evil.example" }),
    / 403 .*Host/s,
  ],
  "another origin": [
    writeRequest({ ...CLOSE, origin: "https://evil.example" }),
    / 403 .*Origin/s,
  ],
  "a page in a sandboxed frame": [
    writeRequest({ ...CLOSE, origin: "null" }),
    / 403 .*Origin/s,
  ],
  "a form": [
    writeRequest({ ...CLOSE, "content-type": "text/plain" }, "{}"),
    / 415 /,
  ],
  "an invalid length": [
    "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
    /^HTTP\/1\.1 400/,
  ],
  "a length and chunks at once": [
    writeRequest({ ...CLOSE, "transfer-encoding": "chunked" }, "0\r\n\r\n"),
    /^HTTP\/1\.1 400/,
  ],
  "headers without end": [
    writeRequest({ ...CLOSE, "x-long": "y".repeat(MIB) }),
    /^HTTP\/1\.1 4\d\d/,
  ],
  "a body that is announced to be too long": [
    writeRequest({ ...CLOSE, "content-length": "1000000000" }),
    / 413 /,
  ],
  "a body that is too long": [
    `POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${
      `100000\r\n${"x".repeat(MIB)}\r\n`.repeat(17)
    }0\r\n\r\n`,
    / 413 /,
  ],
  "a batch of 100 000": [
    writeRequest(CLOSE, JSON.stringify(Array(100_000).fill(INITIALIZE.id))),
    / 400 .*batch/s,
  ],
  "data 100 000 levels deep": [
    writeRequest(CLOSE, "[".repeat(100_000)),
    / 400 .*levels deep/s,
  ],
  "data that is a hundred times as large when it is parsed": [
    writeRequest(CLOSE, `[${"[],".repeat(5e6)}0]`),
    / 400 .*values/s,
  ],
  "half of a message": [writeRequest(CLOSE, '{"jsonrpc": "2'), / 400 /],
  "a session that is not there": [
    writeRequest({ ...CLOSE, "mcp-session-id": "0".repeat(32) }, LIST),
    / 404 /,
  ],
  "no session": [
    writeRequest(CLOSE, LIST),
    / 400 .*Mcp-Session-Id/s,
  ],
};

Deno.test("threat: malformed requests leave the server and its clients as they were", async (t) => {
  await using server = await TestServer.start();
  await using client = await connect("legacy", server.url);
  await client.call("run_python", { code: "x = 42" });
  for (const [name, [request, answer]] of Object.entries(MALFORMED)) {
    await t.step(name, async () => {
      using connection = await RawConnection.open(server.url);
      const sent = connection.write(request);
      // An incomplete request gets no response, so the client ends it here.
      if (request.length < 9) await connection.closeWrite();
      assertMatch(await connection.until(/\r\n\r\n(?:\{.*\})?/s), answer);
      connection[Symbol.dispose]();
      await sent;
    });
  }
  const { data } = await client.call("run_python", { code: "x" });
  assertEquals(data.value, 42);
  assertMatch(server.stderr, /^sandglass: listening at \S+\n$/);
});

Deno.test("threat: __proto__ in the arguments of tools", async () => {
  await using server = await TestServer.start();
  await using client = await connect("v1", server.url);
  const spoilt = JSON.parse(
    '{"__proto__":{"isError":true,"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
  );
  const refused = await client.call("run_python_code", {
    ...spoilt,
    python_code: "1",
  });
  assertMatch(refused.text, /Unrecognized key/);
  const alias = await client.call("run_python_code", {
    python_code: "sorted(k for k in globals() if k in ('__proto__', 'x'))",
    global_variables: JSON.parse('{"__proto__": {"polluted": 1}, "x": 2}'),
  });
  assertMatch(alias.text, /"x"\s+\]/);
  const plain = Object.assign(JSON.parse('{"__proto__": {"session": "a"}}'), {
    code: "1",
  });
  const { data } = await client.call("run_python", plain);
  assertEquals([data.value, data.session], [1, "default"]);
});

Deno.test("threat: a client that cancels another's call", async () => {
  await using server = await TestServer.start();
  await using mine = await connect("legacy", server.url);
  await using theirs = await connect("legacy", server.url);
  const { promise: running, resolve } = Promise.withResolvers<void>();
  const controller = new AbortController();
  let isOver = false;
  const called = mine.call("run_python", { code: "while True: pass" }, {
    signal: controller.signal,
    onProgress: () => resolve(),
  }).finally(() => isOver = true);
  const rejected = assertRejects(() => called);
  await running;
  const cancel = async (session: string | undefined): Promise<void> => {
    for (let requestId = 0; requestId < 20; requestId++) {
      const body = JSON.stringify({
        jsonrpc: "2.0",
        method: "notifications/cancelled",
        params: { requestId },
      });
      const headers = { ...CLOSE, "mcp-session-id": String(session) };
      const { status } = await ask(server.url, writeRequest(headers, body));
      assertEquals(status, 202);
    }
  };
  await cancel(theirs.sessionId);
  await mine.ping();
  assert(!isOver);
  // Control: in the client's own session the same message cancels the call.
  await cancel(mine.sessionId);
  const after = await mine.call("run_python", { code: "1" });
  assertEquals(after.data.value, 1);
  controller.abort();
  await rejected;
});

Deno.test("threat: a token file that others can read", async () => {
  const file = await Deno.makeTempFile({ prefix: "tokens-" });
  await Deno.writeTextFile(file, "a-token-of-this-test\n");
  try {
    for (const mode of [0o644, 0o600]) {
      await Deno.chmod(file, mode);
      const args = ["--token-file", file];
      await using server = await TestServer.start({ args });
      const warnings = server.stderr.match(/^.*warning.*$/gm) ?? [];
      assertEquals(warnings.length, mode === 0o644 ? 1 : 0, server.stderr);
      if (mode === 0o644) assertMatch(server.stderr, /chmod 600 /);
    }
  } finally {
    await Deno.remove(file);
  }
});

Deno.test("threat: a page of a development server on this machine, with and without a token", async () => {
  const origin = "http://localhost:5173";
  const body = JSON.stringify(INITIALIZE);
  const asks = (
    more: Readonly<Record<string, string>>,
  ): readonly string[] => {
    const headers = { ...CLOSE, ...more };
    return [
      writeRequest(headers, body),
      writeRequest({ ...headers, accept: "text/event-stream" }, "", "GET /mcp"),
      writeRequest(
        { ...headers, "access-control-request-method": "POST" },
        "",
        "OPTIONS /mcp",
      ),
    ];
  };
  const statuses = async (
    { url }: TestServer,
    more: Readonly<Record<string, string>>,
  ): Promise<readonly number[]> =>
    (await Promise.all(asks(more).map((request) => ask(url, request))))
      .map(({ status }) => status);
  {
    await using server = await TestServer.start();
    assertEquals(await statuses(server, { origin }), [403, 403, 403]);
    const site = { "sec-fetch-site": "same-site" };
    assertEquals(await statuses(server, site), [403, 403, 403]);
    // Control: the same requests without an origin.
    assertEquals(await statuses(server, {}), [200, 400, 405]);
  }
  {
    const args = ["--allow-origin", origin];
    await using server = await TestServer.start({ args });
    assertEquals(await statuses(server, { origin }), [200, 400, 204]);
  }
  const tokens = ["a-token-of-this-test"];
  await using server = await TestServer.start({ tokens });
  assertEquals(await statuses(server, { origin }), [401, 401, 401]);
  const authorization = `Bearer ${tokens[0]}`;
  assertEquals(await statuses(server, { origin, authorization }), [
    200,
    400,
    405,
  ]);
});

Deno.test("threat: a server that everyone can reach and use", async () => {
  for (
    const address of ["0.0.0.0:0", "[::]:0", "10.0.0.1:0", "example.org:0"]
  ) {
    const { code, stderr } = await runMcp(["--http", address]);
    assertEquals(code, 2, stderr);
    assertMatch(stderr, /without --token-file/);
  }
  const file = await Deno.makeTempFile();
  for (const text of ["", "# nothing\n", "short\n", "a token with spaces\n"]) {
    await Deno.writeTextFile(file, text);
    const args = ["--http", "0.0.0.0:0", "--token-file", file];
    const { code, stderr } = await runMcp(args);
    assertEquals(code, 2, stderr);
    assertMatch(stderr, /Cannot use --token-file/);
  }
  await Deno.remove(file);
});
