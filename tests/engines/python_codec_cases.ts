/** The requirements of the Python half of the value codec, in any Python. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import fc from "fast-check";
import {
  decodeValue,
  encodeValue,
  MAX_DEPTH,
  Tuple,
  type Value,
} from "../../core/value_codec.ts";
import { valueArbitrary } from "../core/value_arbitrary.ts";
import { asPython } from "./values_returned.ts";
import type { PythonGuest } from "./python_guest.ts";
import {
  ENCODED,
  IN_PLACE,
  WITHOUT_COUNTERPART,
} from "./python_codec_values.ts";
import { testHostileTypes } from "./python_codec_hostile_types.ts";

/** Options of the cases. */
export interface PythonCodecOptions {
  /** The Python to test. */
  readonly guest: PythonGuest;
  /** How many values make the round trip. */
  readonly numRuns: number;
}

/**
 * Runs every case.
 *
 * @param t The test in which they run
 * @param options The Python to test
 */
export async function testPythonCodec(
  t: Deno.TestContext,
  options: PythonCodecOptions,
): Promise<void> {
  await testValues(t, options);
  await testDecoding(t, options);
  await testBounds(t, options);
  await testHostileTypes(t, options);
}

/** Values that cross, and what crosses in the place of others. */
async function testValues(
  t: Deno.TestContext,
  { guest, numRuns }: PythonCodecOptions,
): Promise<void> {
  await t.step(
    "decode() and encode() return every value unchanged",
    () =>
      fc.assert(
        fc.asyncProperty(valueArbitrary({ python: true }), async (value) => {
          const answer = await guest.ask({
            op: "roundtrip",
            text: encodeValue(value),
          });
          assertEquals(read(answer.text), asPython(value));
        }),
        { numRuns },
      ),
  );

  await t.step(
    "encode() writes values that only Python has",
    async () => {
      for (const [code, text] of ENCODED) {
        const answer = await guest.ask({ op: "encode", code });
        assertEquals(answer, { text }, code);
        read(answer.text);
      }
    },
  );

  await t.step("encode() refuses values that cannot be encoded", async () => {
    for (const code of WITHOUT_COUNTERPART) {
      const { error } = await guest.ask({ op: "encode", code });
      assertEquals(error, "NoCounterpart", code);
    }
  });

  await t.step("encode() puts text in the place of a part", async () => {
    for (const [code, text] of IN_PLACE) {
      const answer = await guest.ask({ op: "encode", code, standIn: true });
      assertEquals(answer, { text }, code);
      read(answer.text);
      const { error } = await guest.ask({ op: "encode", code });
      assertEquals(error, "NoCounterpart", code);
    }
    for (const code of ["value = object()", "value = lambda: 1"]) {
      const { error } = await guest.ask({ op: "encode", code, standIn: true });
      assertEquals(error, "NoCounterpart", code);
    }
  });
}

/** What Python gets for sets and dates. */
async function testDecoding(
  t: Deno.TestContext,
  { guest }: PythonCodecOptions,
): Promise<void> {
  await t.step("decode() makes the members of sets hashable", async () => {
    const value = new Set<Value>([[1, [2]], new Set<Value>(["a"])]);
    const answer = await guest.ask({
      op: "roundtrip",
      text: encodeValue(value),
    });
    assertEquals(
      read(answer.text),
      new Set<Value>([Tuple.of<Value>(1, Tuple.of(2)), new Set<Value>(["a"])]),
    );
    for (const text of ['["s",["m"]]', '["d",8.64e15]', '["d",-8.64e15]']) {
      const { error } = await guest.ask({ op: "roundtrip", text });
      assertEquals(error, "NoCounterpart", text);
    }
  });

  await t.step("decode() returns dates with a time zone", async () => {
    const { text } = await guest.ask({
      op: "run",
      code: `value = repr(values.decode('["d",0.5]'))`,
    });
    assertMatch(
      text ?? "",
      /1970, 1, 1, 0, 0, 0, 500, tzinfo=datetime.timezone.utc/,
    );
  });
}

/** How deep and how large a text may be. */
async function testBounds(
  t: Deno.TestContext,
  { guest }: PythonCodecOptions,
): Promise<void> {
  await t.step(
    "encode() and decode() nest as deep as the host's codec",
    async () => {
      let value: Value = 1;
      for (let depth = 0; depth < MAX_DEPTH; depth++) {
        value = depth % 2 === 0 ? { a: value } : [value];
      }
      const text = encodeValue(value);
      assertEquals(await guest.ask({ op: "roundtrip", text }), { text });
      for (const depth of [MAX_DEPTH + 1, 100_000]) {
        // Kept, since freeing it exceeds Pyodide's usual stack.
        const code = `value = 1\nfor _ in range(${depth}): value = [value]\n` +
          "values.kept = value";
        const { error } = await guest.ask({ op: "encode", code });
        assertEquals(error, "TooDeep");
      }
    },
  );

  await t.step("encode() stops as soon as it is over its limit", async () => {
    // If `encode` went on, it would reach a value that cannot be encoded.
    const codes = [
      "value = [0] * 10**6 + [object()]",
      "value = [[0] * 10**6 + [object()]]",
      "value = ['0123456789'] * 40 + [object()]",
      "value = {str(n): n for n in range(40)} | {'a': object()}",
      "value = [b'0' * 200, object()]",
      "value = ['0' * 200, object()]",
      "value = [2**1000, object()]",
    ];
    for (const code of codes) {
      const { error } = await guest.ask({ op: "encode", code }, 160);
      assertEquals(error, "TooLarge", code);
      const enough = await guest.ask({ op: "encode", code }, 2 ** 30);
      assertEquals(enough.error, "NoCounterpart", code);
    }
  });

  await t.step("encode() counts every byte", async () => {
    const code = "value = {'a': [1, ('b',)], 'é': {2}}";
    const { text = "" } = await guest.ask({ op: "encode", code });
    const bytes = text.length;
    assertEquals(await guest.ask({ op: "encode", code }, bytes), { text });
    const { error } = await guest.ask({ op: "encode", code }, bytes - 1);
    assertEquals(error, "TooLarge");
  });
}

function read(text: string | undefined): Value {
  assert(text !== undefined);
  return decodeValue(text, { maxBytes: 2 ** 20 });
}
