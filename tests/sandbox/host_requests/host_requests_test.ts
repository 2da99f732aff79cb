import { MAX_OPEN_HOST_REQUESTS } from "../../../engines/worker/shared_values.js";
import { assertEquals } from "@std/assert";
import type { HostRequest, ToGuest } from "../../../core/protocol.ts";
import {
  GuestVisibleError,
  HostRequests,
  type Service,
} from "../../../sandbox/host_requests/host_requests.ts";

/** The requests of a run with one service, and what they posted. */
function newRequests(service: Service): {
  readonly requests: HostRequests;
  readonly posted: [ToGuest, Uint8Array | undefined][];
} {
  const posted: [ToGuest, Uint8Array | undefined][] = [];
  const requests = new HostRequests({
    run: 1,
    services: { function: service },
    post: (...message) => posted.push([message[0], message[1]]),
  });
  return { requests, posted };
}

function requestOf(fields: Partial<HostRequest> = {}): HostRequest {
  return {
    run: 1,
    id: 1,
    service: "function",
    body: "",
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
  const { requests, posted } = newRequests(({ body }) =>
    Promise.resolve({ value: body, bytes: new Uint8Array(1) })
  );
  assertEquals(requests.take(requestOf({ id: 7, body: "q" })), true);
  await until(posted, 1);
  assertEquals(posted, [
    [{ type: "response", id: 7, value: "q" }, new Uint8Array(1)],
  ]);
});

Deno.test("HostRequests.take() sends short text in the message and long text beside it", async () => {
  const { requests, posted } = newRequests(({ body }) =>
    Promise.resolve({ text: "é".repeat(Number(body)) })
  );
  requests.take(requestOf({ body: "2" }));
  requests.take(requestOf({ body: "5000" }));
  await until(posted, 2);
  assertEquals(posted, [
    [{ type: "response", id: 1, value: "éé" }, undefined],
    [
      { type: "response", id: 1, value: null, text: true },
      new TextEncoder().encode("é".repeat(5000)),
    ],
  ]);
});

Deno.test("HostRequests.take() tells the guest what was refused, and nothing of any other error", async () => {
  const thrown = [
    new GuestVisibleError("Mine", "m"),
    new Error("secret"),
    null,
  ];
  for (const error of thrown) {
    const { requests, posted } = newRequests(() => Promise.reject(error));
    requests.take(requestOf());
    await until(posted, 1);
    assertEquals(posted[0]?.[0], {
      type: "response",
      id: 1,
      value: null,
      error: error instanceof GuestVisibleError
        ? { name: "Mine", message: "m" }
        : { name: "Error", message: "The host failed to answer" },
    });
  }
});

Deno.test("HostRequests.end() aborts, and what settles after it is not posted", async () => {
  const late = Promise.withResolvers<{ value: number }>();
  const signals: AbortSignal[] = [];
  const { requests, posted } = newRequests((_, { signal }) => {
    signals.push(signal);
    return late.promise;
  });
  requests.take(requestOf());
  requests.end();
  late.resolve({ value: 1 });
  await late.promise;
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  assertEquals(signals.map(({ aborted }) => aborted), [true]);
  assertEquals(posted, []);
});

Deno.test("HostRequests.take() refuses a worker that has more questions open than any engine", () => {
  const { requests } = newRequests(never);
  for (let open = 0; open < MAX_OPEN_HOST_REQUESTS; open++) {
    assertEquals(requests.take(requestOf()), true);
  }
  assertEquals(requests.take(requestOf()), false);
});

Deno.test("HostRequests.take() refuses a worker that has more text in open questions than any engine", () => {
  const { requests } = newRequests(never);
  const long = "x".repeat(2 ** 25);
  assertEquals(requests.take(requestOf({ body: long })), true);
  assertEquals(requests.take(requestOf({ data: long })), true);
  assertEquals(requests.take(requestOf({ body: "x" })), false);
  // One alone may be as long as a message can be.
  const alone = newRequests(never).requests;
  assertEquals(alone.take(requestOf({ body: long + long + "x" })), true);
});
