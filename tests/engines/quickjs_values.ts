/**
 * The values of a JavaScript guest's code.
 *
 * @module
 */
import { assert } from "@std/assert";
import { createSandbox, type Sandbox } from "../../mod.ts";

/** Runs a test with a guest whose code is evaluated. */
export async function withGuest(
  test: (valueOf: (code: string) => Promise<unknown>) => Promise<void>,
): Promise<void> {
  await using sandbox: Sandbox = await createSandbox({
    language: "javascript",
    isolation: "thread",
  });
  await test(async (code) => {
    const result = await sandbox.run(code, { limits: { timeoutMs: 60_000 } });
    assert(result.status === "ok", Deno.inspect(result));
    return result.value;
  });
}
