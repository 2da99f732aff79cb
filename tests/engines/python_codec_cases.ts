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
import type { PythonGuest } from "./python_guest.ts";
import {
  ENCODED,
  IN_PLACE,
  LIARS,
  WITHOUT_COUNTERPART,
} from "./python_codec_values.ts";

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

/** Types and modules of which the guest has made something else. */
async function testHostileTypes(
  t: Deno.TestContext,
  { guest }: PythonCodecOptions,
): Promise<void> {
  await t.step("encode() calls no method of a guest's class", async () => {
    const bases = [
      ["list", "[1]", '["l",1]'],
      ["tuple", "[1]", '["t",1]'],
      ["dict", "{'a': 1}", '["m",["a",1]]'],
      ["set", "[1]", '["s",1]'],
      ["frozenset", "[1]", '["s",1]'],
      ["str", "'a'", '"a"'],
      ["int", "7", "7"],
      ["float", "1.5", "1.5"],
      ["bytes", "b'hi'", '["b","aGk="]'],
      ["bytearray", "b'hi'", '["b","aGk="]'],
      ["datetime.datetime", "1970, 1, 1", '["d",0]'],
    ];
    for (const [base = "", content = "", text = ""] of bases) {
      const code = `import datetime\n${LIARS}\n` +
        `value = type.__call__(liar(${base}), ${content})`;
      assertEquals(await guest.ask({ op: "encode", code }), { text }, base);
    }
    const control = `${LIARS}\nvalue = list(type.__call__(liar(list), [1]))`;
    const { error } = await guest.ask({ op: "encode", code: control });
    assertEquals(error, "SystemExit");
    for (const base of ["object", "Exception"]) {
      const code = `${LIARS}\nvalue = type.__call__(liar(${base}))`;
      const { error } = await guest.ask({ op: "encode", code });
      assertEquals(error, "NoCounterpart", base);
    }
  });

  await t.step("encode() survives any behaviour of a tzinfo", async () => {
    const bodies = [
      "raise SystemExit",
      "raise RecursionError",
      "held.clear(); return None",
      "held.update({str(n): n for n in range(100)}); return None",
    ];
    for (const body of bodies) {
      const code = `
import datetime
class Zone(datetime.tzinfo):
    def utcoffset(self, when):
        ${body}
held = {}
held["a"] = datetime.datetime(2020, 1, 1, tzinfo=Zone())
held["b"] = 1
value = held`;
      const { error } = await guest.ask({ op: "encode", code });
      assertEquals(error, "NoCounterpart", body);
    }
  });

  await t.step(
    "encode() and decode() work when all builtins are patched",
    async () => {
      const code = `
import binascii, builtins, collections, datetime, re, json.encoder
SAMPLE = [1, 2**60, 1.5, "a", b"hi", {"a": (1,)}, {2}, [datetime.datetime.min]]
class Patched(Exception): pass
def patched(*arguments, **keywords):
    raise Patched
def naive(items):
    return len(items)
saved = []
for module in (binascii, collections, datetime, re, json.encoder, builtins):
    for name, old in list(vars(module).items()):
        if not name.startswith("__"):
            saved.append((module, name, old))
def patch(modules=saved, set_attribute=setattr):
    for module, name, _ in modules:
        set_attribute(module, name, patched)
def restore(modules=saved, set_attribute=setattr):
    for module, name, old in modules:
        set_attribute(module, name, old)
try:
    patch()
    text = values.encode(SAMPLE, 1000)
    again = values.encode(values.decode(text), 1000)
    try:
        naive(SAMPLE)
        control = "not patched"
    except Patched:
        control = "patched"
finally:
    restore()
value = [text, again, control]`;
      const answer = await guest.ask({ op: "run", code });
      const [text, again, control] = JSON.parse(answer.text ?? "[]");
      assert(text !== undefined, answer.message);
      assertEquals(again, text);
      assertEquals(control, "patched");
    },
  );

  await t.step("encode() does not catch an interrupt", async () => {
    const code = `
import datetime
class Zone(datetime.tzinfo):
    def utcoffset(self, when):
        raise KeyboardInterrupt
value = datetime.datetime(2020, 1, 1, tzinfo=Zone())`;
    const { error } = await guest.ask({ op: "encode", code });
    assertEquals(error, "KeyboardInterrupt");
  });
}

function read(text: string | undefined): Value {
  assert(text !== undefined);
  return decodeValue(text, { maxBytes: 2 ** 20 });
}

/** The value as Python sends it back: an integer within 53 bits arrives as a number. */
function asPython(value: Value): Value {
  if (typeof value === "bigint") {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value;
  }
  if (value instanceof Tuple) return Tuple.from(value.map(asPython));
  if (Array.isArray(value)) return value.map(asPython);
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, asPython(item)]),
  );
}

function isMap(value: Value): value is { [key: string]: Value } {
  return typeof value === "object" && value !== null &&
    Object.getPrototypeOf(value) === Object.prototype;
}
