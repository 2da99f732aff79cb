// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assertEquals, assertInstanceOf } from "@std/assert";
import { Tuple, type Value } from "../../../mod.ts";
import {
  type Case,
  expectStatus,
  type PerLanguage,
  valueOf,
} from "../suite.ts";

/** A case in which an expression has this value. */
function gives(
  name: string,
  code: PerLanguage<string>,
  expected: PerLanguage<unknown>,
): Case {
  return {
    name: `a value arrives unchanged: ${name}`,
    async check({ shared, pick }) {
      const value = await valueOf(await shared(), pick(code));
      assertEquals(value, pick(expected));
    },
  };
}

function both<T>(one: T): PerLanguage<T> {
  return { python: one, javascript: one };
}

const DATE = new Date(Date.UTC(2024, 1, 29, 12, 30, 15, 250));

/** Python's values that cross as plainer ones. */
const PLAINER: readonly (readonly [code: string, expected: unknown])[] = [
  ["import datetime as d; d.date(2020, 1, 2)", "2020-01-02"],
  ["import datetime as d; [d.time(1, 2), d.timedelta(hours=1)]", [
    "01:02:00",
    3600,
  ]],
  ["from decimal import Decimal; {'price': Decimal('1.10')}", {
    price: "1.10",
  }],
  ["from fractions import Fraction; Fraction(1, 3)", "1/3"],
  ["import uuid; uuid.UUID(int=1)", "00000000-0000-0000-0000-000000000001"],
  ["from pathlib import Path; [Path('a') / 'b']", ["a/b"]],
  ["import enum; enum.Enum('E', {'A': 'x'}).A", "x"],
  [
    "import dataclasses as d; d.make_dataclass('P', ['x', 'y'])(1, [2])",
    { x: 1, y: [2] },
  ],
  ["import collections; collections.deque('ab')", ["a", "b"]],
  ["import collections; collections.Counter([1, 1, 2])", { 1: 2, 2: 1 }],
  ["{(1, 2): 'a', None: 'b'}", { "(1, 2)": "a", null: "b" }],
  ["{1: 'a', '1': 'b'}", [Tuple.of<Value>(1, "a"), Tuple.of("1", "b")]],
  ["[range(3), {'a': 1}.keys(), 1j]", [[0, 1, 2], ["a"], "1j"]],
];

const HOSTILE_CLASSES = `
import enum
class Plain:
    def __repr__(self): return "<plain>"
class Raising:
    def __repr__(self): raise SystemExit(3)
class Lying:
    __class__ = property(lambda self: int)
    def __repr__(self): return "lying"
class Refusing:
    def __getattribute__(self, name): raise ValueError(name)
    def __repr__(self): return "refusing"
class Endless:
    def __repr__(self): return repr([self])
class E(enum.Enum):
    A = 1
E.A._value_ = Raising()
`;

/** Values of which a part cannot cross: the code, the value, its repr. */
const IN_PLACE: readonly (readonly [code: string, unknown, string])[] = [
  ["[1, {'a': Plain()}]", [1, { a: "<plain>" }], "[1, {'a': <plain>}]"],
  [
    "[1, Raising()]",
    [1, "<Raising object whose repr raised SystemExit>"],
    "<list object whose repr raised SystemExit>",
  ],
  ["[Lying(), Refusing()]", ["lying", "refusing"], "[lying, refusing]"],
  [
    "[Endless()]",
    ["<Endless object whose repr raised RecursionError>"],
    "<list object whose repr raised RecursionError>",
  ],
  [
    "[E.A]",
    ["<E object whose repr raised SystemExit>"],
    "<list object whose repr raised SystemExit>",
  ],
  [
    "{Plain(): int}",
    { "<plain>": "<class 'int'>" },
    "{<plain>: <class 'int'>}",
  ],
];

/** A case for each of Python's values. */
function arrives(
  pairs: readonly (readonly [code: string, expected: unknown])[],
): Case[] {
  return pairs.map(([code, expected]) => ({
    name: `a value crosses as a plainer one: ${code}`,
    async check({ shared, language }) {
      if (language !== "python") return;
      assertEquals(await valueOf(await shared(), code), expected);
    },
  }));
}

/** Values that a run returns. */
export const valueCases: readonly Case[] = [
  gives("null in a list", {
    python: "[None]",
    javascript: "[null]",
  }, both([null])),
  gives("booleans", {
    python: "[True, False]",
    javascript: "[true, false]",
  }, both([true, false])),
  gives("small integers", both("[0, -1, 2 ** 31, 2 ** 53 - 1]"), {
    ...both([0, -1, 2 ** 31, 2 ** 53 - 1]),
  }),
  gives("integers beyond the safe ones", {
    python: "[2**53, -(2**64), 10**30]",
    javascript: "[2n ** 53n, -(2n ** 64n), 10n ** 30n]",
  }, both([2n ** 53n, -(2n ** 64n), 10n ** 30n])),
  gives("an integer of a thousand digits", {
    python: "10**1000 + 1",
    javascript: "10n ** 1000n + 1n",
  }, both(10n ** 1000n + 1n)),
  gives("floating-point numbers", {
    python:
      "[0.1, 1.0, 1e300, 5e-324, float('nan'), float('inf'), -float('inf'), -0.0]",
    javascript: "[0.1, 1, 1e300, 5e-324, NaN, Infinity, -Infinity, -0]",
  }, both([0.1, 1, 1e300, 5e-324, NaN, Infinity, -Infinity, -0])),
  gives("text beyond ASCII", both("'né 東京 👩‍👩‍👧 \\u202e'"), {
    ...both("né 東京 👩‍👩‍👧 \u202e"),
  }),
  gives("text with NUL and control characters", both("'a\\0b\\x1b[0m'"), {
    ...both("a\0b\x1b[0m"),
  }),
  gives("a lone surrogate", both("'a\\ud800'"), both("a\ud800")),
  gives("bytes", {
    python: "b'\\x00\\xffhi'",
    javascript: "new Uint8Array([0, 255, 104, 105])",
  }, both(new Uint8Array([0, 255, 104, 105]))),
  gives("a date", {
    python:
      "__import__('datetime').datetime(2024, 2, 29, 12, 30, 15, 250000, __import__('datetime').timezone.utc)",
    javascript: "new Date(Date.UTC(2024, 1, 29, 12, 30, 15, 250))",
  }, both(DATE)),
  gives("lists in lists", both("[[], [1, ['a']]]"), both([[], [1, ["a"]]])),
  gives("a map", {
    python: "{'a': 1, 'b': {'c': None}}",
    javascript: "({ a: 1, b: { c: null } })",
  }, both({ a: 1, b: { c: null } })),
  gives("a set", {
    python: "{1, 2}",
    javascript: "new Set([1, 2])",
  }, both(new Set([1, 2]))),
  ...arrives(PLAINER),
  {
    name: "a part of a value that cannot cross comes as its repr",
    async check({ shared, language }) {
      if (language !== "python") return;
      const sandbox = await shared();
      await valueOf(sandbox, HOSTILE_CLASSES);
      for (const [code, expected, repr] of IN_PLACE) {
        const result = await sandbox.run(code);
        expectStatus(result, "ok");
        assertEquals([result.value, result.repr], [expected, repr], code);
      }
    },
  },
  {
    name: "a tuple arrives as a tuple",
    async check({ shared, pick, language }) {
      if (language !== "python") return;
      const value = await valueOf(
        await shared(),
        pick({ python: "(1, (2,))", javascript: "" }),
      );
      assertInstanceOf(value, Tuple);
      assertEquals([...value], [1, Tuple.of(2)]);
    },
  },
  {
    name: "a map with the keys of a prototype is plain data",
    async check({ shared, pick }) {
      const value = await valueOf(
        await shared(),
        pick({
          python: "{'__proto__': {'polluted': 1}, 'constructor': 2, 'then': 3}",
          javascript:
            'JSON.parse(\'{"__proto__": {"polluted": 1}, "constructor": 2, "then": 3}\')',
        }),
      );
      assertEquals(Object.getPrototypeOf(value), Object.prototype);
      assertEquals(Object.entries(Object(value)), [
        ["__proto__", { polluted: 1 }],
        ["constructor", 2],
        ["then", 3],
      ]);
      assertEquals("polluted" in {}, false);
    },
  },
  {
    name: "an object that occurs twice in a value is not a cycle",
    async check({ shared, pick }) {
      const value = await valueOf(
        await shared(),
        pick({
          python: "s_ = [1]; [s_, s_]",
          javascript: "{ const s = [1]; [s, s]; }",
        }),
      );
      assertEquals(value, [[1], [1]]);
    },
  },
];
