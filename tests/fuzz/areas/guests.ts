/** Random programs in real sandboxes. */
import "../../_ask_worker_options.ts";
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  createSandbox,
  type Isolation,
  type Language,
  type RunResult,
  type Sandbox,
} from "../../../mod.ts";
import { assertWellFormed } from "../../_well_formed.ts";
import { type Area, claim, type OpenArea } from "../area.ts";
import { nastyProgram } from "../nasty_programs.ts";

/** The kinds of guests, and the number of inputs in a test: a start of Python takes long. */
const GUESTS: readonly (readonly [Language, Isolation, number])[] = [
  ["javascript", "thread", 40],
  ["javascript", "process", 15],
  ["typescript", "thread", 15],
  ["python", "thread", 6],
  ["python", "process", 6],
];

const TIMEOUT_MS = 80;
const AMPLE_MS = 60_000;
const MiB = 2 ** 20;

const INPUT = "line\n";

function open(language: Language, isolation: Isolation): Promise<Sandbox> {
  return createSandbox({ language, isolation, limits: limitsOf(language) });
}

function limitsOf(language: Language): {
  readonly memoryBytes: number;
  readonly outputBytes: number;
  readonly valueBytes: number;
} {
  const memoryBytes = (language === "python" ? 96 : 32) * MiB;
  return { memoryBytes, outputBytes: 8_192, valueBytes: 8_192 };
}

function check(result: RunResult, sandbox: Sandbox): void {
  assertWellFormed(result, {
    language: sandbox.language,
    engine: sandbox.engine,
    isolation: sandbox.isolation,
    limits: limitsOf(sandbox.language),
  });
  if ("recoverable" in result) {
    assertEquals(result.recoverable, !sandbox.closed);
  }
  if (result.status === "crashed") assert(sandbox.closed);
  if (result.status === "error") assert(!sandbox.closed);
}

/** Asserts that an innocent program runs correctly in a fresh sandbox. */
async function assertInnocent(sandbox: Sandbox): Promise<void> {
  const result = await sandbox.run("[1 + 1, 'ok']", {
    limits: { timeoutMs: AMPLE_MS },
  });
  assert(result.status === "ok", Deno.inspect(result));
  assertEquals([result.value, result.stdout], [[2, "ok"], ""]);
}

async function attack(sandbox: Sandbox, code: string): Promise<void> {
  const chunks = ["", ""];
  const result = await sandbox.run(code, {
    limits: { timeoutMs: TIMEOUT_MS },
    stdin: INPUT,
    onStdout: (text) => chunks[0] += text,
    onStderr: (text) => chunks[1] += text,
  });
  check(result, sandbox);
  assertEquals([result.stdout, result.stderr], chunks);
  if (sandbox.closed) return;
  // What the guest left behind may spoil this sandbox, but not the shape of a result.
  check(
    await sandbox.run("1 + 1", { limits: { timeoutMs: TIMEOUT_MS } }),
    sandbox,
  );
}

function guestArea(
  [language, isolation, testRuns]: (typeof GUESTS)[number],
): Area {
  return {
    name: `guests/${language}-${isolation}`,
    share: 8,
    async open(): Promise<OpenArea> {
      let next = await open(language, isolation);
      // It is open all the time, and must not be affected.
      const bystander = await open(language, isolation);
      const property = fc.asyncProperty(
        nastyProgram(language),
        async (code) => {
          const victim = next;
          try {
            await attack(victim, code);
          } finally {
            await victim.close();
            next = await open(language, isolation);
          }
          await assertInnocent(next);
          await assertInnocent(bystander);
        },
      );
      return {
        claims: [
          claim(
            "a program ends in a well-formed result and harms no other guest",
            property,
            testRuns,
          ),
        ],
        async [Symbol.asyncDispose](): Promise<void> {
          await next.close();
          await bystander.close();
        },
      };
    },
  };
}

/** An area for each language and isolation. */
export const guestAreas: readonly Area[] = GUESTS.map(guestArea);
