/**
 * Copies the files of a sandbox to another.
 *
 * @module
 */
import { SandboxError } from "../../core/errors.ts";
import type { SandboxFiles } from "../../sandbox/mod.ts";

/**
 * Copies files, and removes deleted ones.
 *
 * @param from The files of the source
 * @param to The files of the target
 * @param changed The paths of the files that may differ (default: all files)
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

/** Writes a file. Replaces an empty directory of the same name. */
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
