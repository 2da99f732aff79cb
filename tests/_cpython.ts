/**
 * Whether the engine that is installed on request is there. The runner of the tests installs it if it can.
 *
 * @module
 */
import { SandboxError } from "../core/errors.ts";
import { openInstallation } from "../sandbox/install/mod.ts";

/** Whether its tests can run. Where they cannot, the reason is printed. */
export const CPYTHON: { readonly isInstalled: boolean } = {
  isInstalled: await isInstalled(),
};

async function isInstalled(): Promise<boolean> {
  // The binary cannot start it.
  if (Deno.env.has("SANDGLASS_BINARY")) return false;
  try {
    await openInstallation();
    return true;
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
    console.warn(`  cpython: NOT CHECKED, as ${error.message}`);
    return false;
  }
}
