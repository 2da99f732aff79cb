import { assertEquals } from "@std/assert";
import type { Ask, ToGuest } from "../../../core/protocol.ts";
import {
  HostRequests,
  MAX_OPEN_HOST_REQUESTS,
  RefusalError,
  type Service,
} from "../../../sandbox/host_requests/host_requests.ts";

/** The asks of a run with one service, and what they posted. */
function newAsks(service: Service): {
  readonly asks: HostRequests;
  readonly posted: [ToGuest, Uint8Array | undefined][];
} {
  const posted: [ToGuest, Uint8Array | undefined][] = [];
  const asks = new HostRequests({
    run: 1,
    services: { function: service },
    post: (...message) => posted.push([message[0], message[1]]),
  });
  return { asks, posted };
}

function askOf(fields: Partial<Ask> = {}): Ask {
  return {
    run: 1,
    ask: 1,
    service: "function",
    request: "",
    data: undefined,
    ...fields,
  };
}

/** Lets what is under way get on until something was posted. */
async function until(posted: readonly unknown[], count: number): Promise<void> {
  for (let turn = 0; turn < 1_000 && posted.length < count; turn++) {
    await Promise.resolve();
  }
  assertEquals(posted.length, count);
}

const never: Service = () => new Promise(() => {});

Deno.test("HostRequests.take() has a question answered by its service", async () => {
  const { asks, posted } = newAsks(({ request }) =>
    Promise.resolve({ value: request, bytes: new Uint8Array(1) })
  );
  assertEquals(asks.take(askOf({ ask: 7, request: "q" })), true);
  await until(posted, 1);
  assertEquals(posted, [
    [{ type: "answer", ask: 7, value: "q" }, new Uint8Array(1)],
  ]);
});

Deno.test("HostRequests.take() sends short text in the message and long text beside it", async () => {
  const { asks, posted } = newAsks(({ request }) =>
    Promise.resolve({ text: "é".repeat(Number(request)) })
  );
  asks.take(askOf({ request: "2" }));
  asks.take(askOf({ request: "5000" }));
  await until(posted, 2);
  assertEquals(posted, [
    [{ type: "answer", ask: 1, value: "éé" }, undefined],
    [
      { type: "answer", ask: 1, value: null, text: true },
      new TextEncoder().encode("é".repeat(5000)),
    ],
  ]);
});

Deno.test("HostRequests.take() tells the guest what was refused, and nothing of any other error", async () => {
  const thrown = [new RefusalError("Mine", "m"), new Error("secret"), null];
  for (const error of thrown) {
    const { asks, posted } = newAsks(() => Promise.reject(error));
    asks.take(askOf());
    await until(posted, 1);
    assertEquals(posted[0]?.[0], {
      type: "answer",
      ask: 1,
      value: null,
      error: error instanceof RefusalError
        ? { name: "Mine", message: "m" }
        : { name: "Error", message: "The host failed to answer" },
    });
  }
});

Deno.test("HostRequests.end() aborts, and what settles after it is not posted", async () => {
  const late = Promise.withResolvers<{ value: number }>();
  const signals: AbortSignal[] = [];
  const { asks, posted } = newAsks((_, { signal }) => {
    signals.push(signal);
    return late.promise;
  });
  asks.take(askOf());
  asks.end();
  late.resolve({ value: 1 });
  await late.promise;
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  assertEquals(signals.map(({ aborted }) => aborted), [true]);
  assertEquals(posted, []);
});

Deno.test("HostRequests.take() refuses a worker that has more questions open than any engine", () => {
  const { asks } = newAsks(never);
  for (let open = 0; open < MAX_OPEN_HOST_REQUESTS; open++) {
    assertEquals(asks.take(askOf()), true);
  }
  assertEquals(asks.take(askOf()), false);
});

Deno.test("HostRequests.take() refuses a worker that has more text in open questions than any engine", () => {
  const { asks } = newAsks(never);
  const long = "x".repeat(2 ** 25);
  assertEquals(asks.take(askOf({ request: long })), true);
  assertEquals(asks.take(askOf({ data: long })), true);
  assertEquals(asks.take(askOf({ request: "x" })), false);
  // One alone may be as long as a message can be.
  const alone = newAsks(never).asks;
  assertEquals(alone.take(askOf({ request: long + long + "x" })), true);
});
