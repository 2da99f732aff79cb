/**
 * The services that a sandbox's options grant its guest.
 *
 * @module
 */
import type { ResolvedSandboxOptions } from "../../core/options.ts";
import type { Services } from "./host_requests.ts";
import type { Mounts } from "./mounts/mount_service.ts";

/** Services that are open as long as their sandbox. */
export interface OpenServices {
  /** Who answers what, standard input apart. */
  readonly services: Services;
  /** The mounts, which know what was written to overlays. */
  readonly mounts?: Mounts;
  /** Releases what they hold. */
  close(): Promise<void>;
}

/**
 * Opens what the options grant.
 *
 * @param options The options of a sandbox
 * @returns The services
 * @throws {SandboxError} If something that is granted is not there or may not be used
 */
export async function openServices(
  { mounts, limits }: ResolvedSandboxOptions,
): Promise<OpenServices> {
  if (mounts.length === 0) {
    return { services: {}, close: () => Promise.resolve() };
  }
  const { openMounts } = await import("./mounts/mount_service.ts");
  const opened = await openMounts(mounts, { limits });
  return {
    services: { file: opened.service },
    mounts: opened,
    close: () => Promise.resolve(opened.close()),
  };
}
