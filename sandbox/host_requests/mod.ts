/**
 * Host requests: requests of a running guest to the host, and the services that respond.
 *
 * @module
 */
import type { ResolvedSandboxOptions } from "../../core/options.ts";
import type { Services } from "./host_requests.ts";
import type { Mounts } from "./mounts/mod.ts";
import { sourceService } from "./source.ts";

export { FunctionCalls } from "./function_calls.ts";
export { HostRequests, type Services } from "./host_requests.ts";
export { openStdin, type Stdin, stdinService } from "./stdin.ts";
export { describeThrown } from "./thrown_error.ts";

/** The services that stay open as long as their sandbox. */
export interface OpenServices {
  /** The services by name, without standard input and host functions. */
  readonly services: Services;
  /** The mounts, which know the files that were written to overlays. */
  readonly mounts?: Mounts;
  /** Closes the services. */
  close(): Promise<void>;
}

/**
 * Opens the services that a sandbox's options grant to its guest.
 *
 * @param options The options of the sandbox
 * @returns The services
 * @throws {SandboxError} If a granted directory does not exist or must not be used
 */
export async function openServices(
  { engine, mounts, limits }: ResolvedSandboxOptions,
): Promise<OpenServices> {
  const source = sourceService(engine);
  if (mounts.length === 0) {
    return { services: { source }, close: () => Promise.resolve() };
  }
  const { openMounts } = await import("./mounts/mod.ts");
  const opened = await openMounts(mounts, { limits });
  return {
    services: { source, file: opened.service },
    mounts: opened,
    close: () => Promise.resolve(opened.close()),
  };
}
