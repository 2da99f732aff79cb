import { assertEquals } from "@std/assert";
import type { JSONRPCMessage } from "@modelcontextprotocol/server";
import { StdioTransport } from "../../../servers/mcp/stdio_transport.ts";

/** A transport with both ends in the test. */
class Ends {
  readonly heard: JSONRPCMessage[] = [];
  readonly said: Record<string, unknown>[] = [];
  readonly errors: string[] = [];
  readonly closed: Promise<void>;
  readonly transport: StdioTransport;
  readonly #input: (Uint8Array | null)[] = [];
  #more = Promise.withResolvers<void>();
  /** Each write waits for this. */
  room: Promise<void> = Promise.resolve();
  reads = 0;

  constructor() {
    this.transport = new StdioTransport({
      read: () => this.#read(),
      write: async (bytes) => {
        await this.room;
        this.said.push(JSON.parse(new TextDecoder().decode(bytes)));
      },
      maxMessageBytes: 1_000_000,
    });
    this.transport.onmessage = (message) => void this.heard.push(message);
    this.transport.onerror = ({ message }) => void this.errors.push(message);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.closed = promise;
    this.transport.onclose = resolve;
    void this.transport.start();
  }

  /** Adds input; `null` ends it. */
  give(input: string | Uint8Array | null): void {
    this.#input.push(
      typeof input === "string" ? new TextEncoder().encode(input) : input,
    );
    this.#more.resolve();
  }

  async #read(): Promise<Uint8Array | null> {
    this.reads++;
    while (this.#input.length === 0) {
      this.#more = Promise.withResolvers();
      await this.#more.promise;
    }
    return this.#input.shift() ?? null;
  }
}

/** Runs all pending tasks. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 500; turn++) await Promise.resolve();
}

function request(id: number, method = "tools/call"): string {
  return `${JSON.stringify({ jsonrpc: "2.0", id, method })}\n`;
}

Deno.test("StdioTransport reads one message per line, however the bytes are split", async () => {
  const ends = new Ends();
  const bytes = new TextEncoder().encode(
    `${request(1, "ä")}\n${request(2, "ö")}`,
  );
  for (const byte of bytes) ends.give(new Uint8Array([byte]));
  ends.give(request(3) + request(4));
  ends.give(null);
  await settle();
  while (ends.heard.length < 4) await settle();
  assertEquals(ends.heard.map((message) => "id" in message && message.id), [
    1,
    2,
    3,
    4,
  ]);
  for (const id of [1, 2, 3, 4]) {
    await ends.transport.send({ jsonrpc: "2.0", id, result: {} });
  }
  await ends.closed;
});

Deno.test("StdioTransport answers requests that precede the end, then closes", async () => {
  const ends = new Ends();
  ends.give(request(1));
  ends.give(null);
  await settle();
  assertEquals(ends.heard.length, 1);
  await ends.transport.send({ jsonrpc: "2.0", id: 1, result: {} });
  await ends.closed;
  assertEquals(ends.said, [{ jsonrpc: "2.0", id: 1, result: {} }]);
  await ends.transport.send({ jsonrpc: "2.0", id: 2, result: {} });
  assertEquals(ends.said.length, 1);
});

Deno.test("StdioTransport starts few calls while responses are unread", async () => {
  const ends = new Ends();
  const { promise, resolve } = Promise.withResolvers<void>();
  ends.room = promise;
  ends.transport.onmessage = (message): void => {
    ends.heard.push(message);
    if (!("id" in message) || !("method" in message)) return;
    void ends.transport.send({ jsonrpc: "2.0", id: message.id, result: {} });
  };
  for (let id = 0; id < 1_000; id++) ends.give(request(id));
  await settle();
  assertEquals(ends.heard.length, 32);
  resolve();
  while (ends.said.length < 1_000) await settle();
  assertEquals(ends.heard.length, 1_000);
  ends.give(null);
  await ends.closed;
});

Deno.test("StdioTransport stops reading while too many responses are unread, or too many calls unfinished", async () => {
  const unread = new Ends();
  const { promise, resolve } = Promise.withResolvers<void>();
  unread.room = promise;
  const text = "x".repeat(2 ** 20);
  for (let id = 0; id < 5; id++) {
    void unread.transport.send({ jsonrpc: "2.0", id, result: { text } });
  }
  unread.give(request(1, "ping"));
  await settle();
  assertEquals(unread.heard, []);
  resolve();
  while (unread.heard.length < 1) await settle();
  await unread.transport.close();

  const undone = new Ends();
  for (let id = 0; id < 2_050; id++) undone.give(request(id, "ping"));
  while (undone.heard.length < 2_048) await settle();
  await settle();
  assertEquals(undone.heard.length, 2_048);
  await undone.transport.send({ jsonrpc: "2.0", id: 7, result: {} });
  await settle();
  assertEquals(undone.heard.length, 2_049);
  await undone.transport.close();
  undone.give(null);
});

Deno.test("StdioTransport closes when its output is closed, and says why", async () => {
  const ends = new Ends();
  ends.room = Promise.reject(new Error("Broken pipe"));
  await ends.transport.send({ jsonrpc: "2.0", id: 1, result: {} });
  await ends.closed;
  assertEquals(ends.errors, ["Broken pipe"]);
  ends.give(null);
});
