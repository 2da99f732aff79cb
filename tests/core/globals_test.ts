import { assertEquals, assertThrows } from "@std/assert";
import {
  mergeGlobals,
  resolveGlobals,
  toGlobalsText,
} from "../../core/globals.ts";
import { decodeValue } from "../../core/value_codec.ts";

const PYTHON = { language: "python", callBytes: 100 } as const;

function read(text: Uint8Array | undefined): unknown {
  return decodeValue(new TextDecoder().decode(text), { maxBytes: 1_000 });
}

Deno.test("resolveGlobals() encodes each value once, by its name", () => {
  let reads = 0;
  const globals = {
    get a(): number {
      return ++reads;
    },
    b: ["é"],
  };
  const resolved = resolveGlobals(globals, PYTHON);
  assertEquals([...resolved], [["a", "1"], ["b", '["l","é"]']]);
  assertEquals(read(toGlobalsText(resolved)), { a: 1, b: ["é"] });
  assertEquals(reads, 1);
});

Deno.test("resolveGlobals() accepts an empty object, and reads own enumerable names only", () => {
  assertEquals(toGlobalsText(resolveGlobals(undefined, PYTHON)), undefined);
  assertEquals(toGlobalsText(resolveGlobals({}, PYTHON)), undefined);
  const inherited = Object.create(null);
  inherited.a = 1;
  assertEquals(resolveGlobals(inherited, PYTHON).size, 1);
  const hidden = Object.defineProperty({ [Symbol("s")]: 1 }, "b", { value: 1 });
  assertEquals(resolveGlobals(hidden, PYTHON).size, 0);
});

Deno.test("resolveGlobals() counts bytes as the guest gets them", () => {
  const empty = toGlobalsText(resolveGlobals({ a: "" }, PYTHON))?.length ?? 0;
  const room = PYTHON.callBytes - empty;
  const full = resolveGlobals({ a: "x".repeat(room) }, PYTHON);
  assertEquals(toGlobalsText(full)?.length, PYTHON.callBytes);
  assertThrows(
    () => resolveGlobals({ a: "x".repeat(room + 1) }, PYTHON),
    RangeError,
    "Cannot set global a as all globals together must have at most 100 bytes",
  );
});

Deno.test("mergeGlobals() replaces the pool's globals by the run's", () => {
  const pool = resolveGlobals({ a: 1, b: "x".repeat(40) }, PYTHON);
  const own = resolveGlobals({ a: 2 }, PYTHON);
  assertEquals(read(toGlobalsText(mergeGlobals(pool, own, PYTHON))), {
    a: 2,
    b: "x".repeat(40),
  });
  const large = resolveGlobals({ c: "x".repeat(70) }, PYTHON);
  assertThrows(
    () => mergeGlobals(pool, large, PYTHON),
    RangeError,
    "Cannot set globals as all globals together",
  );
});
