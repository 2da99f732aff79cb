// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assertEquals } from "@std/assert";
import { type Case, expectStatus, valueOf } from "../suite.ts";

/** Waiting in guest code. */
export const asynchronousCases: readonly Case[] = [
  {
    name: "await works at the top level",
    async check({ shared, pick }) {
      const value = await valueOf(
        await shared(),
        pick({
          python:
            "import asyncio\nasync def get_():\n    await asyncio.sleep(0.01)\n    return 5\nv_ = await get_()\nv_ + await get_()",
          javascript:
            "const get_ = () => new Promise((r) => setTimeout(() => r(5), 10));\nconst v_ = await get_();\nv_ + await get_()",
        }),
      );
      assertEquals(value, 10);
    },
  },
  {
    name: "tasks run concurrently",
    async check({ shared, pick }) {
      const value = await valueOf(
        await shared(),
        pick({
          python:
            "import asyncio\nlog_ = []\nasync def work_(n):\n    log_.append(n)\n    await asyncio.sleep(0.01)\n    log_.append(n)\nawait asyncio.gather(work_(1), work_(2))\nlog_",
          javascript:
            "{ const log = []; const work = async (n) => { log.push(n); await new Promise((r) => setTimeout(r, 10)); log.push(n); }; await Promise.all([work(1), work(2)]); log }",
        }),
      );
      assertEquals(value, [1, 2, 1, 2]);
    },
  },
  {
    name: "an error after an await has its line",
    async check({ shared, pick }) {
      const result = await (await shared()).run(pick({
        python:
          "import asyncio\nawait asyncio.sleep(0)\nraise ValueError('late')",
        javascript: "await null;\nawait null;\nthrow new Error('late');",
      }));
      expectStatus(result, "error");
      assertEquals(result.error.message, "late");
      assertEquals(result.error.line, 3);
    },
  },
  {
    name: "pending work of a run pauses between runs",
    async check({ shared, pick }) {
      const sandbox = await shared();
      const left = await sandbox.run(pick({
        python:
          "import asyncio\nticks = 0\nasync def tick():\n    global ticks\n    while True:\n        ticks += 1\n        await asyncio.sleep(0)\ntask = asyncio.ensure_future(tick())\nawait asyncio.sleep(0)\nNone",
        javascript:
          "var ticks = 0; var stuck = new Promise(() => {}); stuck.then(() => ticks++); undefined",
      }));
      expectStatus(left, "ok");
      const before = await valueOf(sandbox, "ticks");
      const after = await valueOf(sandbox, "ticks");
      assertEquals(after, before);
    },
  },
];
