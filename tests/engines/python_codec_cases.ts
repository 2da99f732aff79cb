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

/** Options of the cases. */
export interface PythonCodecOptions {
  /** The Python to test. */
  readonly guest: PythonGuest;
  /** How many values make the round trip. */
  readonly numRuns: number;
}

/** Python code that sets `value`, and its encoded form. */
const ENCODED: readonly (readonly [code: string, text: string])[] = [
  ["value = [None, True, False]", '["l",null,true,false]'],
  ["value = 2**53 - 1", "9007199254740991"],
  ["value = -(2**53)", '["i","-0x20000000000000"]'],
  ["value = [1.0, 1.5, -0.0]", '["l",["f",1.0],1.5,["n","-0"]]'],
  [
    "value = [float('nan'), float('inf'), -float('inf')]",
    '["l",["n","NaN"],["n","Infinity"],["n","-Infinity"]]',
  ],
  [
    "value = 'é\\ud800\\0' + chr(0x1f600)",
    '"\\u00e9\\ud800\\u0000\\ud83d\\ude00"',
  ],
  [
    "value = (b'hi', bytearray(b'hi'), memoryview(b'hi'))",
    [
      '["t",["b","aGk="],["b","aGk="],["b","aGk="]]',
    ].join(),
  ],
  ["value = memoryview(b'h_i_')[::2]", '["b","aGk="]'],
  [
    "value = {'a': {1}, 'b': frozenset([2])}",
    '["m",["a",["s",1]],["b",["s",2]]]',
  ],
  ["value = {'__proto__': {}, '': []}", '["m",["__proto__",["m"]],["",["l"]]]'],
  [
    "import datetime as d; value = d.datetime(1970, 1, 1, 0, 0, 1, 500)",
    '["d",1000.5]',
  ],
  [
    "import datetime as d; value = d.datetime(1970, 1, 1, 2, " +
    "tzinfo=d.timezone(d.timedelta(hours=2)))",
    '["d",0]',
  ],
  ["import datetime as d; value = d.datetime.min", '["d",-62135596800000]'],
  [
    "from collections import Counter; value = Counter('aab')",
    [
      '["m",["a",2],["b",1]]',
    ].join(),
  ],
  [
    "from collections import OrderedDict\n" +
    "value = OrderedDict(a=1, b=2); value.move_to_end('a')",
    '["m",["b",2],["a",1]]',
  ],
  [
    "from collections import defaultdict\n" +
    "value = defaultdict(list, {'a': [1]})",
    '["m",["a",["l",1]]]',
  ],
  [
    "from collections import namedtuple\nvalue = namedtuple('P', 'x y')(1, 2)",
    '["t",1,2]',
  ],
  [
    "from enum import IntEnum\nclass E(IntEnum):\n    A = 7\nvalue = E.A",
    "7",
  ],
  ["class S(str): pass\nvalue = {S('a'): S('b')}", '["m",["a","b"]]'],
];

/** Python code that sets `value` to something that cannot be encoded. */
const WITHOUT_COUNTERPART: readonly string[] = [
  "value = lambda: 1",
  "value = [object()]",
  "import sys; value = sys",
  "value = 1j",
  "value = range(3)",
  "value = (x for x in ())",
  "value = {'a': {1: 2}}",
  "value = {None: 1}",
  "import datetime; value = datetime.date(2020, 1, 1)",
  "value = 2 ** (2 ** 20)",
  "value = []; value.append(value)",
  "value = {}; value['a'] = [value]",
  "value = memoryview(b'hi'); value.release()",
];

/** Guest types whose every method and attribute lies or raises. */
const LIARS = `
def lie(*arguments, **keywords):
    raise SystemExit("lie")
NAMES = (
    "__iter__ __len__ __getitem__ __repr__ __str__ __format__ __hash__ __eq__ "
    "__ne__ __lt__ __le__ __gt__ __ge__ __bool__ __int__ __index__ __float__ "
    "__bytes__ __neg__ __sub__ __reduce__ items keys values isoformat encode "
    "bit_length is_integer utcoffset replace copy hex"
).split()
class Lying(type):
    __hash__ = __eq__ = __instancecheck__ = __subclasscheck__ = lie
    __getattribute__ = lie
def liar(base):
    lies = {name: lie for name in NAMES if hasattr(base, name)}
    lies["__class__"] = property(lie)
    if base is str:
        del lies["__hash__"], lies["__eq__"]
    return Lying("Liar", (base,), lies)
`;

/**
 * Runs every case.
 *
 * @param t The test in which they run
 * @param options The Python to test
 */
export async function testPythonCodec(
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
