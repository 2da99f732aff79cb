/**
 * Unpacks a wheel into memory.
 *
 * @module
 */
import type { PackedFile } from "../../core/packed_files.ts";
import { openZip, ZipError, type ZipFile } from "../zip_file.ts";
import {
  checkFiles,
  checkPaths,
  PACKAGE_LIMITS,
  packageFault,
  type PackageIdentity,
} from "./package_files.ts";

/**
 * Unpacks a wheel.
 *
 * @param identity The package that it has to be
 * @param wheel The file
 * @returns Its files, as guests get them, sorted
 * @throws {SandboxError} If it is no wheel of this package, or breaks a rule
 */
export async function readWheel(
  identity: PackageIdentity,
  wheel: Uint8Array<ArrayBuffer>,
): Promise<readonly PackedFile[]> {
  try {
    const zip = openZip(wheel);
    checkMembers(identity, zip);
    const files = new Map<string, Uint8Array<ArrayBuffer>>();
    for (const path of zip.names) {
      const bytes = await zip.read(path, PACKAGE_LIMITS.fileBytes);
      if (bytes !== undefined) files.set(path, bytes);
    }
    return await checkFiles(identity, files);
  } catch (error) {
    if (!(error instanceof ZipError)) throw error;
    throw packageFault(
      identity,
      `cannot be unpacked: its wheel ${error.message}`,
    );
  }
}

/** Checks what the directory of the zip file says, before anything is unpacked. */
function checkMembers(
  identity: PackageIdentity,
  { names, special, totalBytes }: ZipFile,
): void {
  checkPaths(identity, names);
  const [link] = special;
  if (link !== undefined) {
    throw packageFault(
      identity,
      `has ${JSON.stringify(link)}, which is a link or a device`,
    );
  }
  // A member that is larger than its entry says is not unpacked beyond that.
  const { bytes } = PACKAGE_LIMITS;
  if (totalBytes > bytes) {
    throw packageFault(
      identity,
      `has more than ${bytes / 2 ** 20} MiB of files`,
    );
  }
}
