/**
 * Mounts: directories of the host that a guest may use.
 *
 * @module
 */
import type { Limits } from "../../../core/limits.ts";
import type { ResolvedMount } from "../../../core/mounts.ts";
import { Allowance } from "./allowance.ts";
import { HostDirectory } from "./host_directory.ts";
import { HOST_FILES, type HostFiles } from "./host_files.ts";
import { Mounts, type OpenMount } from "./mount_service.ts";
import { Overlay } from "./overlay.ts";

export type { Mounts };

/** The limits and the platform of {@linkcode openMounts}. */
export interface OpenMountsOptions {
  readonly limits: Pick<Limits, "fileBytes" | "maxFiles">;
  /**
   * The files of the host.
   * @default {the files of the platform}
   */
  readonly files?: HostFiles;
}

/**
 * Opens the directories that a guest may use.
 *
 * @param mounts The mounts, resolved
 * @param options The limits
 * @returns The mounts
 * @throws {SandboxError} `MOUNT_FAILED` or `PERMISSION_REQUIRED` if a directory cannot be opened
 */
export async function openMounts(
  mounts: readonly ResolvedMount[],
  { limits, files = HOST_FILES }: OpenMountsOptions,
): Promise<Mounts> {
  const allowance = new Allowance(limits);
  const open: OpenMount[] = [];
  for (const mount of mounts) {
    const directory = await HostDirectory.open(mount, { files, allowance });
    open.push({
      guest: mount.guest,
      writable: mount.mode !== "ro",
      tree: mount.mode === "overlay"
        ? new Overlay(directory, allowance)
        : directory,
    });
  }
  return new Mounts(open, files);
}
