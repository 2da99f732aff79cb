/**
 * The package from PyPI, as a wheel or as a folder into which it was unpacked. Every file is compared with its digest
 * before it is used.
 *
 * @module
 */
import type {
  PinnedFile,
  PinnedPackage,
} from "../../engines/cpython/pinned.ts";
import { InvalidFileError, openRegular } from "../open_file.ts";
import { sha256 } from "../sha256.ts";
import { installFailure } from "./failures.ts";
import { openZip, ZipError, type ZipFile } from "../zip_file.ts";

/** The largest file that is looked at to say what it is. */
const MAX_WHEEL_BYTES = 2 ** 29;
/** The largest description of a package. */
const MAX_METADATA_BYTES = 2 ** 20;

/** The files of a package. */
export interface PackageSource {
  /** Where they come from, for messages. */
  readonly name: string;
  /** Reads a file that has at most so many bytes; `undefined` if there is no such file. */
  read(
    path: string,
    maxBytes: number,
  ): Promise<Uint8Array<ArrayBuffer> | undefined>;
}

/**
 * Reads a file of a package.
 *
 * @param source The package
 * @param file The file
 * @returns What it holds
 * @throws {SandboxError} If it is missing, or another one
 */
export async function readPinned(
  source: PackageSource,
  { path, bytes, sha256: wanted }: PinnedFile,
): Promise<Uint8Array<ArrayBuffer>> {
  const found = await source.read(path, bytes);
  if (found === undefined) {
    throw installFailure(`${source.name} has no ${path}`);
  }
  const digest = await sha256(found);
  if (digest === wanted) return found;
  throw installFailure(
    `the SHA-256 of ${path} in ${source.name} must be ${wanted}: current value is ${digest}`,
  );
}

/**
 * Opens a wheel.
 *
 * @param path Its path
 * @param options The package that it has to be, and its name in messages
 * @returns Its files
 * @throws {SandboxError} If it is another file
 */
export async function openWheel(
  path: string,
  { pinned, name = path }: {
    readonly pinned: PinnedPackage;
    readonly name?: string;
  },
): Promise<PackageSource> {
  const bytes = await readWheel(path);
  const digest = await sha256(bytes);
  if (digest !== pinned.wheel.sha256) {
    throw installFailure(
      await differenceOf(name, bytes, pinned) ??
        `the SHA-256 of ${name} must be ${pinned.wheel.sha256}: current value is ${digest}, so it is damaged or was changed`,
    );
  }
  const zip = openZip(bytes);
  return { name, read: (path, most) => zip.read(path, most) };
}

/**
 * Opens a folder into which a package was unpacked.
 *
 * @param folder Its path
 * @param name Its name in messages
 * @returns Its files
 */
export function openUnpacked(folder: string, name: string): PackageSource {
  return {
    name,
    async read(path, most): Promise<Uint8Array<ArrayBuffer> | undefined> {
      try {
        using file = await openRegular(`${folder}/${path}`, { maxBytes: most });
        return await file.readAll();
      } catch (error) {
        if (error instanceof Deno.errors.NotFound) return undefined;
        if (!(error instanceof InvalidFileError)) throw error;
        throw installFailure(`${path} in ${name} ${error.message}`);
      }
    },
  };
}

async function readWheel(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    // Somebody's own file may well be behind a link.
    const real = await Deno.realPath(path);
    using file = await openRegular(real, { maxBytes: MAX_WHEEL_BYTES });
    return await file.readAll();
  } catch (error) {
    if (error instanceof InvalidFileError) {
      throw installFailure(`${path} is no wheel: it ${error.message}`);
    }
    if (error instanceof Deno.errors.NotFound) {
      throw installFailure(`there is no file ${path}`);
    }
    throw error;
  }
}

/** What a file is instead of the wheel, if it can be told. */
async function differenceOf(
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
  { name, version }: PinnedPackage,
): Promise<string | undefined> {
  try {
    const metadata = await readMetadata(openZip(bytes));
    const found = (key: string): string | undefined =>
      new RegExp(`^${key}: *(\\S+)`, "m").exec(metadata)?.[1];
    const [foundName, foundVersion] = [found("Name"), found("Version")];
    if (foundName !== name) {
      return `the wheel of ${name} is expected: ${path} is that of ${
        foundName ?? "no package"
      }`;
    }
    return foundVersion === version
      ? undefined
      : `${name} ${version} is expected: ${path} has version ${foundVersion}`;
  } catch (error) {
    if (!(error instanceof ZipError)) throw error;
    return `${path} is no wheel: it ${error.message}`;
  }
}

async function readMetadata(zip: ZipFile): Promise<string> {
  const path = zip.names.find((name) =>
    /^[^/]+\.dist-info\/METADATA$/.test(name)
  );
  const bytes = path === undefined
    ? undefined
    : await zip.read(path, MAX_METADATA_BYTES);
  if (bytes === undefined) throw new ZipError("has no description");
  return new TextDecoder().decode(bytes);
}
