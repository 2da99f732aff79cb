/** The host's half of the value codec. */
import { assert, assertEquals, assertInstanceOf } from "@std/assert";
import fc from "fast-check";
import {
  decodeValue,
  encodeValue,
  ValueFormatError,
} from "../../../core/value_codec.ts";
import { utf8Bytes } from "../../../core/utf8_bytes.ts";
import { valueArbitrary } from "../../core/value_arbitrary.ts";
import { type Area, claim, plainArea } from "../area.ts";

const LIMITS = { maxBytes: 2 ** 20 };

/** Random text, JSON with or without tags, and encoded values with a change. */
function anyText(): fc.Arbitrary<string> {
  const tag = fc.constantFrom("l", "t", "s", "m", "i", "f", "n", "b", "d", "x");
  const atom = fc.oneof(
    fc.jsonValue({ maxDepth: 1 }),
    fc.constantFrom("0x1", "-0x", "NaN", "aGk=", "__proto__", -1, 1e300, []),
  );
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { depthSize: "small" },
      atom,
      fc.tuple(tag, fc.array(tie("tree"), { maxLength: 4 }))
        .map(([first, rest]) => [first, ...rest]),
      fc.array(tie("tree"), { maxLength: 3 }),
    ),
  }));
  const mutated = fc.tuple(
    valueArbitrary().map((value) => encodeValue(value)),
    fc.nat(),
    fc.nat({ max: 3 }),
    fc.constantFrom("", "[", "]", '"', ",", "\\", "0", "-", "\ud800", '["m",'),
  ).map(([text, at, removed, put]) => {
    const start = at % (text.length + 1);
    return text.slice(0, start) + put + text.slice(start + removed);
  });
  return fc.oneof(
    fc.string({ unit: "binary" }),
    tree.map((value) => JSON.stringify(value)),
    mutated,
  );
}

/** Values in the host. */
export const valuesArea: Area = plainArea("values", [
  claim(
    "decodeValue() returns what encodeValue() wrote",
    fc.property(valueArbitrary(), (value) => {
      const text = encodeValue(value);
      const decoded = decodeValue(text, LIMITS);
      assertEquals(decoded, value);
      assertEquals(encodeValue(decoded), text);
    }),
  ),
  claim(
    "decodeValue() returns a value or throws its own error for any text",
    fc.property(anyText(), (text) => {
      const ownKeys = Reflect.ownKeys(Object.prototype).length;
      try {
        encodeValue(decodeValue(text, LIMITS));
      } catch (error) {
        assertInstanceOf(error, ValueFormatError);
      }
      assertEquals(Reflect.ownKeys(Object.prototype).length, ownKeys);
    }),
    2_000,
  ),
  claim(
    "decodeValue() refuses a container that is cut",
    fc.property(fc.array(valueArbitrary()), fc.nat(), (values, at) => {
      const text = encodeValue(values);
      const part = text.slice(0, at % text.length);
      try {
        decodeValue(part, LIMITS);
      } catch (error) {
        return assertInstanceOf(error, ValueFormatError);
      }
      throw new Error(`It reads ${part}`);
    }),
  ),
  claim(
    "encodeValue() and decodeValue() keep their limit to the byte",
    fc.property(valueArbitrary(), (value) => {
      const text = encodeValue(value);
      const maxBytes = utf8Bytes(text);
      assertEquals(maxBytes, new TextEncoder().encode(text).length);
      assertEquals(encodeValue(value, { maxBytes }), text);
      decodeValue(text, { maxBytes });
      for (
        const over of [
          () => encodeValue(value, { maxBytes: maxBytes - 1 }),
          () => decodeValue(text, { maxBytes: maxBytes - 1 }),
        ]
      ) assert(throws(over));
    }),
  ),
]);

function throws(act: () => unknown): boolean {
  try {
    act();
    return false;
  } catch (error) {
    return error instanceof RangeError || error instanceof ValueFormatError;
  }
}
