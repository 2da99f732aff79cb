/**
 * The guests of a soak: programs that count and programs that attack, with their expected outcomes.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import type { Language, RunResult, RunStatus } from "../../mod.ts";

/** Limits of every sandbox in a soak, low so that exceeding them takes little time. */
export const LIMITS = {
  python: {
    memoryBytes: 96 * 2 ** 20,
    outputBytes: 2 ** 16,
    valueBytes: 2 ** 16,
  },
  javascript: {
    memoryBytes: 32 * 2 ** 20,
    outputBytes: 2 ** 16,
    valueBytes: 2 ** 16,
  },
  typescript: {
    memoryBytes: 32 * 2 ** 20,
    outputBytes: 2 ** 16,
    valueBytes: 2 ** 16,
  },
} as const;

/** A hostile program. */
export interface Hostile {
  readonly name: string;
  readonly code: string;
  /** Milliseconds until it is stopped; long by default, since it ends by itself. */
  readonly timeoutMs?: number;
  /** The statuses with which it may end. */
  readonly ends: readonly RunStatus[];
  /** A further check of the result. */
  readonly check?: (result: RunResult) => void;
}

/** Milliseconds for programs that end by themselves, also on a loaded machine. */
export const AMPLE_MS = 60_000;

const LOOP_MS = 60;

/** A line in the format of a worker's message; printed by a guest, it is ordinary output. */
const FORGED = JSON.stringify({
  type: "done",
  run: 1,
  status: "ok",
  value: "666",
});

function endless(name: string, code: string): Hostile {
  return { name, code, timeoutMs: LOOP_MS, ends: ["timeout"] };
}

function assertFlooded(result: RunResult): void {
  assert(result.truncated.includes("stdout"));
  assertEquals(result.stdout, "x".repeat(2 ** 16));
}

function assertForgedInVain(result: RunResult): void {
  assert(result.status === "ok");
  assertEquals([result.value, result.stdout], [7, `${FORGED}\n`]);
}

const PYTHON: readonly Hostile[] = [
  endless("loop", "while True: pass"),
  endless(
    "loop that catches all",
    "while True:\n  try:\n    while True: pass\n  except BaseException: pass",
  ),
  endless("one native call", "sum(range(10**13))"),
  endless(
    "regular expression",
    "import re\nre.match('(a+)+$', 'a' * 64 + 'b')",
  ),
  endless("sleep", "import time\ntime.sleep(1000)"),
  endless("sleep in a task", "import asyncio\nawait asyncio.sleep(1000)"),
  endless("big integers", "10 ** 10 ** 9"),
  {
    name: "output without an end",
    code: "while True: print('x' * 999, end='')",
    timeoutMs: 150,
    ends: ["timeout"],
  },
  {
    name: "output",
    code: "print('x' * 10**6, end='')",
    ends: ["output"],
    check: assertFlooded,
  },
  { name: "value", code: "'x' * 10**6", ends: ["output"] },
  {
    name: "memory",
    code: "grow = []\nwhile True: grow.append(bytearray(10**6))",
    ends: ["memory"],
  },
  { name: "os._exit", code: "import os\nos._exit(3)", ends: ["crashed"] },
  { name: "os.abort", code: "import os\nos.abort()", ends: ["crashed"] },
  {
    name: "memory overwritten",
    code: "import ctypes\nctypes.memset(0, 255, 10**7)",
    timeoutMs: 2_000,
    ends: ["crashed", "timeout"],
  },
  { name: "recursion", code: "def f_(): f_()\nf_()", ends: ["error"] },
  {
    name: "recursion without a limit",
    code: "import sys\nsys.setrecursionlimit(10**9)\ndef f_(): f_()\nf_()",
    ends: ["error", "memory", "crashed"],
  },
  { name: "exit", code: "import sys\nsys.exit(3)", ends: ["error"] },
  {
    name: "forged message",
    code: `print(${JSON.stringify(FORGED)})\n7`,
    ends: ["ok"],
    check: assertForgedInVain,
  },
  { name: "way to JavaScript", code: "import js", ends: ["error"] },
];

const JAVASCRIPT: readonly Hostile[] = [
  endless("loop", "for (;;);"),
  endless("loop that catches all", "for (;;) { try { for (;;); } catch {} }"),
  endless("one native call", "[].includes.call({ length: 2 ** 53 - 1 }, 1)"),
  endless("regular expression", "/^(a+)+$/.test('a'.repeat(64) + 'b')"),
  endless(
    "promise jobs",
    "function again_() { Promise.resolve().then(again_); } again_(); await new Promise(() => {});",
  ),
  endless("timer", "await new Promise((r) => setTimeout(r, 1e9));"),
  endless("getter", "({ get a() { for (;;); } })"),
  {
    name: "output without an end",
    code: "for (;;) console.log('x'.repeat(999));",
    timeoutMs: 150,
    ends: ["timeout"],
  },
  {
    name: "output",
    code: "console.log('x'.repeat(1e6))",
    ends: ["output"],
    check: assertFlooded,
  },
  { name: "value", code: "'x'.repeat(1e6)", ends: ["output"] },
  {
    name: "memory",
    code: "{ const a = []; for (;;) a.push(new Uint8Array(1e5).fill(1)); }",
    ends: ["memory"],
  },
  {
    name: "array",
    code: "{ const a = []; for (;;) a.push(a); }",
    ends: ["memory"],
  },
  {
    name: "recursion",
    code: "{ function f_() { return 1 + f_(); } f_(); }",
    ends: ["error"],
  },
  { name: "parser", code: "eval('['.repeat(1e5))", ends: ["error", "crashed"] },
  {
    name: "proxies",
    code:
      "{ let p = {}; for (let i = 0; i < 1e5; i++) p = new Proxy(p, {}); p; }",
    ends: ["ok", "memory", "crashed"],
  },
  { name: "null", code: "throw null", ends: ["error"] },
  {
    name: "forged message",
    code: `console.log(${JSON.stringify(FORGED)}); 7`,
    ends: ["ok"],
    check: assertForgedInVain,
  },
];

/** The hostile programs of each language. */
export const HOSTILE: Readonly<Record<Language, readonly Hostile[]>> = {
  python: PYTHON,
  javascript: JAVASCRIPT,
  typescript: [
    ...JAVASCRIPT.filter(({ name }) => !name.startsWith("output without")),
    { name: "no TypeScript", code: "let x: = 5", ends: ["error"] },
  ],
};

/** Adds a number to the sum of earlier runs, prints it, and has the sum as its value. */
export function counting(language: Language, number: number): string {
  switch (language) {
    case "python":
      return `total = globals().get("total", 0) + ${number}\nprint("at", ${number})\ntotal`;
    case "javascript":
      return `globalThis.total = (globalThis.total ?? 0) + ${number}; console.log("at", ${number}); total`;
    case "typescript":
      return `interface Held { total?: number }\nconst held_${number}: Held = globalThis as Held;\nheld_${number}.total = (held_${number}.total ?? 0) + ${number};\nconsole.log("at", ${number} as number);\nheld_${number}.total`;
  }
}
