// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assertEquals, assertMatch } from "@std/assert";
import { run } from "../../../mod.ts";
import { type Case, expectStatus, valueOf } from "../suite.ts";

/** Calls that need a thread or a process, and the error that says so. */
const REFUSED: readonly (readonly [code: string, error: RegExp])[] = [
  [
    "threading.Thread(target=print).start()",
    /^RuntimeError can't start new thread: this sandbox has no threads/,
  ],
  [
    "threading.Timer(1, print).start()",
    /^RuntimeError can't start new thread: this sandbox has no threads/,
  ],
  [
    "multiprocessing.Process(target=print).start()",
    /^OSError .*this sandbox has no processes/,
  ],
  ["multiprocessing.Pool(2)", /^OSError .*this sandbox has no processes/],
  ["multiprocessing.Queue()", /^OSError .*this sandbox has no processes/],
  [
    "multiprocessing.get_context('spawn').Lock()",
    /^OSError .*this sandbox has no processes/,
  ],
  [
    "subprocess.run(['ls', '-l'])",
    /^OSError .*this sandbox has no processes, and cannot start 'ls -l'/,
  ],
  [
    "os.system('ls')",
    /^OSError .*this sandbox has no processes, and cannot start 'ls'/,
  ],
  [
    "os.popen('ls')",
    /^OSError .*this sandbox has no processes, and cannot start 'ls'/,
  ],
  [
    "os.execvp('ls', ['ls'])",
    /^OSError .*this sandbox has no processes, and cannot start 'ls'/,
  ],
  ["os.fork()", /^OSError .*this sandbox has no processes/],
  [
    "asyncio.run(asyncio.create_subprocess_shell('ls'))",
    /^OSError .*this sandbox has no processes, and cannot start 'ls'/,
  ],
  [
    "asyncio.run(asyncio.open_connection('a', 1))",
    /^OSError \[Errno \d+\] this sandbox has no sockets/,
  ],
];

/** asyncio, executors, threads and processes of Python. */
export const pythonTaskCases: readonly Case[] = [
  {
    name: "asyncio.Runner and asyncio.run run as in CPython",
    async check({ language, shared }) {
      if (language !== "python") return;
      const code = `import asyncio, contextlib
async def double(x):
    await asyncio.sleep(0.001)
    return x * 2
seen = []
async def left():
    try: await asyncio.sleep(1000)
    finally: seen.append("cancelled")
async def main():
    task = asyncio.create_task(left())
    async with asyncio.TaskGroup() as group:
        one, two = group.create_task(double(1)), group.create_task(double(2))
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(0.01): await asyncio.sleep(1000)
    try: asyncio.run(double(1))
    except RuntimeError as error: seen.append(str(error))
    return one.result() + two.result()
with asyncio.Runner() as runner:
    seen += [runner.run(double(3)), runner.run(double(4))]
seen.append(asyncio.run(main()))
try: asyncio.get_running_loop()
except RuntimeError as error: seen.append(str(error))
loop = asyncio.new_event_loop()
seen.append(loop.run_until_complete(double(5)))
loop.close()
seen.append(asyncio.get_event_loop().run_until_complete(double(6)))
seen`;
      assertEquals(await valueOf(await shared(), code), [
        6,
        8,
        "asyncio.run() cannot be called from a running event loop",
        "cancelled",
        6,
        "no running event loop",
        10,
        12,
      ]);
    },
  },
  {
    name: "code that awaits may call asyncio.run",
    async check({ language, shared }) {
      if (language !== "python") return;
      const code = `import asyncio
async def add(x): return x + 1
[await add(1), asyncio.run(add(2)), await add(3)]`;
      assertEquals(await valueOf(await shared(), code), [2, 3, 4]);
    },
  },
  {
    name:
      "a test program with asynchronous tests runs, and its status is reported",
    async check({ language, isolation }) {
      if (language !== "python") return;
      const program = (expected: number) =>
        `import asyncio, unittest
class Sums(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self): self.x = 1
    async def test_sum(self):
        await asyncio.sleep(0)
        self.assertEqual(self.x + 1, ${expected})
if __name__ == "__main__":
    unittest.main()`;
      const passed = await run(program(2), { language, isolation });
      expectStatus(passed, "ok");
      assertMatch(passed.stderr, /Ran 1 test[^]*OK/);
      const failed = await run(program(3), { language, isolation });
      expectStatus(failed, "error");
      assertEquals(failed.error.exitCode, 1);
      assertMatch(failed.stderr, /AssertionError: 2 != 3/);
    },
  },
  {
    name: "executors run what they get at once",
    async check({ language, shared }) {
      if (language !== "python") return;
      const code = `import asyncio
from concurrent.futures import ThreadPoolExecutor, ProcessPoolExecutor, as_completed, wait
seen = []
with ThreadPoolExecutor(max_workers=4, initializer=seen.append, initargs=("begin",)) as pool:
    seen.append(list(pool.map(lambda x: x + 1, range(3))))
    seen.append(type(pool.submit(lambda: 1 / 0).exception()).__name__)
    seen.append(sorted(one.result() for one in as_completed([pool.submit(pow, 2, n) for n in range(3)])))
    seen.append(len(wait([pool.submit(print)]).done))
    seen.append(pool.submit(lambda: pool.submit(abs, -7).result()).result())
try: pool.submit(print)
except RuntimeError as error: seen.append(str(error))
with ProcessPoolExecutor() as pool:
    seen.append(list(pool.map(abs, [-1, 2], chunksize=2)))
async def main():
    loop = asyncio.get_running_loop()
    return [await asyncio.to_thread(sum, [1, 2]), await loop.run_in_executor(None, len, "abc")]
seen.append(asyncio.run(main()))
seen`;
      assertEquals(await valueOf(await shared(), code), [
        "begin",
        [1, 2, 3],
        "ZeroDivisionError",
        [1, 2, 4],
        1,
        7,
        "cannot schedule new futures after shutdown",
        [1, 2],
        [3, 3],
      ]);
    },
  },
  {
    name: "threads and processes fail with an error that names the sandbox",
    async check({ language, shared }) {
      if (language !== "python") return;
      const sandbox = await shared();
      for (const [code, error] of REFUSED) {
        const message = await valueOf(
          sandbox,
          `import asyncio, multiprocessing, os, subprocess, threading
try: text_ = ${code}
except Exception as error_: text_ = f"{type(error_).__name__} {error_}"
text_`,
        );
        assertMatch(`${message}`, error);
      }
    },
  },
  {
    name: "a task that failed and was not awaited is reported",
    async check({ language, open, isolation }) {
      if (language !== "python") return;
      const define =
        "import asyncio\nasync def fail(): raise ValueError('lost')\n";
      const sandbox = await open();
      for (
        const code of [
          "asyncio.create_task(fail())\nawait asyncio.sleep(0)\nNone",
          "asyncio.create_task(fail()); None",
        ]
      ) {
        const result = await sandbox.run(define + code);
        expectStatus(result, "ok");
        assertMatch(
          result.stderr,
          /Task exception was never retrieved[^]*ValueError: lost/,
        );
      }
      const result = await run(
        `${define}async def main():
    global task
    task = asyncio.create_task(fail())
    await asyncio.sleep(0)
asyncio.run(main())`,
        { language, isolation },
      );
      expectStatus(result, "ok");
      assertMatch(result.stderr, /never retrieved[^]*ValueError: lost/);
    },
  },
  {
    name: "a task of an earlier run goes on when a later run awaits",
    async check({ language, open }) {
      if (language !== "python") return;
      const sandbox = await open();
      expectStatus(
        await sandbox.run(`import asyncio
async def work():
    await asyncio.sleep(0.01)
    return 42
task = asyncio.create_task(work())`),
        "ok",
      );
      assertEquals(await valueOf(sandbox, "await task"), 42);
    },
  },
  {
    name:
      "asyncio.create_task outside of a loop fails in a program that runs once",
    async check({ language, isolation }) {
      if (language !== "python") return;
      const result = await run(
        "import asyncio\nasync def work(): pass\nasyncio.create_task(work())",
        { language, isolation },
      );
      expectStatus(result, "error");
      assertEquals(result.error.message, "no running event loop");
    },
  },
];
