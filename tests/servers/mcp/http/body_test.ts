import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  type BodyOptions,
  readJson,
} from "../../../../servers/mcp/http/body.ts";
import { post } from "./_messages.ts";

const OPTIONS: BodyOptions = {
  maxBytes: 2 ** 20,
  withinMs: 10_000,
  take: () => true,
};

/** The data of a body, or the status and message of its refusal. */
async function read(
  request: Request,
  options: Partial<BodyOptions> = {},
): Promise<unknown> {
  const body = await readJson(request, { ...OPTIONS, ...options });
  if ("json" in body) return body.json;
  const { error } = await body.refusal.json();
  return `${body.refusal.status} ${error.message}`;
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** A body in pieces, and whether it was cancelled. */
function pieces(
  bytes: Uint8Array<ArrayBuffer>,
  length: number,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0;
  return new ReadableStream({
    pull(controller): void {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + length));
      at += length;
    },
  });
}

Deno.test("readJson() reads any data, however it is split", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.jsonValue(),
      fc.integer({ min: 1, max: 9 }),
      async (data, length) => {
        const text = JSON.stringify(data);
        const body = pieces(bytesOf(text), length);
        assertEquals(await read(post(body)), JSON.parse(text));
      },
    ),
  );
});

Deno.test("readJson() refuses any text that is not JSON", async () => {
  await fc.assert(fc.asyncProperty(fc.string(), async (text) => {
    let data: unknown;
    try {
      data = JSON.parse(text);
    } catch {
      data = "400 The body is no JSON in UTF-8";
    }
    assertEquals(await read(post(bytesOf(text))), data);
  }));
});

Deno.test("readJson() refuses invalid UTF-8 and an empty body", async () => {
  const broken = "400 The body is no JSON in UTF-8";
  assertEquals(await read(post(new Uint8Array([0x22, 0xff, 0x22]))), broken);
  assertEquals(await read(post("")), broken);
  assertEquals(await read(post('{"jsonrpc": "2.0", "id": 1')), broken);
});

Deno.test("threat: a page posts a type that browsers send without a preflight request", async () => {
  for (
    const type of [
      "text/plain",
      "text/plain; application/json",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=application/json",
      "application/jsonx",
      "",
    ]
  ) {
    assertEquals(
      await read(post("{}", { "content-type": type })),
      "415 The body must be application/json",
      type,
    );
  }
  // Control: the same body with its real type.
  assertEquals(
    await read(
      post("{}", { "content-type": "application/json; charset=utf-8" }),
    ),
    {},
  );
});

Deno.test("threat: a body over the limit, with and without a length", async () => {
  const body = JSON.stringify("x".repeat(100));
  const long = "413 The body must have at most 50 bytes";
  const told = { "content-length": String(body.length) };
  assertEquals(await read(post(body, told), { maxBytes: 50 }), long);
  const untold = pieces(bytesOf(body), 10);
  assertEquals(await read(post(untold), { maxBytes: 50 }), long);
  assertEquals(
    await read(post(body), { maxBytes: body.length }),
    JSON.parse(body),
  );
});

Deno.test("threat: a body without an end", async () => {
  const { promise: left, resolve } = Promise.withResolvers<void>();
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(bytesOf("[1,")),
    cancel: () => resolve(),
  });
  assertEquals(
    await read(post(body), { withinMs: 20 }),
    "408 The body must arrive within 20 ms",
  );
  await left;
});

Deno.test("a body that breaks off is refused without a warning", async () => {
  const body = new ReadableStream({
    pull: (controller) => controller.error(new Error("The client went away")),
  });
  assertEquals(await read(post(body)), "400 The body broke off");
});

Deno.test("threat: a batch of 100 000 messages", async () => {
  const batch = (length: number): Request =>
    post(JSON.stringify(Array.from({ length }, () => 0)));
  assertEquals(
    await read(batch(100_000)),
    "400 A batch may have at most 100 messages",
  );
  assertEquals(await read(batch(100)), Array.from({ length: 100 }, () => 0));
});

Deno.test("threat: data 100 000 levels deep", async () => {
  const deep = (depth: number): string =>
    `${"[".repeat(depth)}${"]".repeat(depth)}`;
  const message =
    "400 The body may have at most 1000000 values, 500 levels deep";
  assertEquals(await read(post(deep(100_000))), message);
  assertEquals(await read(post('{"a":'.repeat(100_000))), message);
  assertEquals(JSON.stringify(await read(post(deep(500)))), deep(500));
});

Deno.test("threat: a body that becomes a hundred times larger when it is parsed", async () => {
  const lists = `[${"[],".repeat(600_000)}0]`;
  assertEquals(
    await read(post(lists), { maxBytes: 2 ** 24 }),
    "400 The body may have at most 1000000 values, 500 levels deep",
  );
});

Deno.test("readJson() counts the memory of a body as it arrives", async () => {
  let left = 1_000;
  const take = (bytes: number): boolean => {
    if (bytes > left) return false;
    left -= bytes;
    return true;
  };
  const busy = "503 The server is busy: try again later";
  // A declared length takes no memory.
  const promised = post("1", { "content-length": "900000" });
  assertEquals(await read(promised, { take }), 1);
  assertEquals(left, 899);
  assertEquals(
    await read(post(JSON.stringify("x".repeat(898))), { take }),
    busy,
  );
  assertEquals(await read(post("[1,2,3,4,5,6,7,8]"), { take }), busy);
  assert(left > 0);
});
