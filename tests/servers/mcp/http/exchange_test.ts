import { assertEquals, assertRejects } from "@std/assert";
import { Exchange } from "../../../../servers/mcp/http/exchange.ts";

/** A response in pieces, and whether its source was cancelled. */
function inPieces(
  pieces: readonly string[],
): { readonly response: Response; readonly left: Promise<void> } {
  const { promise: left, resolve } = Promise.withResolvers<void>();
  const more = pieces.values();
  const body = new ReadableStream<Uint8Array>({
    pull(controller): void {
      const { done, value } = more.next();
      if (done) return controller.close();
      controller.enqueue(new TextEncoder().encode(value));
    },
    cancel: () => resolve(),
  });
  return { response: new Response(body, { status: 202 }), left };
}

/** An exchange, and how often its end was reported. */
function counted(stallMs = 60_000): { exchange: Exchange; ends: () => number } {
  let ends = 0;
  const exchange = new Exchange("", stallMs);
  exchange.onEnd(() => ends++);
  return { exchange, ends: () => ends };
}

Deno.test("Exchange.follow() passes a response on and ends with it", async () => {
  const { exchange, ends } = counted();
  const { response } = inPieces(["a", "b"]);
  response.headers.set("x-kept", "1");
  const followed = exchange.follow(response);
  assertEquals([followed.status, followed.headers.get("x-kept")], [202, "1"]);
  assertEquals(ends(), 0);
  assertEquals(await followed.text(), "ab");
  assertEquals(ends(), 1);
});

Deno.test("Exchange.follow() ends at once without a body", () => {
  const { exchange, ends } = counted();
  exchange.follow(new Response(null));
  assertEquals(ends(), 1);
  // A late callback is called at once.
  let late = 0;
  exchange.onEnd(() => late++);
  assertEquals([ends(), late], [1, 1]);
});

Deno.test("Exchange.follow() ends when the response is cancelled", async () => {
  const { exchange, ends } = counted();
  const { response, left } = inPieces(["a", "b"]);
  await exchange.follow(response).body?.cancel();
  await left;
  assertEquals(ends(), 1);
});

Deno.test("Exchange.follow() ends when the source of the response fails", async () => {
  const { exchange, ends } = counted();
  const body = new ReadableStream<Uint8Array>({
    pull(): void {
      throw new Error("The source failed");
    },
  });
  await assertRejects(
    () => exchange.follow(new Response(body)).text(),
    Error,
    "The source failed",
  );
  assertEquals(ends(), 1);
});

Deno.test("threat: a client that does not read keeps its response in memory forever", async () => {
  const { exchange, ends } = counted(10);
  const { response, left } = inPieces(["a", "b", "c"]);
  const reader = exchange.follow(response).body?.getReader();
  await reader?.read();
  // It reads the first piece and no other.
  await left;
  assertEquals(ends(), 1);
  await assertRejects(() => reader?.read() ?? Promise.resolve());
});
