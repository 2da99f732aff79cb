import "../_ask_worker_options.ts";
import { assert, assertEquals } from "@std/assert";
import {
  createPool,
  createSandbox,
  type EngineName,
  type Isolation,
  type Language,
  type Pool,
  type PoolOptions,
  type RunResult,
} from "../../mod.ts";
import { controls } from "../level.ts";
import { ENGINES_OF, ISOLATIONS, nameOf } from "./_guest.ts";

/** Leaves something behind wherever a guest can. */
const LEAVING: Readonly<Record<string, string>> = {
  python: `
import builtins, sys, os, json, random
left = 1
builtins.left = 2
json.dumps = lambda *_: "left"
builtins.len = lambda _: 1729
sys.modules["left"] = sys
os.environ["LEFT"] = "left"
open("/tmp/left", "w").write("left")
open("left", "w").write("left")
os.chdir("/tmp")
sys.setrecursionlimit(77)
class Stream:
    def write(self, text): return 0
    def flush(self): pass
sys.stdout = Stream()
`,
  // `process` first: it is made at its first use, of the language as the guest has left it.
  javascript: `
process.env.LEFT = "left";
var left = 1;
let left2 = 2;
Object.prototype.left3 = 3;
Array.prototype.map = () => "left";
JSON.stringify = () => "left";
Promise.prototype.then = () => "left";
console.log = () => {};
new Uint8Array(4e6).fill(7);
void Promise.resolve().then(() => { globalThis.late = 2; });
1`,
};

/** Looks for what was left. */
const LOOKING: Readonly<Record<string, string>> = {
  python: `
import sys, os, json
print("out")
[
    "left" in globals(), hasattr(__builtins__, "left"), json.dumps([1]), len("12"), "left" in sys.modules,
    os.environ.get("LEFT"), os.path.exists("/tmp/left"), os.path.exists("left"), sys.getrecursionlimit() == 77,
    os.environ.get("OWN"), sys.argv[1:],
]`,
  javascript: `
console.log("out");
[
  typeof left, typeof left2, "left3" in {}, [1].map((n) => n + 1), JSON.stringify([1]), typeof late,
  process.env.LEFT ?? null, process.env.OWN, [...scriptArgs], new Uint8Array(4e6).every((byte) => byte === 0),
  await Promise.resolve(5),
]`,
};

const CLEAN: Readonly<Record<string, unknown>> = {
  python: [
    false,
    false,
    "[1]",
    2,
    false,
    null,
    false,
    false,
    false,
    "own",
    ["own"],
  ],
  javascript: [
    "undefined",
    "undefined",
    false,
    [2],
    "[1]",
    "undefined",
    null,
    "own",
    ["own"],
    true,
    5,
  ],
};

const OWN = { env: { OWN: "own" }, args: ["own"] };

/** Two runs, of which the second looks for what the first left. */
async function leaveAndLook(
  language: Language,
  run: (code: string, round: number) => Promise<RunResult>,
): Promise<RunResult> {
  const first = await run(LEAVING[language] ?? "", 0);
  assert(first.status === "ok", Deno.inspect(first));
  return await run(LOOKING[language] ?? "", 1);
}

function assertClean(language: Language, result: RunResult): void {
  assert(result.status === "ok", Deno.inspect(result));
  assertEquals(result.value, CLEAN[language]);
  assertEquals([result.stdout, result.stderr], ["out\n", ""]);
}

for (const isolation of ISOLATIONS) {
  for (const language of ["python", "javascript"] as const) {
    for (const [engine, isInstalled] of ENGINES_OF[language]) {
      Deno.test({
        name: `no run sees what an earlier run of the pool left (${
          nameOf(language, engine)
        }, ${isolation})`,
        ignore: !isInstalled,
        fn: () => testPool({ language, engine, isolation }),
      });
    }
  }
}

async function testPool(
  { language, engine, isolation }: {
    readonly language: Language;
    readonly engine: EngineName;
    readonly isolation: Isolation;
  },
): Promise<void> {
  // One worker at a time, so that the second run gets the first one's worker if it is reused.
  await using pool = await createPool({
    language,
    engine,
    isolation,
    size: 1,
    maxSandboxes: 1,
  });
  const result = await leaveAndLook(
    language,
    (code, round) => pool.run(code, round === 0 ? { env: { LEFT: "1" } } : OWN),
  );
  assertClean(language, result);
  const { started, renewed } = pool.metrics();
  const reuses = engine !== "pyodide" && isolation === "thread";
  // Otherwise the test would show nothing about reused workers.
  assertEquals(reuses ? [started, renewed >= 1] : [started >= 2, renewed], [
    reuses ? 1 : true,
    reuses ? true : 0,
  ]);
}

controls.test("control: a run sees what an earlier run of the same sandbox left", async () => {
  for (const language of ["python", "javascript"] as const) {
    await using sandbox = await createSandbox({ language, ...OWN });
    const result = await leaveAndLook(
      language,
      (code) => sandbox.run(code, { limits: { timeoutMs: 10_000 } }),
    );
    const value = result.status === "ok" ? result.value : undefined;
    const seen = JSON.stringify([value, result.stdout]);
    assert(seen !== JSON.stringify([CLEAN[language], "out\n"]), seen);
  }
});

/** Ways in which a guest causes trouble. */
const HOSTILE: Readonly<Record<string, readonly string[]>> = {
  javascript: [
    "for (;;);",
    "globalThis.left = 1; Object.prototype.left = 1; throw 1",
    "const all = []; for (;;) all.push(new Uint8Array(1e6))",
    "globalThis.left = 1; JSON.stringify = Reflect.apply = null; 1",
    "for (;;) console.log('x'.repeat(1e5))",
    "Array.prototype.toSorted = () => 'left'; [1].toSorted()",
    "(function f() { Promise.resolve().then(f); })(); 1",
    "setInterval(() => {}, 1); await new Promise(() => {})",
  ],
  python: [
    "while True: pass",
    "import builtins\nbuiltins.left = 1\nleft = 1",
  ],
};

/** Ways that cost a guest its worker. */
const DEADLY: Readonly<Record<string, readonly string[]>> = {
  javascript: [
    "[].includes.call({ length: 2 ** 53 - 1 }, 1)",
    "eval('['.repeat(1e5))",
  ],
  python: [
    "import os; os._exit(3)",
    "b = bytearray()\nwhile True: b += bytes(50_000_000)",
  ],
};

const INNOCENT: Readonly<Record<string, string>> = {
  javascript: "[typeof left, [3, 1, 2].toSorted(), JSON.stringify({ a: 1 })]",
  python:
    "import json\n['left' in globals() or hasattr(__builtins__, 'left'), sorted([3, 1, 2]), json.dumps({'a': 1})]",
};
const RIGHT: Readonly<Record<string, unknown>> = {
  javascript: ["undefined", [1, 2, 3], '{"a":1}'],
  python: [false, [1, 2, 3], '{"a": 1}'],
};

/** Runs code that causes trouble; the pool must go on. */
async function attack(
  pool: Pool,
  code: string | undefined,
  timeoutMs: number,
): Promise<void> {
  assert(code !== undefined);
  const result = await pool.run(code, { limits: { timeoutMs } });
  assert(result.status !== "cancelled", Deno.inspect(result));
}

async function assertInnocent(pool: Pool): Promise<void> {
  const result = await pool.run(INNOCENT[pool.language] ?? "");
  assert(result.status === "ok", Deno.inspect(result));
  assertEquals(result.value, RIGHT[pool.language]);
  assertEquals(result.stdout, "");
}

Deno.test("innocent runs are correct after and amid a hundred hostile ones (javascript, thread)", async () => {
  await using pool = await createPool({
    language: "javascript",
    isolation: "thread",
    size: 2,
    maxSandboxes: 3,
    limits: { memoryBytes: 32 * 2 ** 20 },
  });
  const { javascript: hostile = [] } = HOSTILE;
  const { javascript: deadly = [] } = DEADLY;
  await Promise.all(Array.from({ length: 100 }, (_, round) => {
    const code = round % 25 === 0
      ? deadly[(round / 25) % deadly.length]
      : hostile[round % hostile.length];
    return attack(pool, code, 30);
  }));
  assert(pool.metrics().killed >= 2, "No worker was lost");
  await Promise.all(Array.from({ length: 20 }, () => assertInnocent(pool)));
  const { runs, inUse, waiting } = pool.metrics();
  assertEquals([runs, inUse, waiting], [120, 0, 0]);
});

const OTHERS: readonly PoolOptions[] = [
  { language: "javascript", isolation: "process" },
  { language: "python", isolation: "thread" },
  { language: "python", isolation: "process" },
];

for (const options of OTHERS) {
  Deno.test(`innocent runs are correct amid hostile ones (${options.language}, ${options.isolation})`, async () => {
    await using pool = await createPool({
      ...options,
      size: 2,
      maxSandboxes: 4,
      limits: { memoryBytes: 96 * 2 ** 20 },
    });
    const attacks = [HOSTILE, DEADLY].flatMap((of) => of[pool.language] ?? []);
    await Promise.all(attacks.flatMap((code, round) => [
      attack(pool, code, 400),
      ...(round % 3 === 0 ? [assertInnocent(pool)] : []),
    ]));
    await assertInnocent(pool);
  });
}

for (const isolation of ISOLATIONS) {
  Deno.test(`a sandbox that is killed costs the others of its pool nothing (${isolation})`, async () => {
    await using pool = await createPool({
      language: "javascript",
      isolation,
      size: 2,
    });
    await using bystander = await pool.acquire();
    await bystander.run("let kept = 7");
    const working = bystander.run("let n = 0; while (n < 3e6) n++; n");
    await attack(pool, DEADLY.javascript?.[0], 30);
    const result = await working;
    assert(result.status === "ok", Deno.inspect(result));
    assertEquals(result.value, 3e6);
    const next = await bystander.run("kept");
    assertEquals(next.status === "ok" && next.value, 7);
    await assertInnocent(pool);
    assertEquals(pool.metrics().failed, 0);
  });
}
