/**
 * How the files of an engine that is installed apart are found.
 *
 * @module
 */
import { late } from "../core/late.ts";
import { SandboxError } from "../core/errors.ts";
import type { Engine } from "../engines/engine.ts";
import { isInstalledApart } from "../engines/entries.ts";
import { embedded } from "./embedded.ts";
import type { InstalledFiles } from "./installed_code.ts";

/**
 * Finds the files of an engine that is installed apart. What it takes is loaded for such an engine only.
 *
 * @param engine The engine
 * @returns The files; `undefined` for an engine that is part of this package
 * @throws {SandboxError} If the engine is not installed, or may not be read
 */
export async function installedFilesOf(
  engine: Engine,
): Promise<InstalledFiles | undefined> {
  if (!isInstalledApart(engine.name)) return undefined;
  if (embedded !== undefined) {
    throw new SandboxError(
      "NOT_INSTALLED",
      `Cannot use ${engine.name} as this binary cannot start it: run Sandglass with Deno, as in "deno run jsr:@sandglass/sandglass"`,
    );
  }
  const { findInstalledFiles } = await late<
    typeof import("./install/installed_files.ts")
  >(import.meta.resolve("./install/installed_files.ts"));
  return await findInstalledFiles();
}
