/**
 * Programs that never end, or that do not heed that they are to end.
 *
 * @module
 */
import type { Attack } from "./_guest.ts";

/** Endless programs in Python. */
export const PYTHON: readonly Attack[] = [
  { name: "a loop", code: "while True: pass" },
  {
    name: "a loop that catches everything",
    code:
      "while True:\n    try:\n        while True: pass\n    except BaseException:\n        continue",
  },
  {
    name: "a loop that goes on in its finally",
    code:
      "def again():\n    try:\n        while True: pass\n    finally:\n        while True:\n            try: again()\n            except BaseException: pass\nagain()",
  },
  {
    name: "ignored signals",
    code:
      "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass",
  },
  {
    name: "a backtracking regular expression",
    code: "import re\nre.match('(a+)+$', 'a' * 64 + 'b')",
  },
  { name: "a power of big integers", code: "10 ** 10 ** 9" },
  { name: "a sum in native code", code: "sum(range(10**13))" },
  {
    name: "an endless iterator in native code",
    code:
      "import collections, itertools\ncollections.deque(itertools.repeat(0), maxlen=0)",
  },
  { name: "sleep", code: "import time\ntime.sleep(1000)" },
  {
    name: "a sleep in a loop that catches everything",
    code:
      "import time\nwhile True:\n    try: time.sleep(1000)\n    except BaseException: pass",
  },
  {
    name: "a task that refuses to be cancelled",
    code:
      "import asyncio\nwhile True:\n    try: await asyncio.sleep(0)\n    except BaseException: pass",
  },
  {
    name: "a value whose repr never ends",
    code:
      "class Value:\n    def __repr__(self):\n        while True:\n            try:\n                while True: pass\n            except BaseException: pass\nValue()",
  },
  {
    name: "the parser without an end",
    code:
      "while True:\n    try: compile('a' + '+a' * 3000, 'x', 'eval')\n    except RecursionError: pass",
  },
  {
    name: "a finalizer that never ends",
    code:
      "class Last:\n    def __del__(self):\n        while True:\n            try:\n                while True: pass\n            except BaseException: pass\nLast()\nNone",
  },
];

/** Endless programs in JavaScript. */
export const JAVASCRIPT: readonly Attack[] = [
  { name: "a loop", code: "for (;;);" },
  {
    name: "a loop that catches everything",
    code: "for (;;) { try { for (;;); } catch {} }",
  },
  {
    name: "a loop that goes on in its finally",
    code:
      "function again() { try { for (;;); } finally { again(); for (;;); } } again()",
  },
  {
    name: "a generator that refuses to close",
    code:
      "function* stay() { for (;;) { try { yield 1; } finally { for (;;); } } } for (const _ of stay()) break;",
  },
  {
    name: "a value with a getter that never ends",
    code: "({ get a() { for (;;); } })",
  },
  {
    name: "a proxy with traps that never end",
    code: "new Proxy({}, { ownKeys() { for (;;); } })",
  },
  {
    name: "toJSON that never ends",
    code: "JSON.stringify({ toJSON() { for (;;); } })",
  },
  {
    name: "a thenable that never ends",
    code: "await ({ then() { for (;;); } })",
  },
  {
    name: "a value that is a thenable that never ends",
    code: "({ then() { for (;;); } })",
    // It is never awaited, since it is only a value.
    ends: ["ok", "timeout"],
  },
  {
    name: "promise jobs without an end",
    code:
      "function again() { Promise.resolve().then(again); } again(); await new Promise(() => {});",
  },
  {
    name: "an asynchronous loop that catches everything",
    code: "for (;;) { try { await null; } catch {} }",
  },
  {
    name: "timers without an end",
    code: "function again() { setTimeout(again, 0); } again();",
  },
  { name: "a timer in a thousand years", code: "setTimeout(() => {}, 3e13)" },
  {
    name: "an error whose message never ends",
    code: "throw { get message() { for (;;); }, get stack() { for (;;); } }",
    // The message may be read without calling guest code.
    ends: ["error", "timeout"],
  },
  {
    name: "a backtracking regular expression",
    code: "/^(a+)+$/.test('a'.repeat(64) + 'b')",
  },
  {
    name: "arithmetic with big integers",
    code: "let x = 7n ** 300000n; for (;;) (x * x + 1n).toString();",
  },
  {
    name: "indexOf with a needle of 5 MB",
    code: "('a'.repeat(1e7) + 'b').indexOf('a'.repeat(5e6) + 'c')",
  },
  {
    name: "lastIndexOf with a needle of 5 MB",
    code: "'a'.repeat(1e7).lastIndexOf('a'.repeat(5e6) + 'c')",
  },
  {
    name: "includes at the maximum length",
    code: "[].includes.call({ length: 2 ** 53 - 1 }, 1)",
  },
  {
    name: "reverse at the maximum length",
    code: "[].reverse.call({ length: 2 ** 53 - 1 })",
  },
  {
    name: "copyWithin at the maximum length",
    code: "[].copyWithin.call({ length: 2 ** 53 - 1 }, 0, 1)",
  },
  {
    name: "a sort with a comparison that never ends",
    code: "Array.from({ length: 1e4 }, Math.random).sort(() => { for (;;); })",
  },
  {
    name: "JSON of a large value, in a loop",
    code:
      "const large = Array(1e5).fill('x'); for (;;) try { JSON.stringify(large); } catch {}",
  },
  {
    name: "repeat past the maximum length, in a loop",
    code: "for (;;) try { 'x'.repeat(2 ** 29); } catch {}",
  },
];
