import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { Exchange } from "../../../../servers/mcp/http/exchange.ts";
import { listen, ListenError } from "../../../../servers/mcp/http/listener.ts";
import { HEADERS } from "./_messages.ts";
import { RawConnection, writeRequest } from "./_raw.ts";

const MIB = 2 ** 20;
const GET = writeRequest(HEADERS, "", "GET /mcp");

/** Serves one response to all requests, during a function. */
async function serving(
  handle: (request: Request) => Promise<Response>,
  act: (url: URL) => Promise<void>,
): Promise<void> {
  const controller = new AbortController();
  const { promise: url, resolve } = Promise.withResolvers<URL>();
  const over = listen({
    hostname: "127.0.0.1",
    port: 0,
    signal: controller.signal,
    onListen: (text) => resolve(new URL(text)),
    onWarning: (message) => assert(false, message),
    handle,
  });
  try {
    await act(await url);
  } finally {
    controller.abort();
    await over;
  }
}

/** An endless response, and how many bytes of it were produced. */
function endless(): {
  readonly response: Response;
  readonly made: () => number;
  readonly left: Promise<void>;
} {
  const { promise: left, resolve } = Promise.withResolvers<void>();
  const piece = new Uint8Array(MIB);
  let bytes = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller): void {
      bytes += piece.length;
      controller.enqueue(piece);
    },
    cancel: () => resolve(),
  });
  return { response: new Response(body), made: () => bytes, left };
}

Deno.test("threat: a client that does not read its response", async () => {
  const { response, made, left } = endless();
  const exchange = new Exchange("", 200);
  const handle = (): Promise<Response> =>
    Promise.resolve(exchange.follow(response));
  await serving(handle, async (url) => {
    using connection = await RawConnection.open(url);
    await connection.write(GET);
    await left;
    // The kernel's buffers, and no more.
    assert(made() < 64 * MIB, `${made()}`);
  });
});

Deno.test("listen() sends a long response to a client that reads", async () => {
  const { response, made, left } = endless();
  const exchange = new Exchange("", 10_000);
  const handle = (): Promise<Response> =>
    Promise.resolve(exchange.follow(response));
  await serving(handle, async (url) => {
    const { body } = await fetch(url);
    let bytes = 0;
    for await (const chunk of body ?? []) {
      bytes += chunk.length;
      if (bytes > 100 * MIB) break;
    }
    await left;
    assert(made() >= 100 * MIB);
  });
});

Deno.test("listen() ends at once, with any connections open", async () => {
  const { promise: never } = Promise.withResolvers<Response>();
  const open: RawConnection[] = [];
  await serving(
    ({ method }) =>
      method === "GET" ? Promise.resolve(endless().response) : never,
    async (url) => {
      assertMatch(url.href, /^http:\/\/127\.0\.0\.1:\d+\/mcp$/);
      for (const request of [GET, writeRequest(HEADERS), "POST /mcp HT"]) {
        const connection = await RawConnection.open(url);
        await connection.write(request);
        open.push(connection);
      }
      await open[0]?.until("200 OK");
    },
  );
  assertEquals(await open[1]?.until("never"), "");
  for (const connection of open) connection[Symbol.dispose]();
});

Deno.test("listen() reports why it fails", async () => {
  const never = (): Promise<Response> => Promise.resolve(new Response());
  await serving(never, async ({ port }) => {
    const { signal } = new AbortController();
    await assertRejects(
      () =>
        listen({
          hostname: "127.0.0.1",
          port: Number(port),
          signal,
          onListen: () => {},
          onWarning: () => {},
          handle: never,
        }),
      ListenError,
      `Cannot listen at 127.0.0.1, port ${port}: Address`,
    );
  });
});
