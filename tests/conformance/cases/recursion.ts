// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assertEquals } from "@std/assert";
import { type Case, expectStatus } from "../suite.ts";

/** Python that never stops to call itself, by kind. */
const ENDLESS: Readonly<Record<string, string>> = {
  "a function": "def f(): return f()\nf()",
  "lru_cache":
    "import functools\n@functools.lru_cache\ndef f(n): return f(n + 1)\nf(0)",
  "cached_property":
    "import functools\nclass A:\n  @functools.cached_property\n  def x(self): return self.x\nA().x",
  "singledispatch":
    "import functools\n@functools.singledispatch\ndef f(x): return f(x)\nf(1)",
  "partial": "import functools\ndef f(): return functools.partial(f)()\nf()",
  "a context manager":
    "import contextlib\n@contextlib.contextmanager\ndef f():\n  with f(): yield\nwith f(): pass",
  "generators": "def f(): return sum(f() for _ in [1])\nf()",
  "coroutines": "async def f(): await f()\nawait f()",
  "sort keys": "def f(x): return sorted([x], key=f)\nf(1)",
  "map": "def f(x): return list(map(f, [x]))\nf(1)",
  "reduce":
    "import functools\ndef f(*_): return functools.reduce(f, [1, 2])\nf()",
  "re.sub": "import re\ndef f(_): return re.sub('a', f, 'a')\nf(1)",
  "a JSON default":
    "import json\ndef f(o): return json.dumps(object(), default=f)\nf(1)",
  "deepcopy of nested lists":
    "import copy\na = []\nfor _ in range(2000): a = [a]\ncopy.deepcopy(a)",
  "repr of nested dataclasses":
    "import dataclasses\n@dataclasses.dataclass\nclass A: a: object\na = None\nfor _ in range(2000): a = A(a)\nrepr(a)",
  "a mock of len":
    "import unittest.mock as m\nwith m.patch('builtins.len', m.MagicMock(side_effect=lambda x: len(x))): len('a')",
  "a trace function":
    "class A:\n  def __call__(self): return self()\nimport sys\nsys.setrecursionlimit(100_000)\ntry: A()()\nfinally: sys.setrecursionlimit(1000)",
  ...method("__call__(self)", "self()", "A()()"),
  ...method("__getattr__(self, name)", "getattr(self, name + '_')", "A().x"),
  ...method("__getattribute__(self, name)", "getattr(self, name)", "A().x"),
  ...method("__setattr__(self, n, v)", "setattr(self, n, v)", "A().x = 1"),
  ...method("__getitem__(self, key)", "self[key]", "A()[0]"),
  ...method("__repr__(self)", "repr(self)", "repr(A())"),
  ...method("__str__(self)", "str(self)", "str(A())"),
  ...method("__format__(self, spec)", "format(self, spec)", "f'{A()}'"),
  ...method("__eq__(self, other)", "self == other", "A() == A()"),
  ...method("__lt__(self, other)", "self < other", "sorted([A(), A()])"),
  ...method("__hash__(self)", "hash(self)", "{A(): 1}"),
  ...method("__bool__(self)", "bool(self)", "not A()"),
  ...method("__len__(self)", "len(self)", "len(A())"),
  ...method("__iter__(self)", "iter(list(self))", "list(A())"),
  ...method("__next__(self)", "next(self)", "next(A())"),
  ...method("__contains__(self, x)", "x in self", "1 in A()"),
  ...method("__add__(self, other)", "self + other", "A() + 1"),
  ...method("__init__(self)", "A()", "A()"),
  ...method("__new__(cls)", "A()", "A()"),
  ...method("__dir__(self)", "dir(self)", "dir(A())"),
  ...method("__get__(self, o, c)", "o.x", "class B: x = A()\nB().x"),
  ...method(
    "__reduce__(self)",
    "(A, (A(),))",
    "import pickle\npickle.dumps(A())",
  ),
  ...method(
    "__deepcopy__(self, m)",
    "copy.deepcopy(self)",
    "import copy\ncopy.deepcopy(A())",
  ),
  ...method("__missing__(self, key)", "self[key + 1]", "A()[0]", "dict"),
  ...method(
    "__instancecheck__(cls, o)",
    "isinstance(o, cls)",
    "isinstance(1, A('B', (), {}))",
    "type",
  ),
  ...method(
    "__subclasscheck__(cls, o)",
    "issubclass(o, cls)",
    "issubclass(int, A('B', (), {}))",
    "type",
  ),
};

/** Values within values, freed or compared by C code alone. */
const NESTED: Readonly<Record<string, string>> = {
  "lists": "x = []\nfor _ in range(100_000): x = [x]\ndel x",
  "objects":
    "class A:\n  def __init__(self, a): self.a = a\nx = None\nfor _ in range(100_000): x = A(x)\ndel x",
  "objects with a list and a tuple":
    "class A: pass\nx = None\nfor _ in range(50_000):\n  y = A()\n  y.a = {'a': [x, (x,)]}\n  x = y\ndel x, y",
  "closures and generators":
    "f = len\nfor _ in range(50_000): f = (lambda f: lambda: f)(f)\ndef g(x): yield x\nfor _ in range(50_000): f = g(f)\ndel f",
  "methods":
    "import types\nf = len\nfor _ in range(50_000): f = types.MethodType(f, f)\ndel f",
  "iterators":
    "import itertools\nx = iter([1])\nfor _ in range(50_000): x = itertools.chain(map(int, filter(None, x)))\ndel x",
  "deques":
    "import collections\nx = []\nfor _ in range(50_000): x = collections.deque([x])\ndel x",
  "causes of errors":
    "e = None\nfor _ in range(50_000):\n  n = ValueError()\n  n.__cause__ = e\n  e = n\ndel e, n",
  "comparison":
    "x, y = (), ()\nfor _ in range(100_000): x, y = (x,), (y,)\ntry: x == y\nexcept RecursionError: pass\ndel x, y",
  "JSON":
    "import json\nfor text in ('[', '{\"a\":'):\n  try: json.loads(text * 100_000)\n  except RecursionError: pass",
};

/** A class whose method calls itself. */
function method(
  head: string,
  body: string,
  use: string,
  base = "object",
): Record<string, string> {
  return {
    [head.replace(/\(.*/, "")]:
      `class A(${base}):\n  def ${head}: return ${body}\n${use}`,
  };
}

/** Recursion without an end. */
export const recursionCases: readonly Case[] = [
  {
    name: "recursion without an end is a RecursionError, and the state stays",
    async check({ shared, language }) {
      if (language !== "python") return;
      const sandbox = await shared();
      expectStatus(await sandbox.run("kept_ = 1"), "ok");
      for (const [kind, code] of Object.entries(ENDLESS)) {
        const result = await sandbox.run(code);
        expectStatus(result, "error");
        assertEquals(result.error.name, "RecursionError", kind);
        // A program goes on after it.
        const lines = code.replace(/^/gm, "  ");
        const caught = await sandbox.run(
          `try:\n${lines}\nexcept RecursionError: kept_ += 1\nkept_`,
        );
        expectStatus(caught, "ok");
      }
      const { value } = Object(await sandbox.run("kept_"));
      assertEquals(value, 1 + Object.keys(ENDLESS).length);
    },
  },
  {
    name: "values that nest deeply are freed, and the state stays",
    async check({ shared, language }) {
      if (language !== "python") return;
      const sandbox = await shared();
      for (const [kind, code] of Object.entries(NESTED)) {
        const result = await sandbox.run(`${code}\n${JSON.stringify(kind)}`);
        expectStatus(result, "ok");
        assertEquals(result.value, kind);
      }
    },
  },
  {
    name: "recursion as deep as programs use it works",
    async check({ shared, language }) {
      if (language !== "python") return;
      const sandbox = await shared();
      for (
        const [code, value] of [
          ["def f(n): return n and 1 + f(n - 1)\nf(900)", 900],
          [
            "import functools\n@functools.cache\ndef f(n): return n and 1 + f(n - 1)\nf(330)",
            330,
          ],
          [
            "def f(n): return n and 1 + sum(f(n - 1) for _ in [1])\nf(300)",
            300,
          ],
          [
            "import json\na = []\nfor _ in range(300): a = [a]\nlen(json.dumps(a))",
            602,
          ],
          ["import ast\neval('+'.join(['1'] * 300))", 300],
          ["exec('if 0: pass\\n' + 'elif 0: pass\\n' * 80)\n1", 1],
        ] as const
      ) {
        const result = await sandbox.run(code);
        expectStatus(result, "ok");
        assertEquals(result.value, value, code);
      }
    },
  },
];
