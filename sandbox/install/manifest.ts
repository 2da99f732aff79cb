/**
 * The list of an installation, `manifest.json`. It is written last, so an installation without it is not complete.
 *
 * @module
 */

/** Names of installed files. */
export const FILES = {
  /** The interpreter, which imports its memory. */
  interpreter: "python.wasm",
  /** Its initial memory. */
  segments: "segments.bin",
  /** The standard library and the packages. */
  library: "stdlib.zip",
  /** The files that the guest has to see beside the library. */
  data: "mpl-data.bin",
  /** The versions of the packages by name. */
  packages: "packages.json",
} as const;

/** The name of the list. */
export const MANIFEST = "manifest.json";
/** The largest list, in bytes. */
export const MAX_MANIFEST_BYTES = 2 ** 20;

/** The size and the digest of a file. */
export interface InstalledFile {
  readonly bytes: number;
  /** SHA-256 in hexadecimal digits. */
  readonly sha256: string;
}

/** What an installation consists of. */
export interface Manifest {
  /** The name of the package. */
  readonly name: string;
  /** The version of the package. */
  readonly version: string;
  /** The number of our way of converting it. */
  readonly revision: number;
  /** The SHA-256 of the package's wheel. */
  readonly wheel: string;
  /** The version of Python. */
  readonly python: string;
  /** The size of the initial memory, in pages of 64 KiB. */
  readonly initialPages: number;
  /** The files by their paths in the installation. */
  readonly files: Readonly<Record<string, InstalledFile>>;
}

/**
 * Reads a list.
 *
 * @param text Its text
 * @returns The list; `undefined` if it is damaged
 */
export function parseManifest(text: string): Manifest | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isManifest(value) ? value : undefined;
}

function isManifest(value: unknown): value is Manifest {
  if (!isRecord(value)) return false;
  const { name, version, revision, wheel, python, initialPages, files } = value;
  return [name, version, wheel, python].every((one) =>
    typeof one === "string"
  ) && isCount(revision) && isCount(initialPages) && isRecord(files) &&
    Object.entries(files).every(([path, file]) =>
      isInside(path) && isRecord(file) && isCount(file.bytes) &&
      typeof file.sha256 === "string"
    );
}

/** Whether a path stays in its folder. */
function isInside(path: string): boolean {
  return path.split("/").every((name) =>
    /^[\w.-]+$/.test(name) && !/^\.+$/.test(name)
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
