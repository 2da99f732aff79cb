// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assert, assertEquals } from "@std/assert";
import { createSandbox, type RunStatus } from "../../mod.ts";
import { controls, slow } from "../level.ts";
import { assertEnded, type Attack, ISOLATIONS, testAttacks } from "./_guest.ts";
import { until } from "./_quiet.ts";

const MiB = 2 ** 20;
const LIMIT_BYTES = { python: 128 * MiB, javascript: 32 * MiB };
/** Above its limit, a process has its interpreter, and room for the guest to meet its own memory error first. */
const OVERSHOOT_BYTES = {
  pyodide: 320 * MiB,
  // It undoes runs, so it has copies of the guest's memory.
  cpython: 800 * MiB,
  quickjs: 320 * MiB,
};

/** Deep recursion may cost the interpreter; it must be reported, and must cost nothing else. */
const DEEP: readonly RunStatus[] = ["error", "memory", "crashed", "ok"];

const PYTHON: readonly Attack[] = [
  {
    name: "bytearrays",
    code: "a = []\nwhile True: a.append(bytearray(10**6))",
  },
  { name: "a list", code: "a = []\nwhile True: a += [0] * 10**6" },
  { name: "a text that doubles", code: "s = 'x'\nwhile True: s += s" },
  {
    name: "a dictionary",
    code: "d = {}\nwhile True: d[len(d)] = 'x' * 1000 + str(len(d))",
  },
  { name: "one allocation of 2 GiB", code: "bytearray(2**31 - 1)" },
  { name: "an integer of 1 GB", code: "1 << 2**33" },
  {
    name: "mapped memory",
    code: "import mmap\na = []\nwhile True: a.append(mmap.mmap(-1, 10**7))",
    ends: ["memory", "error"],
  },
  {
    name: "recursion without an end",
    code:
      "import sys\nsys.setrecursionlimit(10**9)\ndef deep(): deep()\ndeep()",
    ends: DEEP,
  },
  {
    name: "generators within generators",
    code: "def deep(): yield from deep()\nlist(deep())",
    ends: DEEP,
  },
  {
    name: "a million parentheses",
    code: "compile('(' * 10**6, 'x', 'eval')",
    ends: DEEP,
  },
  {
    name: "a long chain of operators",
    code: "compile('-' * 200_000 + '1', 'x', 'eval')",
    ends: DEEP,
  },
  {
    name: "deep JSON",
    code: "import json\njson.loads('[' * 10**6)",
    ends: DEEP,
  },
  {
    name: "the finalization of a deep tuple",
    code: "t = None\nfor _ in range(10**6): t = (t,)\nt = None",
    ends: DEEP,
  },
  {
    name: "the file system in memory",
    code:
      "for i in range(8):\n    with open(f'fill{i}', 'wb') as file:\n        for _ in range(50): file.write(b'x' * 10**6)",
    ends: ["memory", "error"],
  },
  {
    name: "holes in files",
    code:
      "for i in range(8):\n    with open(f'hole{i}', 'wb') as file:\n        file.seek(10**8)\n        file.write(b'x')",
    ends: ["memory", "error"],
  },
];

const JAVASCRIPT: readonly Attack[] = [
  {
    name: "buffers",
    code: "const a = []; for (;;) a.push(new ArrayBuffer(1e6));",
  },
  { name: "an array", code: "const a = []; for (;;) a.push(a);" },
  {
    name: "a string that doubles",
    code: "let s = 'x'; for (;;) s = s + s + 1;",
    ends: ["error", "memory"],
  },
  {
    name: "strings",
    code: "const a = []; for (;;) a.push('x'.repeat(1e5) + a.length);",
  },
  { name: "a map", code: "const m = new Map(); for (;;) m.set(m.size, m);" },
  {
    name: "100 000 binds",
    code:
      "let f = () => 1; for (let i = 0; i < 1e5; i++) f = f.bind(null); return f();",
    ends: ["error", "memory"],
  },
  {
    name: "a million binds",
    code: "let f = () => 1; for (let i = 0; i < 1e6; i++) f = f.bind(null);",
  },
  {
    name: "promises",
    code:
      "const a = []; for (;;) a.push(Promise.resolve().then(() => a.length));",
  },
  { name: "a filled array", code: "new Array(2 ** 32 - 1).fill(1);" },
  { name: "arguments", code: "Math.max(...new Array(1e7));" },
  {
    name: "a big integer",
    code: "let x = 7n; for (;;) x = x * x;",
    ends: ["error", "memory"],
  },
  {
    name: "a chain of a million objects",
    code: "let o = {}; for (let i = 0; i < 1e6; i++) o = Object.create(o);",
    ends: ["memory"],
  },
  {
    name: "a list in a list, a million times",
    code: "let a = []; for (let i = 0; i < 1e6; i++) a = [a];",
    ends: ["memory"],
  },
  {
    name: "recursion without an end",
    code: "function deep() { return 1 + deep(); } deep();",
    ends: ["error"],
  },
  {
    name: "recursion through a getter",
    code: "({ get a() { return this.a; } }).a;",
    ends: ["error"],
  },
  {
    name: "100 000 proxies",
    code:
      "let p = {}; for (let i = 0; i < 1e5; i++) p = new Proxy(p, {}); p.a;",
    ends: DEEP,
  },
  { name: "100 000 brackets", code: "eval('['.repeat(1e5));", ends: DEEP },
  {
    name: "100 000 parentheses",
    code: "eval('('.repeat(1e5) + '1');",
    ends: DEEP,
  },
  { name: "deep JSON", code: "JSON.parse('['.repeat(1e6));", ends: DEEP },
  {
    name: "100 000 groups",
    code: "new RegExp('('.repeat(1e5) + ')'.repeat(1e5));",
    ends: DEEP,
  },
  {
    name: "JSON of a deep list",
    code:
      "let a = []; for (let i = 0; i < 1e5; i++) a = [a]; JSON.stringify(a);",
    ends: DEEP,
  },
];

/** Wraps the attack in a function, so that its data is garbage once it has failed. */
function asFunction(language: "python" | "javascript", code: string): string {
  if (language === "javascript") return `(() => { ${code} })()`;
  return `def attack():\n    ${code.replaceAll("\n", "\n    ")}\nattack()`;
}

for (
  const [language, attacks] of [
    ["python", PYTHON],
    ["javascript", JAVASCRIPT],
  ] as const
) {
  testAttacks("memory cannot be exhausted", {
    language,
    attacks,
    options: { limits: { memoryBytes: LIMIT_BYTES[language] } },
    keepsSpare: true,
    async fn(guest, attack, { isolation, engine }) {
      const sandbox = await guest.sandbox();
      const result = await sandbox.run(asFunction(language, attack.code), {
        limits: { timeoutMs: 20_000 },
      });
      assertEnded(result, attack.ends ?? ["memory"]);
      if ("recoverable" in result) {
        assertEquals(result.recoverable, !sandbox.closed);
      }
      const { peakMemoryBytes = 0 } = result.usage;
      const bound = LIMIT_BYTES[language] +
        (isolation === "process" ? OVERSHOOT_BYTES[engine] : 0);
      assert(peakMemoryBytes <= bound, `${peakMemoryBytes} of ${bound}`);
      await guest.assertInnocent();
    },
  });
}

for (const isolation of ISOLATIONS) {
  slow.test(`a guest's memory returns to the host (${isolation})`, async () => {
    const fill = async (): Promise<void> => {
      await using sandbox = await createSandbox({ isolation });
      const result = await sandbox.run("a = bytearray(3 * 10**8)\nlen(a)");
      assert(result.status === "ok" && result.value === 3e8);
    };
    // The first guest leaves what all guests share: the engine's code, the snapshot, the broker.
    await fill();
    const beforeBytes = Deno.memoryUsage().rss;
    for (let i = 0; i < 2; i++) await fill();
    await until(
      "the memory of two guests of 300 MB is given back",
      () => Deno.memoryUsage().rss < beforeBytes + 150 * MiB,
    );
  });

  controls.test(`control: only the limit stops an allocation (${isolation})`, async () => {
    for (
      const [language, memoryMiB, status] of [
        ["python", 128, "memory"],
        ["python", 512, "ok"],
        ["javascript", 32, "memory"],
        ["javascript", 256, "ok"],
      ] as const
    ) {
      // QuickJS enforces its limit itself, in the same way in both isolations.
      if (isolation === "thread" && language === "javascript") continue;
      await using sandbox = await createSandbox({
        language,
        isolation,
        limits: { memoryBytes: memoryMiB * MiB },
      });
      const result = await sandbox.run(
        language === "python"
          ? "len(bytearray(200 * 2**20))"
          : "new ArrayBuffer(200 * 2 ** 20).byteLength",
      );
      assertEnded(result, [status]);
    }
  });
}
