import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { BodyBuffer } from "../../../../sandbox/host_requests/network/body.ts";
import { ByteQueue } from "../../../../sandbox/host_requests/network/byte_queue.ts";

Deno.test("BodyBuffer reads no further ahead than it may", async () => {
  let bytes = 0;
  async function* chunks(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    for (;;) {
      bytes += 65_536;
      yield await Promise.resolve(new Uint8Array(65_536));
    }
  }
  const ends: unknown[] = [];
  const body = new BodyBuffer(chunks(), (end) => ends.push(end));
  // Nothing but promise jobs is waited for: after a task of the event loop all of them are done.
  const settle = (): Promise<void> =>
    new Promise((resolve) => setTimeout(resolve));
  await settle();
  assert(bytes <= 2 ** 19, `${bytes} bytes were taken`);
  const before = bytes;
  const taken = await body.take();
  await settle();
  assert(bytes > before && bytes <= before + taken.bytes.length + 2 ** 19);
  body.fail(new Error("enough"));
  assertEquals(ends.length, 1);
  await settle();
});

Deno.test("ByteQueue gives what it got, however it is cut", () => {
  const steps = fc.array(fc.tuple(fc.nat(20_000), fc.nat(30_000)), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(steps, (all) => {
      const queue = new ByteQueue();
      let pushed = 0;
      let taken = 0;
      const take = (maxBytes: number): void => {
        const bytes = queue.take(maxBytes);
        assertEquals(bytes.length, Math.min(maxBytes, pushed - taken));
        assert(bytes.every((byte) => byte === taken++ % 251));
      };
      for (const [length, amount] of all) {
        queue.push(Uint8Array.from({ length }, () => pushed++ % 251));
        take(amount);
        assertEquals(queue.bytes, pushed - taken);
      }
      take(Infinity);
      assertEquals(taken, pushed);
    }),
    { numRuns: 50 },
  );
});
