/**
 * Programs whose last value is odd.
 *
 * @module
 */
import type { Attack } from "./_guest.ts";

/** Odd values in Python. */
export const PYTHON: readonly Attack[] = [
  { name: "a cycle", code: "a = []; a.append(a); a" },
  {
    name: "ten thousand cycles through dataclasses",
    code:
      "import dataclasses\n@dataclasses.dataclass\nclass N:\n    up: object\n    down: list\ntop = N(None, [])\ntop.down += [N(top, []) for _ in range(10_000)]\ntop",
  },
  { name: "a cycle of maps", code: "d = {}; d['d'] = d; d" },
  {
    name: "a list nested 100 000 deep",
    code:
      "def deep():\n    a = []\n    for _ in range(10**5): a = [a]\n    return a\ndeep()",
  },
  {
    name: "a map nested 100 000 deep",
    code:
      "def deep():\n    a = {}\n    for _ in range(10**5): a = {'a': a}\n    return a\ndeep()",
  },
  {
    name: "a string of 30 MB",
    code: "'x' * 30_000_000",
    ends: ["output"],
  },
  { name: "bytes of 30 MB", code: "b'x' * 30_000_000", ends: ["output"] },
  {
    name: "a list of a million",
    code: "list(range(1_000_000))",
    ends: ["output"],
  },
  {
    name: "an integer of 400 000 digits",
    code: "10 ** 400_000",
    ends: ["ok", "error", "output"],
  },
  { name: "an open file", code: "open('x', 'w')" },
  { name: "a module", code: "import os; os" },
  { name: "a coroutine", code: "async def f(): pass\n[f()]" },
  {
    name: "a repr that raises",
    code: "class A:\n    def __repr__(self): raise ValueError('no')\nA()",
    ends: ["error"],
  },
  {
    name: "a repr that is not a string",
    code: "class A:\n    def __repr__(self): return 5\nA()",
    ends: ["error"],
  },
  {
    name: "a repr of 100 MB",
    code: "class A:\n    def __repr__(self): return 'x' * 10**8\nA()",
    ends: ["output"],
  },
  {
    name: "a repr that exits",
    code: "class A:\n    def __repr__(self): raise SystemExit(3)\nA()",
    ends: ["error"],
  },
  {
    name: "a repr that is a lone surrogate and NUL",
    code: "class A:\n    def __repr__(self): return '\\ud800\\0'\nA()",
  },
  {
    name: "a list that lies about its length",
    code:
      "class L(list):\n    def __len__(self): return 10**18\n    def __iter__(self):\n        while True: yield 1\nL([1])",
  },
  {
    name: "an object that refuses every attribute",
    code:
      "class A:\n    def __getattribute__(self, name): raise ValueError(name)\nA()",
  },
  {
    name: "an object that lies about its class",
    code:
      "class A:\n    @property\n    def __class__(self): raise ValueError\nA()",
  },
  {
    name: "a date whose zone raises",
    code:
      "import datetime\nclass Zone(datetime.tzinfo):\n    def utcoffset(self, date): raise ValueError\ndatetime.datetime(2020, 1, 1, tzinfo=Zone())",
  },
  {
    name: "a dataclass whose field raises",
    code:
      "import dataclasses\n@dataclasses.dataclass(repr=False)\nclass D:\n    a: int\n    def __getattr__(self, name): raise SystemExit(name)\nd = D(1); del d.a\n[d]",
  },
  {
    name: "a dataclass whose every field is two more of them",
    code:
      "import dataclasses\n@dataclasses.dataclass(repr=False)\nclass D:\n    a: object = None\nD.a = property(lambda self: [D.__new__(D), D.__new__(D)])\nD.__new__(D)",
    ends: ["ok", "output"],
  },
  {
    name: "a class whose fields are endless",
    code:
      "class Fields:\n    def __iter__(self):\n        while True: raise SystemExit\n    def __getitem__(self, name): raise KeyboardInterrupt\nclass D: __dataclass_fields__ = Fields()\n[D()]",
  },
  {
    name: "an enum whose value is itself",
    code:
      "import enum\nclass E(enum.Enum): A = 1\nE.A._value_ = E.A\n[E.A, {E.A: 1}]",
  },
  {
    name: "an impostor of numpy that raises, returns itself, or claims a size",
    code:
      "class generic:\n    __module__ = 'numpy'\n    def item(self): return self\nclass ndarray:\n    __module__ = 'numpy'\n    size = property(lambda self: 1 / 0)\nclass Large(ndarray):\n    __module__ = 'numpy'\n    size = -1\n    dtype = 5\n[generic(), ndarray(), Large()]",
  },
  {
    name: "a part whose repr has 100 MB",
    code:
      "class A:\n    def __repr__(self): return 'x' * 10**8\n[A(), {A(): 1}]",
    ends: ["output", "ok", "memory"],
  },
  {
    name: "a part whose repr is a string that lies",
    code:
      "class S(str):\n    def __len__(self): return 10**18\n    def __getitem__(self, at): raise SystemExit\n    def __str__(self): raise SystemExit\nclass A:\n    def __repr__(self): return S('a')\n[A()]",
  },
  {
    name: "a part that clears its list when it is read",
    code:
      "class A:\n    def __repr__(self):\n        held.clear()\n        kept.clear()\n        return 'a'\nkept = {A(): 1, 2: 3}\nheld = [1, A(), A(), kept]\nheld",
  },
  {
    name: "a key whose hash and equality change",
    code:
      "import random\nclass K:\n    def __hash__(self): return random.getrandbits(30)\n    def __eq__(self, other): raise ValueError\n{K(): 1, K(): 2, 3: K()}",
  },
  {
    name: "a class that lies about its bases and names",
    code:
      "class M(type):\n    __mro__ = property(lambda cls: 1 / 0)\n    __name__ = __module__ = __mro__\n    def __eq__(cls, other): raise SystemExit\n    __hash__ = None\nclass A(metaclass=M): pass\n[A(), A]",
  },
  {
    name: "an error whose str() raises",
    code:
      "class E(Exception):\n    def __str__(self): raise ValueError('no')\nraise E",
    ends: ["error"],
  },
  {
    name: "an error whose str() is not a string",
    code: "class E(Exception):\n    def __str__(self): return 5\nraise E",
    ends: ["error"],
  },
  {
    name: "an error whose str() has 100 MB",
    code: "raise ValueError('x' * 10**8)",
    ends: ["error"],
  },
  {
    name: "an error whose class has no readable name",
    code:
      "class M(type):\n    @property\n    def __name__(cls): raise ValueError\nclass E(Exception, metaclass=M): pass\nraise E",
    ends: ["error"],
  },
  {
    name: "an error that is its own cause",
    code: "e = ValueError('a')\ne.__cause__ = e\nraise e",
    ends: ["error"],
  },
  {
    name: "an error with 10 000 contexts",
    code:
      "e = None\nfor i in range(10_000):\n    n = ValueError(i); n.__context__ = e; e = n\nraise e",
    ends: ["error"],
  },
  {
    name: "a group of 10 000 errors",
    code: "raise ExceptionGroup('g', [ValueError(i) for i in range(10_000)])",
    ends: ["error"],
  },
  {
    name: "a syntax error made up by the guest",
    code: "raise SyntaxError('x', ('main.py', 10**30, -5, 't' * 10**7))",
    ends: ["error"],
  },
  {
    name: "KeyboardInterrupt",
    code: "raise KeyboardInterrupt",
    ends: ["error"],
  },
  { name: "GeneratorExit", code: "raise GeneratorExit", ends: ["error"] },
  {
    name: "CancelledError",
    code: "import asyncio\nraise asyncio.CancelledError",
    ends: ["error"],
  },
];

/** Odd values in JavaScript. */
export const JAVASCRIPT: readonly Attack[] = [
  { name: "a cycle", code: "{ const a = []; a.push(a); a }" },
  {
    name: "a list nested 100 000 deep",
    code: "{ let a = []; for (let i = 0; i < 1e5; i++) a = [a]; a }",
  },
  {
    name: "a map nested 100 000 deep",
    code: "{ let a = {}; for (let i = 0; i < 1e5; i++) a = { a }; a }",
  },
  { name: "a string of 30 MB", code: "'x'.repeat(3e7)", ends: ["output"] },
  { name: "bytes of 20 MB", code: "new Uint8Array(2e7)", ends: ["output"] },
  {
    name: "a list of a million",
    code: "Array.from({ length: 1e6 }, (_, i) => i)",
    ends: ["output"],
  },
  {
    name: "a list of the maximum length",
    code: "{ const a = [1]; a.length = 2 ** 32 - 1; a }",
    ends: ["output"],
  },
  { name: "a big integer of 300 000 digits", code: "10n ** 300000n" },
  { name: "a symbol", code: "Symbol('s')" },
  { name: "a promise within a list", code: "[Promise.resolve(1)]" },
  {
    name: "a promise with an unhandled rejection",
    code: "[Promise.reject(1)]",
    ends: ["error"],
  },
  { name: "a getter that throws", code: "({ get a() { throw 1; } })" },
  {
    name: "a proxy whose traps throw",
    code:
      "new Proxy({}, { get() { throw 1; }, ownKeys() { throw 2; }, getPrototypeOf() { throw 3; } })",
  },
  {
    name: "a revoked proxy",
    code: "{ const r = Proxy.revocable({}, {}); r.revoke(); r.proxy }",
  },
  {
    name: "a proxy whose keys lie",
    code:
      "new Proxy({}, { ownKeys: () => ['a', 'b'], getOwnPropertyDescriptor: () => ({ value: 1, enumerable: true, configurable: true }) })",
  },
  { name: "toJSON that throws", code: "({ toJSON() { throw 1; } })" },
  { name: "toString that throws", code: "({ toString() { throw 1; } })" },
  { name: "a then that throws", code: "({ then() { throw 1; } })" },
  { name: "a then that is not a function", code: "({ then: 5 })" },
  { name: "an invalid date", code: "new Date(NaN)" },
  { name: "the global object", code: "globalThis" },
  { name: "nothing, thrown", code: "throw undefined", ends: ["error"] },
  { name: "a symbol, thrown", code: "throw Symbol('s')", ends: ["error"] },
  {
    name: "a proxy, thrown",
    code:
      "throw new Proxy({}, { get() { throw 1; }, getPrototypeOf() { throw 2; } })",
    ends: ["error"],
  },
  { name: "10 MB, thrown", code: "throw 'x'.repeat(1e7)", ends: ["error"] },
  {
    name: "an error whose message throws",
    code:
      "throw Object.defineProperty(new Error('a'), 'message', { get() { throw 1; } })",
    ends: ["error"],
  },
  {
    name: "an error whose name throws",
    code:
      "throw Object.assign(new Error('a'), { name: { toString() { throw 1; } } })",
    ends: ["error"],
  },
  {
    name: "an error with a stack of 20 MB",
    code: "throw Object.assign(new Error('a'), { stack: 'x'.repeat(2e7) })",
    ends: ["error"],
  },
  {
    name: "an error that is its own cause",
    code: "{ const e = new Error('a'); e.cause = e; throw e; }",
    ends: ["error"],
  },
  {
    name: "patched builtins",
    code:
      "Array.prototype[Symbol.iterator] = () => { throw 1; }; JSON.stringify = () => { throw 2; }; Object.keys = Map = null; ({ a: [1] })",
  },
];
