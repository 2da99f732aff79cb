/**
 * Makes the files of one sandbox those of another.
 *
 * @module
 */
import { SandboxError } from "../../core/errors.ts";
import type { SandboxFiles } from "../../sandbox/mod.ts";

/**
 * Copies files, and removes those that are gone.
 *
 * @param from The sandbox that has the files as they are
 * @param to The sandbox that is to have them
 * @param changed The paths of those that may differ; all if it is absent
 */
export async function copyFiles(
  from: SandboxFiles,
  to: SandboxFiles,
  changed?: ReadonlySet<string>,
): Promise<void> {
  const there = new Set((await from.list()).map(({ path }) => path));
  for (const { path } of await to.list()) {
    if (!there.has(path)) await to.remove(path);
  }
  for (const path of there) {
    if (changed?.has(path) ?? true) {
      await replace(to, { path, content: await from.read(path) });
    }
  }
}

/** Writes a file, where there may be a directory that was emptied. */
async function replace(
  to: SandboxFiles,
  { path, content }: { readonly path: string; readonly content: Uint8Array },
): Promise<void> {
  try {
    await to.write(path, content);
  } catch (error) {
    if (!(error instanceof SandboxError) || error.code !== "FILE_REFUSED") {
      throw error;
    }
    await to.remove(path);
    await to.write(path, content);
  }
}
