// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assertEquals } from "@std/assert";
import type { HostFunctions, Sandbox } from "../../../mod.ts";
import { type Case, expectStatus } from "../suite.ts";

/** Host functions of which one returns only when others were called too. */
function meeting(): HostFunctions {
  const arrived: (() => void)[] = [];
  return {
    /** Returns its second argument when as many calls as the first says are there. */
    meet(count, value) {
      const { promise, resolve } = Promise.withResolvers<void>();
      arrived.push(resolve);
      if (arrived.length >= Number(count)) {
        for (const go of arrived.splice(0)) go();
      }
      return promise.then(() => value ?? null);
    },
    now: (value) => value ?? null,
    never: () => new Promise(() => {}),
    fail() {
      throw new RangeError("no");
    },
  };
}

/** Python that awaits host functions, and its value. */
const AWAITED: readonly (readonly [code: string, value: unknown])[] = [
  ["await host.meet(1, 'a')", "a"],
  ["await asyncio.gather(host.meet(2, 1), host.meet(2, 2))", [1, 2]],
  ["await asyncio.gather(*[host.meet(3, i) for i in range(3)])", [0, 1, 2]],
  ["await asyncio.gather(*(host.meet(3, i) for i in range(3)))", [0, 1, 2]],
  [
    "tasks_ = [host.meet(3, i) for i in range(3)]\nawait asyncio.gather(*tasks_)",
    [0, 1, 2],
  ],
  [
    "calls_ = []\nfor i in range(2): calls_.append(host.meet(2, i))\nawait asyncio.gather(*calls_)",
    [0, 1],
  ],
  [
    "one_ = host.meet(2, 1)\ntwo_ = host.meet(2, 2)\nawait asyncio.gather(one_, two_)",
    [1, 2],
  ],
  [
    "made_ = [asyncio.create_task(host.meet(2, i)) for i in range(2)]\n[await task for task in made_]",
    [0, 1],
  ],
  [
    "async def f():\n    async with asyncio.TaskGroup() as group:\n        a = group.create_task(host.meet(2, 'a'))\n        b = group.create_task(host.meet(2, 'b'))\n    return [a.result(), b.result()]\nasyncio.run(f())",
    ["a", "b"],
  ],
  [
    "found_ = set()\nfor done_ in asyncio.as_completed([host.meet(2, 1), host.meet(2, 2)]): found_.add(await done_)\nsorted(found_)",
    [1, 2],
  ],
  [
    "done_, _ = await asyncio.wait([asyncio.ensure_future(host.meet(2, i)) for i in (1, 2)])\nlen(done_)",
    2,
  ],
  [
    "try: await asyncio.wait_for(host.never(), 0.01)\nexcept TimeoutError: r_ = 'timeout'\nr_",
    "timeout",
  ],
  [
    "try:\n    async with asyncio.timeout(0.01): await host.never()\nexcept TimeoutError: r_ = 'timeout'\nr_",
    "timeout",
  ],
  [
    "try: await asyncio.gather(host.fail(), host.meet(1))\nexcept host.HostError as e: r_ = [type(e).__name__, str(e)]\nr_",
    ["RangeError", "no"],
  ],
  [
    "[str(e) for e in await asyncio.gather(host.fail(), host.now(1), return_exceptions=True)]",
    ["no", "1"],
  ],
  // Other tasks go on meanwhile.
  [
    "async def g():\n    await asyncio.sleep(0.001)\n    return await host.meet(2, 'b')\nawait asyncio.gather(host.meet(2, 'a'), g())",
    ["a", "b"],
  ],
  [
    "async def h():\n    task = asyncio.create_task(host.meet(1, 'x'))\n    while not task.done(): await asyncio.sleep(0)\n    return task.result()\nawait h()",
    "x",
  ],
  ["from host import meet\nawait asyncio.gather(meet(2, 1), meet(2, 2))", [
    1,
    2,
  ]],
  [
    "start_ = host.meet.start\nawait asyncio.gather(start_(2, 1), start_(2, 2))",
    [
      1,
      2,
    ],
  ],
  ["len(await asyncio.gather(*(host.now(i) for i in range(600))))", 600],
  // A blocking call among them, and values that are used as such.
  [
    "async def i():\n    x = host.now(20)\n    return x + 1, await host.now(2)\nlist(await i())",
    [21, 2],
  ],
  ["x_ = host.now([1])\nx_ + [2]", [1, 2]],
  [
    "class Other:\n    async def now(self): return 'own'\nother = Other()\nawait other.now()",
    "own",
  ],
];

/** Awaiting host functions. */
export const awaitedFunctionCases: readonly Case[] = [
  {
    name: "host functions that are awaited together overlap",
    async check({ open, language }) {
      if (language !== "python") return;
      const sandbox = await open({ functions: meeting() });
      await sandbox.run("import asyncio");
      for (const [code, value] of AWAITED) {
        const result = await sandbox.run(code);
        expectStatus(result, "ok");
        assertEquals(result.value, value, code);
      }
    },
  },
  {
    name: "a call that its run did not await ends with the run",
    async check({ open, language }) {
      if (language !== "python") return;
      const sandbox = await open({ functions: meeting() });
      expectStatus(
        await sandbox.run(
          "import asyncio\nleft_ = asyncio.create_task(host.never())\nawait asyncio.sleep(0)",
        ),
        "ok",
      );
      const result = await nextRun(sandbox);
      expectStatus(result, "ok");
      assertEquals(result.value, [5, true]);
    },
  },
  {
    name: "a wait for host functions ends with the time limit",
    async check({ open, language }) {
      if (language !== "python") return;
      const sandbox = await open({ functions: meeting() });
      const result = await sandbox.run(
        "import asyncio\nawait asyncio.gather(host.never(), host.never())",
        { limits: { timeoutMs: 300 } },
      );
      expectStatus(result, "timeout");
      // It keeps its state if it stopped within the time that it has for that.
      if (!result.recoverable) return;
      const next = await sandbox.run("await host.now(1)");
      expectStatus(next, "ok");
      assertEquals(next.value, 1);
    },
  },
];

function nextRun(sandbox: Sandbox) {
  return sandbox.run(
    "try: await asyncio.wait_for(left_, 5)\nexcept (host.HostError, asyncio.CancelledError): pass\n[await host.now(5), left_.done()]",
  );
}
