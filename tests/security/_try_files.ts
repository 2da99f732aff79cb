/**
 * What is asked of the files of a worker that a guest has taken over.
 *
 * @module
 */
import { assert } from "@std/assert";
import { type RunResult, type Sandbox, SandboxError } from "../../mod.ts";

/** Asserts that the files of a result are ones that a guest may have made. */
export function assertBounded(result: RunResult): void {
  for (const { path, bytes } of result.files) {
    assert(!path.split("/").includes("..") && !path.startsWith("/"), path);
    assert(bytes >= 0);
  }
}

/** Asserts that each operation on files ends, and that an error has the right class. */
export async function tryFiles(sandbox: Sandbox): Promise<void> {
  const { files } = sandbox;
  const tries: readonly (() => Promise<unknown>)[] = [
    () => files.list(),
    () => files.write("a/b", "1"),
    () => files.read("mine"),
    () => files.remove("mine"),
  ];
  for (const attempt of tries) {
    try {
      await attempt();
    } catch (error) {
      assert(error instanceof SandboxError, Deno.inspect(error));
    }
  }
}
