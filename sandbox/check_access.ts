import type { SandboxOptions } from "../core/options.ts";
import { resolveSandboxOptions } from "../core/resolve_options.ts";
import { openAccess } from "./create.ts";

/**
 * Checks that what the options grant exists and is permitted, for callers that promise it long before the first
 * sandbox.
 *
 * @param options What can be set for a sandbox
 * @throws {SandboxError} If a mount or a host of the network is not there, or Deno does not permit it
 */
export async function checkAccess(options: SandboxOptions): Promise<void> {
  const { services } = await openAccess(resolveSandboxOptions(options));
  await services.close();
}
