/**
 * Reads the packages that Deno unpacked.
 *
 * @module
 */
import type { PackedFile } from "../../../core/packed_files.ts";
import { MAX_PATH_BYTES } from "../../../engines/worker/shared_values.js";
import { InvalidFileError, openRegular } from "../../open_file.ts";
import {
  PACKAGE_LIMITS,
  packageFault,
  type PackageIdentity,
} from "../package_files.ts";

/** What guests can import. */
const IMPORTED = /\.(?:[cm]?js|json)$/;
/** How deep the folder of a package can be in that of a registry, whose address may have a path. */
const MAX_DEPTH = 8;
/** What Deno keeps beside the versions of a package. */
const INDEX = "registry.json";
const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

/**
 * Finds the packages that Deno unpacked.
 *
 * @param folder The folder with a folder for each registry
 * @returns The folder of each package's versions, by name
 */
export function findPackages(folder: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = (at: string, depth: number): void => {
    const entries = [...Deno.readDirSync(at)];
    if (entries.some(({ name }) => name === INDEX)) {
      found.set(nameOf(at), at);
      return;
    }
    if (depth === MAX_DEPTH) return;
    for (const { name, isDirectory } of entries) {
      if (isDirectory) visit(`${at}/${name}`, depth + 1);
    }
  };
  visit(folder, 0);
  return found;
}

/** The name of a package by its folder. */
function nameOf(folder: string): string {
  const [scope = "", name = ""] = folder.split("/").slice(-2);
  // A name with capitals, which some systems do not tell apart.
  if (/^_[a-z2-7]+$/.test(name)) return decodeBase32(name.slice(1));
  return scope.startsWith("@") ? `${scope}/${name}` : name;
}

function decodeBase32(text: string): string {
  const bytes: number[] = [];
  let bits = 0;
  let value = 0;
  for (const char of text) {
    value = (value << 5 | BASE32.indexOf(char)) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push(value >> bits & 0xff);
  }
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

/**
 * Reads a package.
 *
 * @param identity The package
 * @param folder The folder into which it was unpacked
 * @returns Its files that guests can import, sorted
 * @throws {SandboxError} If it breaks a rule
 */
export async function readNpmPackage(
  identity: PackageIdentity,
  folder: string,
): Promise<readonly PackedFile[]> {
  const files: PackedFile[] = [];
  let left: number = PACKAGE_LIMITS.bytes;
  for (const path of listFiles(identity, folder)) {
    const bytes = await read(identity, folder, path);
    left -= bytes.length;
    if (left < 0) {
      const most = PACKAGE_LIMITS.bytes / 2 ** 20;
      throw packageFault(identity, `has more than ${most} MiB of files`);
    }
    files.push({ path, bytes });
  }
  if (!files.some(({ path }) => path === "package.json")) {
    throw packageFault(identity, "has no package.json");
  }
  return files.sort((a, b) => a.path < b.path ? -1 : 1);
}

function listFiles(
  identity: PackageIdentity,
  folder: string,
): readonly string[] {
  const found: string[] = [];
  const waiting = [""];
  let count = 0;
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (
      const { name, isDirectory, isFile } of Deno.readDirSync(`${folder}/${at}`)
    ) {
      const path = `${at}${name}`;
      count++;
      if (isDirectory) waiting.push(`${path}/`);
      // Links are left out.
      else if (isFile && IMPORTED.test(name) && isText(path)) found.push(path);
    }
    if (count > PACKAGE_LIMITS.files) {
      throw packageFault(
        identity,
        `has more than ${PACKAGE_LIMITS.files} files`,
      );
    }
  }
  return found;
}

function isText(path: string): boolean {
  return path.isWellFormed() && path.length <= MAX_PATH_BYTES;
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
