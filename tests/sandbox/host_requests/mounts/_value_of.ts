/**
 * What runs on mounted directories give.
 *
 * @module
 */
import { assert } from "@std/assert";
import type { Isolation, Sandbox, Value } from "../../../../mod.ts";

/** Mounts are the same in both. */
export const ISOLATIONS: readonly Isolation[] = ["thread", "process"];

/** Runs code that has to end well, and returns its value. */
export async function valueOf(
  sandbox: Sandbox,
  code: string,
): Promise<Value | undefined> {
  const result = await sandbox.run(code);
  assert(result.status === "ok", Deno.inspect(result));
  return result.value;
}
