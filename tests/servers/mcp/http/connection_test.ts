import { assert, assertEquals, assertMatch } from "@std/assert";
import { listen } from "../../../../servers/mcp/http/listener.ts";
import { until } from "../../../security/_quiet.ts";
import { RawConnection } from "./_raw.ts";

type Handle = (request: Request) => Promise<Response>;

interface Served {
  readonly url: URL;
  /** Opens a connection, which is closed after the test. */
  readonly open: (text?: string) => Promise<RawConnection>;
}

/** Responds with the request and its body. */
async function echo(request: Request): Promise<Response> {
  const { method, url } = request;
  return new Response(`${method} ${url} <${await request.text()}>`);
}

/** Serves during a function. */
async function serving(
  { handle = echo, headMs }: {
    readonly handle?: Handle;
    readonly headMs?: number;
  },
  act: (served: Served) => Promise<void>,
): Promise<void> {
  const controller = new AbortController();
  using stack = new DisposableStack();
  const { promise, resolve } = Promise.withResolvers<URL>();
  const over = listen({
    hostname: "127.0.0.1",
    port: 0,
    signal: controller.signal,
    onListen: (text) => resolve(new URL(text)),
    onWarning: (message) => assert(false, message),
    handle,
    ...(headMs === undefined ? {} : { headMs }),
  });
  const url = await promise;
  try {
    await act({
      url,
      async open(text = ""): Promise<RawConnection> {
        const connection = stack.use(await RawConnection.open(url));
        await connection.write(text);
        return connection;
      },
    });
  } finally {
    controller.abort();
    await over;
  }
}

const GET = "GET /a HTTP/1.1\r\nHost: x:1\r\n\r\n";
/** A complete request, whose response shows that a connection still works. */
const LAST = "GET /last HTTP/1.1\r\nHost: x:1\r\nConnection: close\r\n\r\n";
const HEAD_MS = 200;

Deno.test("threat: request heads that never end", async (t) => {
  const attacks: Readonly<Record<string, readonly [string, RegExp]>> = {
    "nothing at all": ["", /^$/],
    "half a line": ["POST /mc", /^HTTP\/1\.1 408 .*within 200 ms/s],
    "half a header": [GET.slice(0, -6), /^HTTP\/1\.1 408 /],
    "all but the end": [GET.slice(0, -2), /^HTTP\/1\.1 408 /],
    "half of a second request": [
      `${GET}${GET.slice(0, 9)}`,
      /^HTTP\/1\.1 200 .*HTTP\/1\.1 408 /s,
    ],
  };
  for (const [name, [request, answer]] of Object.entries(attacks)) {
    await t.step(name, async () => {
      await serving({ headMs: HEAD_MS }, async ({ open }) => {
        const connection = await open(request);
        assertMatch(await connection.until(/^$never/), answer);
      });
    });
  }
});

Deno.test("threat: a head that arrives byte by byte, with and without a limit", async () => {
  await serving({ headMs: 3_600_000 }, async (patient) => {
    await serving({ headMs: HEAD_MS }, async (server) => {
      const slow = await server.open();
      // Control: with a very high limit the same goes on.
      const control = await patient.open();
      let isOver = false;
      const ended = slow.until(/^$never/).finally(() => isOver = true);
      const text = `GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ${"y".repeat(9_000)}`;
      let sent = 0;
      await until("the server closes the connection", async () => {
        const byte = text.charAt(sent++);
        await Promise.all([slow.write(byte), control.write(byte)]);
        return isOver;
      });
      assertMatch(await ended, /^HTTP\/1\.1 408 /);
      assert(sent < text.length);
      const rest = `${text.slice(sent)}\r\nConnection: close\r\n\r\n`;
      await control.write(rest);
      assertMatch(await control.until(/^$never/), /^HTTP\/1\.1 200 /);
    });
  });
});

Deno.test("serveConnection() answers requests one after the other", async () => {
  const post =
    "POST /b HTTP/1.1\r\nHost: x:1\r\nContent-Length: 4\r\n\r\nbody\r\n";
  const chunked =
    "PUT /c HTTP/1.1\r\nHost: x:1\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\n0003\r\ndef\r\n0\r\nX-T: 1\r\n\r\n";
  await serving({}, async ({ open }) => {
    const connection = await open(GET + post + chunked + LAST);
    const text = await connection.until(/^$never/);
    assertEquals(text.match(/\S+ http:\S+ <.*>/g), [
      "GET http://x:1/a <>",
      "POST http://x:1/b <body>",
      "PUT http://x:1/c <abcdef>",
      "GET http://x:1/last <>",
    ]);
    assertEquals(text.match(/^connection: .*/gm), [
      ...Array(3).fill("connection: keep-alive"),
      "connection: close",
    ]);
  });
});

Deno.test("serveConnection() sends 100 Continue to a client that waits for it", async () => {
  await serving({}, async ({ open }) => {
    const connection = await open(
      "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n",
    );
    assertMatch(await connection.until("\r\n\r\n"), /^HTTP\/1\.1 100 /);
    await connection.write("ok");
    assertMatch(await connection.until(/^$never/), /^HTTP\/1\.1 200 .*<ok>/s);
  });
});

Deno.test("serveConnection() writes what each version of HTTP understands", async () => {
  await serving({}, async ({ open }) => {
    const old = await open("GET / HTTP/1.0\r\nHost: x\r\n\r\n");
    const text = await old.until(/^$never/);
    assertMatch(text, /\r\n\r\nGET http:\/\/x\/ <>$/);
    assert(!text.includes("transfer-encoding"));
    const head = await open(LAST.replace("GET", "HEAD"));
    assertMatch(
      await head.until(/^$never/),
      /^HTTP\/1\.1 200 OK\r\n.*\r\n\r\n$/s,
    );
  });
  const empty = (): Promise<Response> =>
    Promise.resolve(new Response(null, { status: 202 }));
  await serving({ handle: empty }, async ({ open }) => {
    const connection = await open(GET + LAST);
    const text = await connection.until(/^$never/);
    assertEquals(text.match(/^content-length: 0\r$/gm)?.length, 2);
  });
});

Deno.test("threat: requests that are not HTTP", async () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    ["GET / HTTP/1.1\r\n\r\n", / 400 .*must have one header Host: .* none/s],
    ["GET / HTTP/1.0\r\n\r\n", / 400 /],
    ["GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", / 400 .* 2 of them/s],
    ["GET * HTTP/1.1\r\nHost: a\r\n\r\n", / 400 /],
    ["CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n", / 400 /],
    ["TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", / 501 /],
    ["GET file:///etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n", / 400 /],
    ["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", / 505 /],
    [`GET / HTTP/1.1\r\nX: ${"y".repeat(20_000)}`, / 431 /],
    ["GET / HTTP/1.1\nHost: a\n\n\r\n\r\n", / 400 /],
  ];
  await serving({}, async ({ open }) => {
    for (const [request, answer] of cases) {
      const connection = await open(request);
      const text = await connection.until(/^$never/);
      assertMatch(text, answer);
      assertMatch(text, /^HTTP\/1\.1 \d+ [^]*"jsonrpc":"2\.0"/);
    }
    // Control: a valid request.
    assertMatch(await (await open(LAST)).until(/^$never/), / 200 /);
  });
});

Deno.test("serveConnection() reads the host of a URL, and ignores a Host that is not a name", async () => {
  await serving({}, async ({ open }) => {
    const line = LAST.replace("/last", "http://evil.example/b");
    const text = await (await open(line)).until(/^$never/);
    assertMatch(text, /GET http:\/\/evil\.example\/b <>/);
    for (const host of ["a/b", "a@127.0.0.1", "127.0.0.1#", "", "a b"]) {
      const request = LAST.replace("x:1", host);
      const text = await (await open(request)).until(/^$never/);
      assertMatch(text, /GET http:\/\/unknown\.invalid\/last <>/, host);
    }
  });
});

Deno.test("serveConnection() ends a response whose client is gone, even if the client sent more than is read ahead", async () => {
  const left: string[] = [];
  const handle = ({ url }: Request): Promise<Response> => {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode("on")),
      cancel: () => void left.push(new URL(url).pathname),
    });
    const headers = { "content-type": "text/event-stream" };
    return Promise.resolve(new Response(body, { headers }));
  };
  await serving({ handle }, async ({ open }) => {
    for (const path of ["/cut", "/half", "/more"]) {
      const connection = await open(GET.replace("/a", path));
      await connection.until("on");
      if (path === "/cut") connection[Symbol.dispose]();
      else if (path === "/half") await connection.closeWrite();
      else await connection.write("x".repeat(200_000));
      await until(path, () => left.includes(path));
    }
    assertEquals(left.length, 3);
  });
});

Deno.test("serveConnection() lets a client read the response to a request that is not read to its end", async () => {
  const handle = (): Promise<Response> =>
    Promise.resolve(new Response("no", { status: 413 }));
  await serving({ handle }, async ({ open }) => {
    const length = 2 ** 20;
    const connection = await open(
      `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n\r\n`,
    );
    const sent = connection.write("x".repeat(length));
    const text = await connection.until(/^$never/);
    assertMatch(text, /^HTTP\/1\.1 413 .*connection: close.*no\r\n0/s);
    await sent;
  });
});

Deno.test("serveConnection() ends a connection whose response fails in the middle", async () => {
  const body = (): ReadableStream<Uint8Array> =>
    new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode("on")),
      pull: (controller) => controller.error(new Error("broken")),
    });
  await serving(
    { handle: () => Promise.resolve(new Response(body())) },
    async ({ open }) => {
      const text = await (await open(GET)).until(/^$never/);
      // A response that was cut off does not look complete.
      assert(!text.includes("\r\n0\r\n"), text);
    },
  );
  const handle = (): Promise<Response> => Promise.reject(new Error("broken"));
  await serving({ handle }, async ({ open }) => {
    assertEquals(await (await open(GET)).until(/^$never/), "");
  });
});
