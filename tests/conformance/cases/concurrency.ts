// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assert, assertEquals, assertRejects } from "@std/assert";
import { run, type Sandbox, SandboxError } from "../../../mod.ts";
import { type Case, expectStatus, valueOf } from "../suite.ts";

const LOOP = { python: "while True: pass", javascript: "for (;;);" };
const READ = { python: "input()", javascript: "readline()" };

function add(name: string, by: number): { python: string; javascript: string } {
  return {
    python: `${name} = globals().get('${name}', 0) + ${by}\n${name}`,
    javascript: `globalThis.${name} = (globalThis.${name} ?? 0) + ${by}`,
  };
}

/** A source of input that the test answers later. */
function question(): {
  readonly asked: Promise<void>;
  readonly answer: (text: string) => void;
  readonly stdin: () => Promise<string>;
} {
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<string>();
  return {
    asked: asked.promise,
    answer: answer.resolve,
    stdin: () => {
      asked.resolve();
      return answer.promise;
    },
  };
}

/** Several sandboxes, and several runs, at the same time. */
export const concurrencyCases: readonly Case[] = [
  {
    name: "concurrent sandboxes keep their states apart, run after run",
    async check({ open, pick }) {
      const sandboxes = await Promise.all([open(), open(), open()]);
      const sums = await Promise.all(sandboxes.map(async (sandbox, i) => {
        for (let n = 0; n < 4; n++) {
          await valueOf(sandbox, pick(add("sum", i + 1)));
        }
        return await valueOf(sandbox, "sum");
      }));
      assertEquals(sums, [4, 8, 12]);
    },
  },
  {
    name: "concurrent one-shot runs each have their own result",
    async check({ language, isolation, pick }) {
      const numbers = [1, 2, 3, 4];
      const results = await Promise.all(numbers.map((n) =>
        run(
          pick({
            python:
              `print(${n})\nseen = 'sum' in globals()\nsum = ${n}\n[sum, seen]`,
            javascript:
              `console.log(${n}); const seen = 'sum' in globalThis; globalThis.sum = ${n}; [sum, seen]`,
          }),
          { language, isolation },
        )
      ));
      for (const [i, result] of results.entries()) {
        expectStatus(result, "ok");
        assertEquals<unknown>(result.value, [numbers[i], false]);
        assertEquals(result.stdout, `${numbers[i]}\n`);
      }
    },
  },
  {
    name: "a sandbox that loops does not delay another",
    async check({ open, pick }) {
      const [busy, other] = await Promise.all([open(), open()]);
      const controller = new AbortController();
      const looping = busy.run(pick(LOOP), { signal: controller.signal });
      for (let n = 0; n < 5; n++) {
        assertEquals(await valueOf(other, `${n} + 1`), n + 1);
      }
      const third = await open();
      assertEquals(await valueOf(third, "1 + 1"), 2);
      controller.abort();
      expectStatus(await looping, "cancelled");
    },
  },
  {
    name: "the end of one sandbox does not affect another",
    async check({ open, pick }) {
      const [victim, other] = await Promise.all([open(), open()]);
      const { asked, answer, stdin } = question();
      const waiting = other.run(pick(READ), { stdin });
      await asked;
      const running = victim.run(pick(LOOP));
      await victim.close();
      expectStatus(await running, "cancelled");
      answer("still here\n");
      const result = await waiting;
      expectStatus(result, "ok");
      assertEquals(result.value, "still here");
    },
  },
  {
    name: "one signal cancels the runs of several sandboxes",
    async check({ open, pick }) {
      const sandboxes = await Promise.all([open(), open()]);
      const controller = new AbortController();
      const { signal } = controller;
      const { asked, stdin } = question();
      const running = sandboxes.map((sandbox, i) =>
        i === 0
          ? sandbox.run(pick(READ), { signal, stdin })
          : sandbox.run(pick(LOOP), { signal })
      );
      await asked;
      controller.abort();
      for (const result of await Promise.all(running)) {
        expectStatus(result, "cancelled");
      }
    },
  },
  {
    name:
      "many concurrent runs on one sandbox: one is accepted, the others are refused",
    async check({ shared, pick }) {
      const sandbox = await shared();
      const runs = Array.from(
        { length: 5 },
        (_, i) => sandbox.run(pick(add("taken", i + 1))),
      );
      const ended = await Promise.allSettled(runs);
      const [first, ...others] = ended;
      assert(first?.status === "fulfilled");
      expectStatus(first.value, "ok");
      for (const one of others) {
        assert(one.status === "rejected");
        assert(one.reason instanceof SandboxError);
        assertEquals(one.reason.code, "SANDBOX_BUSY");
      }
      // None of the refused runs had an effect.
      assertEquals(await valueOf(sandbox, "taken"), 1);
    },
  },
  {
    name: "a run may start as soon as the previous one has ended",
    async check({ shared, pick }) {
      const sandbox = await shared();
      await valueOf(sandbox, pick(add("chained", 0)));
      const chain = async (left: number): Promise<unknown> => {
        const result = await sandbox.run(pick(add("chained", 1)));
        expectStatus(result, "ok");
        return left > 1 ? await chain(left - 1) : result.value;
      };
      assertEquals(await chain(50), 50);
    },
  },
  {
    name: "a run from within a callback of the current run is refused",
    async check({ shared, pick }) {
      const sandbox = await shared();
      const refused: Promise<unknown>[] = [];
      const nest = (of: Sandbox): void => {
        refused.push(assertRejects(() => of.run("1"), SandboxError));
      };
      const result = await sandbox.run(
        pick({ python: "print(1)", javascript: "console.log(1)" }),
        { onStdout: () => nest(sandbox) },
      );
      expectStatus(result, "ok");
      assert(refused.length > 0);
      await Promise.all(refused);
    },
  },
];
