import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { pack, type TimedFile } from "../../../tools/test/pack.ts";

const files: fc.Arbitrary<TimedFile[]> = fc.uniqueArray(
  fc.record({
    path: fc.string({ minLength: 1 }),
    seconds: fc.double({ min: 0, max: 1000, noNaN: true }),
  }),
  { selector: ({ path }) => path },
);

Deno.test("pack() puts each file into one shard", () => {
  fc.assert(
    fc.property(files, fc.integer({ min: 1, max: 50 }), (all, count) => {
      const shards = pack(all, count);
      assert(shards.length <= count);
      assert(shards.every(({ paths }) => paths.length > 0));
      assertEquals(
        shards.flatMap(({ paths }) => paths).toSorted(),
        all.map(({ path }) => path).toSorted(),
      );
    }),
  );
});

Deno.test("pack() starts with the longest shard, and no shard waits for a file that another could run", () => {
  fc.assert(
    fc.property(files, fc.integer({ min: 1, max: 50 }), (all, count) => {
      const shards = pack(all, count);
      const seconds = shards.map((shard) => shard.seconds);
      assertEquals(seconds, seconds.toSorted((a, b) => b - a));
      const longest = Math.max(0, ...all.map((file) => file.seconds));
      const [most = 0, least = 0] = [seconds[0], seconds.at(-1)];
      assert(most - least <= longest + 0.06);
    }),
  );
});

Deno.test("pack() returns the same shards for the same files in any order", () => {
  fc.assert(fc.property(files, (all) => {
    assertEquals(pack(all, 5), pack(all.toReversed(), 5));
  }));
});

Deno.test("pack() of no files has no shards", () => {
  assertEquals(pack([], 4), []);
});
