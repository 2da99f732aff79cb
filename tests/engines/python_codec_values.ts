/**
 * Values of Python, and their texts.
 *
 * @module
 */

/** Python code that sets `value`, and its encoded form. */
export const ENCODED: readonly (readonly [code: string, text: string])[] = [
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
  ...cross("import datetime as d", [
    ["d.date(2020, 1, 2)", '"2020-01-02"'],
    ["d.time(1, 2, 3)", '"01:02:03"'],
    ["d.timedelta(days=1, seconds=0.5)", "86400.5"],
    ["d.timezone.utc", '"UTC"'],
  ]),
  ...cross("import decimal, fractions, uuid, pathlib, ipaddress, array", [
    ["decimal.Decimal('1.10')", '"1.10"'],
    ["decimal.Decimal('NaN')", '"NaN"'],
    ["fractions.Fraction(2, 6)", '"1/3"'],
    ["uuid.UUID(int=5)", '"00000000-0000-0000-0000-000000000005"'],
    ["pathlib.Path('/a/b')", '"/a/b"'],
    ["pathlib.PurePosixPath('a')", '"a"'],
    ["ipaddress.ip_address('::1')", '"::1"'],
    ["ipaddress.ip_network('10.0.0.0/8')", '"10.0.0.0/8"'],
    ["array.array('h', [1, -2])", '["l",1,-2]'],
    ["1 + 2j", '"(1+2j)"'],
    ["range(1, 6, 2)", '["l",1,3,5]'],
    ["{'a': 1}.keys()", '["l","a"]'],
    ["{'a': 1}.items()", '["l",["t","a",1]]'],
  ]),
  ...cross("import collections, types", [
    ["collections.deque([1, 2], 1)", '["l",2]'],
    ["collections.UserDict(a=1)", '["m",["a",1]]'],
    ["collections.UserList([1])", '["l",1]'],
    ["collections.UserString('a')", '"a"'],
    ["collections.ChainMap({'a': 1}, {'a': 2})", '["m",["a",1]]'],
    ["types.SimpleNamespace(a=1)", '["m",["a",1]]'],
    ["types.MappingProxyType({'a': 1})", '["m",["a",1]]'],
  ]),
  ...cross(
    "import enum, datetime\nclass E(enum.Enum):\n    A = 'x'\n    B = datetime.date(2020, 1, 2)\n" +
      "class F(enum.Flag):\n    A = 1\n    B = 2",
    [
      ["E.A", '"x"'],
      ["E.B", '"2020-01-02"'],
      ["F.A | F.B", "3"],
      ["{E.A: 1, F.B: 2}", '["m",["x",1],["2",2]]'],
    ],
  ),
  ...cross(
    "import dataclasses, typing\n@dataclasses.dataclass\nclass P:\n    x: int\n    y: 'P' = None\n" +
      "    k: typing.ClassVar[int] = 4\n    z: dataclasses.InitVar[int] = 3\n    def __post_init__(self, z): pass\n" +
      "@dataclasses.dataclass(slots=True, frozen=True)\nclass S:\n    s: str = 'a'",
    [
      ["P(1, P(2))", '["m",["x",1],["y",["m",["x",2],["y",null]]]]'],
      ["S()", '["m",["s","a"]]'],
    ],
  ),
  // The text of a key is that of `json.dumps`.
  ...cross("import datetime as d", [
    [
      "{1: 1, None: 2, True: 3, 2.5: 4, float('nan'): 5}",
      '["m",["1",3],["null",2],["2.5",4],["NaN",5]]',
    ],
    ["{(1, 'a'): 1, b'b': 2}", `["m",["(1, 'a')",1],["b'b'",2]]`],
    ["{d.date(2020, 1, 2): 1}", '["m",["2020-01-02",1]]'],
    // As a map, it would lose one of them.
    ["{1: 'a', '1': 'b'}", '["l",["t",1,"a"],["t","1","b"]]'],
  ]),
  ...cross(
    "import types\nnumpy = types.SimpleNamespace()\nclass generic:\n    __module__ = 'numpy'\n    def item(self): return 1.5\n" +
      "class float32(generic): __module__ = 'numpy'\nclass ndarray:\n    __module__ = 'numpy'\n    size = 2\n" +
      "    dtype = types.SimpleNamespace(kind='f')\n    def tolist(self): return [[1.5], [2]]",
    [
      ["float32()", "1.5"],
      ["{'a': ndarray()}", '["m",["a",["l",["l",1.5],["l",2]]]]'],
    ],
  ),
];

/** Python code that sets `value` to something of which a part cannot be encoded, and the form with its repr in its place. */
export const IN_PLACE: readonly (readonly [code: string, text: string])[] = [
  ...cross("class B:\n    def __repr__(self): return '<b>'", [
    ["[1, B(), {'a': B()}]", '["l",1,"<b>",["m",["a","<b>"]]]'],
    ["{B(): B}", `["m",["<b>","<class '__main__.B'>"]]`],
    ["[ValueError('x'), ...]", `["l","ValueError('x')","Ellipsis"]`],
  ]),
  ["value = [1]; value.append(value)", '["l",1,"[...]"]'],
  ["value = {}; value['a'] = (value,)", '["m",["a",["t","{...}"]]]'],
  [
    "import dataclasses\n@dataclasses.dataclass\nclass P:\n    p: object = None\nvalue = P(); value.p = value",
    '["m",["p","..."]]',
  ],
  [
    "class B:\n    def __repr__(self): raise SystemExit\nvalue = [B()]",
    '["l","<B object whose repr raised SystemExit>"]',
  ],
  [
    "class B:\n    def __repr__(self): return 5\nvalue = [B()]",
    '["l","<B object whose repr raised TypeError>"]',
  ],
  [
    "class S(str):\n    def __len__(self): raise SystemExit\n" +
    "class B:\n    def __repr__(self): return S('b')\nvalue = [B()]",
    '["l","b"]',
  ],
  [
    "class B:\n    def __repr__(self): return 'x' * 10**6\nvalue = [B()]",
    `["l","${"x".repeat(9_999)}\\u2026"]`,
  ],
];

/** Sets `value` to each expression, after the setup. */
function cross(
  setup: string,
  pairs: readonly (readonly [expression: string, text: string])[],
): (readonly [code: string, text: string])[] {
  return pairs.map(([expression, text]) =>
    [`${setup}\nvalue = ${expression}`, text] as const
  );
}

/** Python code that sets `value` to something that cannot be encoded. */
export const WITHOUT_COUNTERPART: readonly string[] = [
  "value = lambda: 1",
  "value = [object()]",
  "import sys; value = sys",
  "value = (x for x in ())",
  "value = ValueError('x')",
  "value = {object(): 1}",
  "import enum\nclass E(enum.Enum): A = object()\nvalue = E.A",
  "value = 2 ** (2 ** 20)",
  "value = []; value.append(value)",
  "value = {}; value['a'] = [value]",
  "value = memoryview(b'hi'); value.release()",
];

/** Guest types whose every method and attribute lies or raises. */
export const LIARS = `
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
