/**
 * What the tests of pools have in common.
 *
 * @module
 */
import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  type ErrorCode,
  type Isolation,
  type Pool,
  type RunResult,
  SandboxError,
} from "../../../mod.ts";

/** A mebibyte. */
export const MiB = 2 ** 20;
/** The isolations, the quicker first. */
export const ISOLATIONS: readonly Isolation[] = ["thread", "process"];
/** JavaScript in a thread is the quickest to start. */
export const QUICK = { language: "javascript", isolation: "thread" } as const;
/** JavaScript that never ends. */
export const ENDLESS = "for (;;);";

/** Asserts that something is refused with a code. */
export async function assertCode(
  promise: Promise<unknown>,
  code: ErrorCode,
): Promise<void> {
  const error = await assertRejects(() => promise, SandboxError);
  assertEquals(error.code, code, error.message);
}

/** The value of a run that went well. */
export function valueOf(result: RunResult): unknown {
  assert(result.status === "ok", Deno.inspect(result));
  return result.value;
}

/** Occupies a sandbox of a pool until it is aborted. */
export async function occupy(
  pool: Pool,
): Promise<{ abort: () => void; result: Promise<RunResult> }> {
  const controller = new AbortController();
  const running = Promise.withResolvers<void>();
  const result = pool.run(`console.log("in"); ${ENDLESS}`, {
    signal: controller.signal,
    onStdout: () => running.resolve(),
  });
  await Promise.race([running.promise, result]);
  return { abort: () => controller.abort(), result };
}

/** Code that returns its arguments, a variable and a product. */
export const CODE: Readonly<Record<string, string>> = {
  python: "import sys, os\n[sys.argv[1:], os.environ.get('N'), 6 * 7]",
  javascript: "[[...scriptArgs], process.env.N, 6 * 7]",
};
