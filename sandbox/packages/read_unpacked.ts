/**
 * Reads a folder into which `uv` unpacked one package after comparing its digest.
 *
 * @module
 */
import type { PackedFile } from "../../core/packed_files.ts";
import { InvalidFileError, openRegular } from "../open_file.ts";
import {
  checkFiles,
  checkPaths,
  PACKAGE_LIMITS,
  packageFault,
  type PackageIdentity,
} from "./package_files.ts";

/** Folders to which installers move scripts, headers and data of a system. */
const BESIDE = /^(?:bin|Scripts|include|share|etc)\//;
/** A file by which uv has other processes wait. */
const LOCK = ".lock";

/**
 * Reads a folder.
 *
 * @param identity The package that it has to be
 * @param folder The folder
 * @returns Its files, as guests get them, sorted
 * @throws {SandboxError} If it is another package, or breaks a rule
 */
export async function readUnpacked(
  identity: PackageIdentity,
  folder: string,
): Promise<readonly PackedFile[]> {
  const paths = listFiles(identity, folder);
  checkPaths(identity, paths);
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  let left: number = PACKAGE_LIMITS.bytes;
  for (const path of paths) {
    const bytes = await read(identity, folder, path);
    left -= bytes.length;
    if (left < 0) {
      const most = PACKAGE_LIMITS.bytes / 2 ** 20;
      throw packageFault(identity, `has more than ${most} MiB of files`);
    }
    files.set(path, bytes);
  }
  return await checkFiles(identity, files, (path) => BESIDE.test(path));
}

function listFiles(
  identity: PackageIdentity,
  folder: string,
): readonly string[] {
  const found: string[] = [];
  const waiting = [""];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const entry of Deno.readDirSync(`${folder}/${at}`)) {
      const path = `${at}${entry.name}`;
      if (entry.isDirectory) waiting.push(`${path}/`);
      else if (path !== LOCK) found.push(path);
    }
    if (found.length + waiting.length > PACKAGE_LIMITS.files) {
      throw packageFault(
        identity,
        `has more than ${PACKAGE_LIMITS.files} files`,
      );
    }
  }
  return found;
}

async function read(
  identity: PackageIdentity,
  folder: string,
  path: string,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const rules = { maxBytes: PACKAGE_LIMITS.fileBytes };
    using file = await openRegular(`${folder}/${path}`, rules);
    return await file.readAll();
  } catch (error) {
    if (!(error instanceof InvalidFileError)) throw error;
    throw packageFault(
      identity,
      `has ${JSON.stringify(path)}, which ${error.message}`,
    );
  }
}
