import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import {
  decodeValue,
  encodeValue,
  MAX_DEPTH,
  MAX_INTEGER_BITS,
  Tuple,
  type Value,
  ValueFormatError,
} from "../../core/value_codec.ts";
import { utf8Bytes } from "../../core/utf8_bytes.ts";

const LIMITS = { maxBytes: 2 ** 20 };

function decode(text: string): Value {
  return decodeValue(text, LIMITS);
}

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) {
    value = level % 2 === 0 ? [value] : { a: value };
  }
  return value;
}

Deno.test("encodeValue() writes the documented forms", () => {
  const forms: readonly (readonly [unknown, string])[] = [
    [null, "null"],
    [true, "true"],
    ["a\0\ud800", '"a\\u0000\\ud800"'],
    [1.5, "1.5"],
    [-0, '["n","-0"]'],
    [NaN, '["n","NaN"]'],
    [-Infinity, '["n","-Infinity"]'],
    [2 ** 53 - 1, "9007199254740991"],
    [2 ** 53, '["f",9007199254740992]'],
    [-255n, '["i","-0xff"]'],
    [new Uint8Array([104, 105]), '["b","aGk="]'],
    [new Uint8Array([104, 105]).buffer, '["b","aGk="]'],
    [new Date(12), '["d",12]'],
    [[1, [2]], '["l",1,["l",2]]'],
    [Tuple.of(1, 2), '["t",1,2]'],
    [new Set([1]), '["s",1]'],
    [{ a: { b: 1 }, c: [] }, '["m",["a",["m",["b",1]]],["c",["l"]]]'],
    [new Map([["a", [1]]]), '["m",["a",["l",1]]]'],
    [Object.create(null), '["m"]'],
  ];
  for (const [value, text] of forms) assertEquals(encodeValue(value), text);
});

Deno.test("decodeValue() returns tuples that behave as arrays", () => {
  const tuple = decode('["t",1,2]');
  assertInstanceOf(tuple, Tuple);
  assert(Array.isArray(tuple));
  const [first, second] = tuple;
  assertEquals([first, second, tuple.length], [1, 2, 2]);
  assertEquals(JSON.stringify(tuple), "[1,2]");
  assertEquals(tuple.map((item) => item).constructor, Array);
});

Deno.test("encodeValue() treats undefined in a value as JSON does", () => {
  const value = { a: undefined, b: [undefined, 1, , { c: undefined }], d: 1 };
  assertEquals(decode(encodeValue(value)), JSON.parse(JSON.stringify(value)));
  assertEquals(
    decode(encodeValue(new Map([["a", undefined], ["b", null]]))),
    { b: null },
  );
});

Deno.test("encodeValue() names the part that cannot be encoded", () => {
  const cases: readonly (readonly [unknown, string])[] = [
    [undefined, "Cannot encode value as"],
    [{ a: [1, () => 1] }, "value.a[1] as it has no counterpart in a guest"],
    [{ "a-b": Symbol("x") }, 'value["a-b"]'],
    [[{ a: () => 1 }], "value[0].a"],
    [new Set([new WeakMap()]), "current value is an instance of WeakMap"],
    [[new Date(NaN)], "an invalid date"],
    [new Map([["a", new Map([[1, 2]])]]), "value.a as the keys of a map"],
    [new Float64Array(1), "an instance of Float64Array"],
    [{ a: 1, b: { c: Promise.resolve() } }, "value.b.c"],
  ];
  for (const [value, message] of cases) {
    assertThrows(() => encodeValue(value), TypeError, message);
  }
});

Deno.test("encodeValue() refuses a value that contains itself", () => {
  const value: { a: unknown[] } = { a: [] };
  value.a.push({ again: value });
  assertThrows(
    () => encodeValue(value),
    TypeError,
    "value.a[0].again as a value must not contain itself",
  );
});

Deno.test("encodeValue() accepts the same part twice", () => {
  const part = [1];
  assertEquals(encodeValue([part, part]), '["l",["l",1],["l",1]]');
});

Deno.test("encodeValue() stops at its limit of bytes", () => {
  assertEquals(encodeValue("é€", { maxBytes: 7 }), '"é€"');
  assertThrows(() => encodeValue("é€", { maxBytes: 6 }), RangeError, "6 bytes");
  // Each level doubles the level below: written out, this would be 2^500 items.
  let value: unknown = 1;
  for (let level = 0; level < 500; level++) value = [value, value];
  assertThrows(() => encodeValue(value, LIMITS), RangeError);
});

Deno.test("encodeValue() and decodeValue() nest as deep as MAX_DEPTH", () => {
  const text = encodeValue(nested(MAX_DEPTH));
  assertEquals(encodeValue(decode(text)), text);
  for (const depth of [MAX_DEPTH + 1, 100_000]) {
    assertThrows(() => encodeValue(nested(depth)), RangeError, "1000 deep");
    const deep = '["l",'.repeat(depth) + "1" + "]".repeat(depth);
    assertThrows(() => decode(deep), ValueFormatError, "1000 deep");
  }
});

Deno.test("encodeValue() and decodeValue() accept integers up to MAX_INTEGER_BITS", () => {
  const most = 2n ** BigInt(MAX_INTEGER_BITS) - 1n;
  for (const integer of [most, -most]) {
    assert(decode(encodeValue(integer)) === integer);
  }
  assertThrows(() => encodeValue(most + 1n), RangeError, "1048576 bits");
  const text = `["i","0x1${"0".repeat(MAX_INTEGER_BITS / 4)}"]`;
  assertThrows(() => decode(text), ValueFormatError);
});

Deno.test("encodeValue() reads `__proto__` as an ordinary key", () => {
  const value: unknown = JSON.parse('{"__proto__":{"a":1}}');
  assertEquals(encodeValue(value), '["m",["__proto__",["m",["a",1]]]]');
});

Deno.test("decodeValue() makes own data properties of all keys", () => {
  for (const key of ["__proto__", "constructor", "toString", "then"]) {
    const map = decode(`["m",["${key}",["m",["polluted",1]]]]`);
    assert(typeof map === "object" && map !== null);
    assertEquals(Object.getPrototypeOf(map), Object.prototype);
    assertEquals(Object.getOwnPropertyDescriptor(map, key), {
      value: { polluted: 1 },
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
  assert(!("polluted" in {}));
});

Deno.test("decodeValue() refuses text over its limit", () => {
  const error = assertThrows(
    () => decodeValue('"é€"', { maxBytes: 6 }),
    ValueFormatError,
  );
  assertEquals(error.reason, "too-large");
  assertEquals(decodeValue('"é€"', { maxBytes: 7 }), "é€");
});

Deno.test("decodeValue() refuses malformed text", async (t) => {
  const texts = [
    ...["", "x", "[", "]", '"', '"\\', '["l",1', "1,2", "NaN", "undefined"],
    ...["{}", '{"a":1}', '["l",{}]', '["m",{"__proto__":1}]'],
    ...[
      "[]",
      "[[]]",
      "[1]",
      "[null]",
      '["x"]',
      '["toString"]',
      '["__proto__"]',
    ],
    ...['["i"]', '["i","0x1","0x1"]', '["i",1]', '["i",""]', '["i","1"]'],
    ...['["i","0x"]', '["i","0x01"]', '["i","0xF"]', '["i"," 0x1"]'],
    ...['["i","--0x1"]', '["i","0b1"]', '["i",["0x1"]]'],
    ...['["f"]', '["f","1"]', '["f",1e999]', "1e999", '["f",null]'],
    ...['["n"]', '["n","nan"]', '["n",0]', '["n","toString"]'],
    ...['["b"]', '["b",1]', '["b","a"]', '["b","aGk"]', '["b","aGl="]'],
    ...['["b","aGk=\\n"]', '["b","a-_="]', '["b","===="]', '["b","aGk=aGk="]'],
    ...['["d"]', '["d","1"]', '["d",1e16]', '["d",1e999]', '["d",null]'],
    ...['["m",1]', '["m",[]]', '["m",["a"]]', '["m",["a",1,2]]'],
    ...['["m",[1,2]]', '["m",[["l"],1]]', '["m","ab"]', '["m",null]'],
  ];
  for (const text of texts) {
    await t.step(text, () => {
      const error = assertThrows(() => decode(text), ValueFormatError);
      assertEquals(error.reason, "malformed");
    });
  }
});

Deno.test("utf8Bytes() counts as TextEncoder does", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => {
    assertEquals(utf8Bytes(text), new TextEncoder().encode(text).length);
  }));
});
