import { assert, assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import { checkFunctions, type HostFunctions } from "../../../core/functions.ts";
import type { HostRequest } from "../../../core/protocol.ts";
import {
  decodeValue,
  encodeValue,
  type Value,
} from "../../../core/value_codec.ts";
import { GuestVisibleError } from "../../../sandbox/host_requests/host_requests.ts";
import {
  FunctionCalls,
  type FunctionCallsOptions,
} from "../../../sandbox/host_requests/function_calls.ts";

const LIMITS = { callBytes: 1_000, maxCalls: 1e9, maxConcurrentCalls: 2 };
const MAX = { maxBytes: 10_000 };

function newCalls(
  functions: HostFunctions,
  parts: Partial<FunctionCallsOptions> = {},
): FunctionCalls {
  return new FunctionCalls({
    functions: checkFunctions(functions),
    onCall: undefined,
    limits: LIMITS,
    onBusy: () => {},
    ...parts,
  });
}

function requestOf(body: string): HostRequest {
  return { run: 1, id: 1, service: "function", body, data: undefined };
}

async function call(
  calls: FunctionCalls,
  request: Value,
  signal: AbortSignal = new AbortController().signal,
): Promise<Value> {
  const ask = requestOf(encodeValue(request));
  const { text } = await calls.serve(ask, { run: 1, signal });
  return decodeValue(text ?? "", MAX);
}

Deno.test("FunctionCalls.serve() calls and encodes", async () => {
  const calls = newCalls({ add: (a: number, b: number) => a + b });
  assertEquals(await call(calls, ["add", 1, 2]), 3);
  assertEquals(calls.made, 1);
});

Deno.test("FunctionCalls.serve() refuses forged requests without calling anything", async () => {
  let made = 0;
  const calls = newCalls({ f: () => ++made });
  const { signal } = new AbortController();
  const names = ["constructor", "toString", "__proto__", "then", "F", "f ", ""];
  await fc.assert(fc.asyncProperty(
    fc.oneof(
      fc.string({ unit: "binary" }),
      fc.json(),
      fc.constantFrom(...names).map((name) => encodeValue([name, 1])),
      fc.constantFrom(
        '["l"]',
        '["l",["l","f"]]',
        '["l",null]',
        '["s","f"]',
        '["m",["f",1]]',
        '"f"',
        '["f"]',
        '["l","f"',
        `["l","f","${"x".repeat(1_000)}"]`,
        "[".repeat(900),
      ),
    ),
    async (request) => {
      fc.pre(!request.startsWith('["l","f"]') && !request.startsWith('["t"'));
      await assertRejects(
        () => calls.serve(requestOf(request), { run: 1, signal }),
        GuestVisibleError,
      );
    },
  ));
  assertEquals(made, 0);
});

Deno.test("FunctionCalls.serve() makes so many calls at once, and the others in order", async () => {
  const begun: Value[] = [];
  const ends: (() => void)[] = [];
  const busy: boolean[] = [];
  const calls = newCalls({
    f(one: Value): Promise<void> {
      begun.push(one);
      const { promise, resolve } = Promise.withResolvers<void>();
      ends.push(resolve);
      return promise;
    },
  }, { onBusy: (is) => busy.push(is) });
  const all = [1, 2, 3, 4].map((one) => call(calls, ["f", one]));
  await Promise.resolve();
  assertEquals(busy, [true]);
  for (let done = 0; done < 4; done++) {
    while (ends.length <= done) await Promise.resolve();
    assert(begun.length <= done + LIMITS.maxConcurrentCalls);
    ends[done]?.();
    await all[done];
  }
  assertEquals(begun, [1, 2, 3, 4]);
  assertEquals(busy, [true, false]);
});

Deno.test("FunctionCalls.serve() does not begin what waited until the run was over", async () => {
  const begun: Value[] = [];
  const end = Promise.withResolvers<void>();
  const over = new AbortController();
  const calls = newCalls({
    f(one: Value): Promise<void> {
      begun.push(one);
      return end.promise;
    },
  });
  const all = Promise.allSettled(
    [1, 2, 3, 4].map((one) => call(calls, ["f", one], over.signal)),
  );
  while (begun.length < 2) await Promise.resolve();
  over.abort();
  end.resolve();
  assertEquals((await all).map(({ status }) => status), [
    "fulfilled",
    "fulfilled",
    "rejected",
    "rejected",
  ]);
  assertEquals(begun, [1, 2]);
});

Deno.test("FunctionCalls.serve() counts up to maxCalls, and no further", async () => {
  const calls = newCalls({ f: () => 1 }, {
    limits: { ...LIMITS, maxCalls: 2 },
  });
  await call(calls, ["f"]);
  await assertRejects(() => call(calls, ["g"]), GuestVisibleError);
  const { message } = await assertRejects(
    () => call(calls, ["f"]),
    GuestVisibleError,
  );
  assertEquals(
    message,
    "Cannot call host functions any more as a run may make at most 2 calls",
  );
  assertEquals(calls.made, 2);
});

Deno.test("FunctionCalls.serve() gives room back when a function throws", async () => {
  const calls = newCalls({
    f(): never {
      throw new Error("no");
    },
  });
  for (let round = 0; round < 5; round++) {
    await assertRejects(() => call(calls, ["f"]), GuestVisibleError, "no");
  }
});

Deno.test("FunctionCalls.serve() tells nothing of a host's error but its name and message", async () => {
  const cause = new Error("secret cause");
  const calls = newCalls({
    f(): never {
      throw Object.assign(new RangeError("m", { cause }), { code: "secret" });
    },
  });
  const refusal = await assertRejects(
    () => call(calls, ["f"]),
    GuestVisibleError,
  );
  assertEquals([refusal.name, refusal.message, refusal.cause], [
    "RangeError",
    "m",
    undefined,
  ]);
});
