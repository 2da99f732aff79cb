/**
 * The files of an engine that is installed apart.
 *
 * @module
 */
import type { InstalledFiles } from "../installed_code.ts";
import { FILES } from "./manifest.ts";
import { openInstallation } from "./installation.ts";

/**
 * Finds the files.
 *
 * @returns The files
 * @throws {SandboxError} If the engine is not installed, or may not be read
 */
export async function findInstalledFiles(): Promise<InstalledFiles> {
  const { folder, manifest: { initialPages } } = await openInstallation();
  return {
    interpreter: `${folder}/${FILES.interpreter}`,
    library: {
      zip: `${folder}/${FILES.library}`,
      data: `${folder}/${FILES.data}`,
    },
    segments: `${folder}/${FILES.segments}`,
    initialPages,
  };
}
