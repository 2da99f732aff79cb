/** Workers of this engine serve one guest after another, each in a fresh instance: nothing of one is found by the next. */
import "../../_ask_worker_options.ts";
import { assert, assertEquals } from "@std/assert";
import { createPool, type Pool } from "../../../mod.ts";
import { CPYTHON } from "../../_cpython.ts";
import { controls } from "../../level.ts";
import { Weakened } from "../../security/_without.ts";

const MARK = "left-behind-by-a-guest";

/** Leaves something wherever a guest can. */
const LEAVING =
  `import builtins, os, random, sys, warnings, json, decimal, locale, logging, atexit, tempfile
import matplotlib, matplotlib.pyplot as plt, numpy as np, pandas as pd
mark = "-".join(["left", "behind", "by", "a", "guest"])
left = builtins.left = mark
sys.modules["left"] = sys
sys.path.insert(0, "/tmp/left")
sys.setrecursionlimit(77)
sys.stdout.write("left")
sys.addaudithook(lambda *_: None)
os.environ["LEFT"] = mark
os.chdir("/tmp")
for path in ("/tmp/left", "/work/left", "/var/cache/matplotlib/left"):
    open(path, "w").write(mark)
opened = [os.open("/tmp/left", os.O_RDONLY) for _ in range(20)]
os.close(2)
random.seed(5)
np.random.seed(5)
np.set_printoptions(precision=1)
np.seterr(all="raise")
pd.set_option("display.max_rows", 1)
plt.rcParams["figure.dpi"] = 33
plt.style.use("ggplot")
matplotlib.use("svg")
decimal.getcontext().prec = 3
warnings.simplefilter("error")
logging.basicConfig(level="DEBUG")
json.dumps = lambda *_: mark
pd.DataFrame.left = mark
np.left = mark
tempfile.tempdir = "/work/left"
builtins.len = lambda _: 1729
# As much of its memory as it may have.
full = []
try:
    while True: full.append(mark.encode() * 30_000)
except MemoryError: pass
None`;

/** Looks for what was left. Its own text has no part of the mark in one piece. */
const LOOKING =
  `import builtins, os, random, re, sys, warnings, json, decimal, tempfile
import matplotlib, matplotlib.pyplot as plt, numpy as np, pandas as pd
def is_open(fd):
    try: os.fstat(fd)
    except OSError: return False
    return True
mark = "-".join(["left", "behind", "by", "a", "guest"]).encode()
class Memory:
    pass
def count(memory):
    return sum(1 for _ in re.finditer(b"(?:" + mark + b"){2}", memory.data))
at, size = 2**16, 90 * 2**20
window = Memory()
window.__array_interface__ = {"shape": (size,), "typestr": "|u1", "data": (at, True), "version": 3}
[
    "left" in globals(), hasattr(builtins, "left"), "left" in sys.modules, "/tmp/left" in sys.path,
    sys.getrecursionlimit() == 77, os.environ.get("LEFT"), os.getcwd(), len("12"), json.dumps([1]),
    [os.path.exists(p) for p in ("/tmp/left", "/work/left", "/var/cache/matplotlib/left")],
    [fd for fd in range(5, 40) if is_open(fd)], is_open(2), os.read(0, 10),
    np.get_printoptions()["precision"], np.geterr()["divide"], pd.get_option("display.max_rows"),
    plt.rcParams["figure.dpi"], plt.rcParams["axes.facecolor"], plt.get_fignums(), "svg" in matplotlib.get_backend(),
    decimal.getcontext().prec, warnings.filters[0][0], hasattr(pd.DataFrame, "left"), hasattr(np, "left"),
    count(np.asarray(window)), count(np.empty(80 * 2**20, np.uint8)),
]`;

const CLEAN = [
  ...[false, false, false, false, false, null, "/work", 2, "[1]"],
  ...[[false, false, false], [], true, new Uint8Array(0)],
  ...[8, "warn", 60, 100, "white", [], false, 28, "ignore", false, false, 0, 0],
];

/** Leaves something in memory, which does not grow for it. */
const LEAVING_LITTLE = `mark = "-".join(["left", "behind", "by", "a", "guest"])
left = [mark.encode() * 30_000]
len(left[0])`;

/** Has a guest leave something in memory, and returns how often the next finds it. */
async function leaveLittle(create = createPool): Promise<unknown> {
  let found: unknown;
  await oneAfterAnother(async (pool) => {
    const { usage: before } = await pool.run("1");
    const { usage: after } = await pool.run(LEAVING_LITTLE);
    // Otherwise the memory is not used again.
    assertEquals(after.peakMemoryBytes, before.peakMemoryBytes);
    [found] = (await valueOf(pool, LOOKING) as unknown[]).slice(-2);
  }, create);
  return found;
}

/** Every source of randomness, of the standard library's and of the packages. */
const DRAWING = `import os, random, secrets, tempfile, uuid
import numpy as np, pandas as pd
names = tempfile._get_candidate_names()
[
    random.random(), random.Random().random(), random.SystemRandom().random(), secrets.token_hex(16),
    uuid.uuid4().hex, os.urandom(16).hex(), open("/dev/urandom", "rb").read(16).hex(), next(names),
    np.random.rand(), np.random.default_rng().random(), np.random.RandomState().rand(), np.random.randint(2**30),
    np.random.Generator(np.random.PCG64()).random(),
    int(pd.Series(range(10**6)).sample(1).iloc[0]),
]`;

async function oneAfterAnother(
  fn: (pool: Pool) => Promise<void>,
  create = createPool,
): Promise<void> {
  await using pool = await create({
    language: "python",
    engine: "cpython",
    isolation: "thread",
    size: 1,
    maxSandboxes: 1,
    limits: { memoryBytes: 192 * 2 ** 20, timeoutMs: 60_000 },
  });
  await fn(pool);
  // Otherwise it shows nothing about workers that are used again.
  assert(pool.metrics().renewed > 0, Deno.inspect(pool.metrics()));
}

async function valueOf(pool: Pool, code: string): Promise<unknown> {
  const result = await pool.run(code);
  assert(result.status === "ok", Deno.inspect(result));
  return result.value;
}

const ignore = !CPYTHON.isInstalled;

Deno.test({
  name: "the next guest of a worker finds nothing of the last one (cpython)",
  ignore,
  async fn(): Promise<void> {
    await oneAfterAnother(async (pool) => {
      for (let round = 0; round < 2; round++) {
        await valueOf(pool, LEAVING);
        assertEquals(await valueOf(pool, LOOKING), CLEAN);
      }
    });
  },
});

Deno.test({
  name: "the next guest gets memory that was written over (cpython)",
  ignore,
  async fn(): Promise<void> {
    assertEquals(await leaveLittle(), 0);
  },
});

const control = ignore ? Deno.test.ignore : controls.test;
control(
  "control: memory that is not written over has what a guest left",
  async () => {
    await using weakened = await Weakened.make([{
      file: "engines/cpython/guest_instance.js",
      wall: "overwrite(memory);",
    }]);
    assert(Number(await leaveLittle(weakened.library.createPool)) > 1_000);
  },
);

Deno.test({
  name:
    "control: the memory of a guest has what it made, where the search finds it",
  ignore,
  async fn(): Promise<void> {
    await oneAfterAnother(async (pool) => {
      await valueOf(pool, "1");
      const code = `kept = b"${MARK}" * 1_000_000\n${
        LOOKING.replace(
          /^at, size = .*$/m,
          `at, size = np.frombuffer(kept, np.uint8).__array_interface__["data"][0], len(kept)`,
        )
      }`;
      const found = await valueOf(pool, code) as unknown[];
      assertEquals(found.at(-2), 500_000);
    });
  },
});

Deno.test({
  name:
    "guests of one worker share no randomness, unless they have one seed (cpython)",
  ignore,
  async fn(): Promise<void> {
    await oneAfterAnother(async (pool) => {
      const [one, two, three] = [
        await valueOf(pool, DRAWING) as unknown[],
        await valueOf(pool, DRAWING) as unknown[],
        await valueOf(pool, DRAWING) as unknown[],
      ];
      const shared = one.map((value, i) =>
        value === two[i] || value === three[i] || two[i] === three[i]
      );
      assertEquals(shared, shared.map(() => false));
      const seeded = async (seed: number): Promise<unknown> => {
        const result = await pool.run(DRAWING, { seed });
        assert(result.status === "ok", Deno.inspect(result));
        return result.value;
      };
      const [first, second, other] = [
        await seeded(5),
        await seeded(5),
        await seeded(6) as unknown[],
      ];
      assertEquals(first, second);
      assertEquals(
        (first as unknown[]).filter((value) => other.includes(value)),
        [],
      );
    });
  },
});
