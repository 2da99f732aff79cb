/**
 * The snapshots from which engines start: built once, kept in the user's cache directory, verified before every use, and
 * held once in shared memory for all workers of this process.
 * A file that is not what it should be is removed and built anew.
 *
 * @module
 */
import { messageOf, SandboxError } from "../../core/errors.ts";
import type { PackageSet } from "../../core/packages.ts";
import type { Engine, EngineSnapshot } from "../../engines/engine.ts";
import { embedded } from "../embedded.ts";
import {
  fileNameOf,
  findFault,
  inMemory,
  isFileOf,
  keyOf,
  rulesFor,
  SNAPSHOT_AT,
  type SnapshotFile,
  toFile,
  toHex,
} from "./snapshot_file.ts";
import {
  findIntruders,
  lookAt,
  ownUser,
  readKept,
  removeAbandoned,
} from "./cache_directory.ts";
import { InvalidFileError } from "../open_file.ts";
import {
  isGranted,
  removeIfPermitted,
  removeOldest,
  snapshotDirectory,
  writeAtomically,
} from "../host.ts";

/** How many snapshots of an engine are kept: that of this version, and of some that may be in use too. */
const MAX_KEPT = 4;
/** The same for those with packages. */
const MAX_KEPT_WITH_PACKAGES = 8;

/** Receives the progress and the warnings of a start. */
export interface SnapshotListener {
  /** Receives warnings. */
  readonly onWarning: (message: string) => void;
  /** Receives a message before something that takes long. */
  readonly onProgress: (message: string) => void;
}

/** What is requested of an engine's snapshots. */
export interface SnapshotRequest extends SnapshotListener {
  /** The packages that the snapshot has imported, if guests need another one than that of the engine. */
  readonly withPackages?: PackageSet | undefined;
}

/** How a snapshot is built, given its engine and the packages that it imports. */
export type SnapshotBuilder = (
  engine: Engine,
  packages?: PackageSet,
) => Promise<Uint8Array>;

/** What is known of an engine's snapshot without loading it. */
export interface SnapshotState {
  /**
   * `ready`: there is a file under the right key, which is verified when it is used; `invalid`: what is there cannot be
   * used; `embedded`: it is part of this program.
   */
  readonly state: "ready" | "absent" | "invalid" | "embedded";
  /** Where it is or would be; absent if no cache directory is known. */
  readonly path?: string;
  /** Its size in bytes. */
  readonly bytes?: number;
}

/** The snapshots of this process. */
export class SnapshotStore {
  readonly #loading = new Map<string, Held>();
  readonly #ofSets = new WeakMap<PackageSet, Promise<SharedArrayBuffer>>();
  readonly #directory: () => string | undefined;
  /** The directories that were looked after, with the user whom files in them have to belong to. */
  readonly #kept = new Map<string, number | undefined>();
  #removing: Promise<void> = Promise.resolve();

  /** @param directory Where snapshots are kept; by default the user's cache directory */
  constructor(directory: () => string | undefined = snapshotDirectory) {
    this.#directory = directory;
  }

  /**
   * The snapshot of an engine: out of memory, out of its file, or built now.
   *
   * @param engine An engine that has a snapshot
   * @param build How to build it
   * @param request Receives warnings
   * @returns The snapshot, the same memory for every caller
   */
  get(
    engine: Engine,
    build: SnapshotBuilder,
    request: SnapshotRequest,
  ): Promise<SharedArrayBuffer> {
    const id = idOf(engine, request);
    const known = this.#loading.get(id)?.deref();
    if (known !== undefined) {
      if (request.withPackages !== undefined) {
        this.#ofSets.set(request.withPackages, known);
      }
      return known;
    }
    const loading = this.#load(engine, build, request);
    this.#hold(id, loading, request);
    // A failure is not kept: the next caller tries again.
    loading.catch(() => this.#loading.delete(id));
    return loading;
  }

  /** Holds a snapshot in memory. There may be many with packages, which are held as long as a set is in use. */
  #hold(
    id: string,
    loading: Promise<SharedArrayBuffer>,
    { withPackages }: SnapshotRequest,
  ): void {
    if (withPackages === undefined) {
      this.#loading.set(id, { deref: () => loading });
      return;
    }
    for (const [other, held] of this.#loading) {
      if (held.deref() === undefined) this.#loading.delete(other);
    }
    this.#loading.set(id, new WeakRef(loading));
    this.#ofSets.set(withPackages, loading);
  }

  /**
   * The file of an engine's snapshot, for somebody who verifies it himself.
   *
   * @param engine The engine
   * @param request Receives progress and warnings
   * @returns The file; `undefined` if no file can be used, or the snapshot is in memory already
   */
  async find(
    engine: Engine,
    request: SnapshotRequest,
  ): Promise<SnapshotFile | undefined> {
    const { snapshot } = engine;
    if (snapshot === undefined) return;
    if (this.#loading.get(idOf(engine, request))?.deref() !== undefined) return;
    const { withPackages } = request;
    const key = await keyOf(snapshot, withPackages);
    const path = this.#pathOf(fileNameOf(snapshot, key, withPackages));
    if (path === undefined) return;
    const owner = this.#lookAfter(request);
    return typeof lookAt(path, rulesFor(owner)) === "number"
      ? { path, key: toHex(key), ...(owner !== undefined && { owner }) }
      : undefined;
  }

  /** What is known of an engine's snapshot. */
  async describe(engine: Engine): Promise<SnapshotState | undefined> {
    if (engine.snapshot === undefined) return undefined;
    const ownBytes = embedded?.snapshotBytes(engine.name);
    if (ownBytes !== undefined) return { state: "embedded", bytes: ownBytes };
    const key = await keyOf(engine.snapshot);
    const path = this.#pathOf(fileNameOf(engine.snapshot, key));
    if (path === undefined) return { state: "absent" };
    const bytes = lookAt(path, rulesFor(undefined));
    return typeof bytes === "number"
      ? { state: "ready", path, bytes }
      : { state: bytes, path };
  }

  /** Whether a snapshot that is built now can be kept for later starts. */
  async canKeep(engine: Engine): Promise<boolean> {
    const { path } = await this.describe(engine) ?? {};
    if (path === undefined) return false;
    const directory = dirname(path);
    return isGranted({ name: "read", path: directory }) &&
      isGranted({ name: "write", path: directory });
  }

  /** Removes the snapshots of an engine, as far as that is permitted. */
  async remove(engine: Engine): Promise<void> {
    if (engine.snapshot === undefined) return;
    await this.#removeOld(engine.snapshot, { kept: 0, hasPackages: false });
    await this.#removeOld(engine.snapshot, { kept: 0, hasPackages: true });
  }

  /**
   * Looks after the directory, once: warns of who else can write there, and removes what killed writers left.
   *
   * @returns The user whom files there have to belong to
   */
  #lookAfter(listener: SnapshotListener): number | undefined {
    const directory = this.#directory();
    if (directory === undefined) return undefined;
    if (this.#kept.has(directory)) return this.#kept.get(directory);
    if (!isGranted({ name: "read", path: directory })) return undefined;
    const user = ownUser(directory);
    this.#kept.set(directory, user);
    const intruders = findIntruders(directory, user);
    if (intruders !== undefined) {
      listener.onWarning(`the cache directory ${directory} ${intruders}`);
    }
    this.#removing = removeAbandoned(directory);
    return user;
  }

  async #load(
    engine: Engine,
    build: SnapshotBuilder,
    request: SnapshotRequest,
  ): Promise<SharedArrayBuffer> {
    const { snapshot } = engine;
    const { withPackages } = request;
    if (snapshot === undefined) {
      throw new TypeError(`Cannot load a snapshot as ${engine.name} has none`);
    }
    if (withPackages === undefined) {
      const own = await embedded?.readSnapshot(engine.name);
      if (own !== undefined) return share(own);
    } else requireImporter(engine, withPackages);
    const key = await keyOf(snapshot, withPackages);
    const path = this.#pathOf(fileNameOf(snapshot, key, withPackages));
    const found = path === undefined
      ? undefined
      : await this.#read(path, key, request);
    if (found !== undefined) return found;
    request.onProgress(
      withPackages === undefined
        ? "Building the Python snapshot (once)"
        : "Building the Python snapshot with the packages (once)",
    );
    const built = await build(engine, withPackages);
    if (path === undefined) request.onWarning(unkept(WHERE_UNKNOWN));
    else await this.#keep(path, await toFile(key, built), request);
    const hasPackages = withPackages !== undefined;
    await this.#removeOld(snapshot, {
      kept: hasPackages ? MAX_KEPT_WITH_PACKAGES : MAX_KEPT,
      hasPackages,
    });
    await this.#removing;
    return share(built);
  }

  async #read(
    path: string,
    key: Uint8Array,
    listener: SnapshotListener,
  ): Promise<SharedArrayBuffer | undefined> {
    const owner = this.#lookAfter(listener);
    const discard = (fault: string): void =>
      listener.onWarning(
        `the snapshot ${path} ${fault}; it is discarded and built anew`,
      );
    try {
      if (lookAt(path, rulesFor(owner)) === "absent") return undefined;
      const file = await readKept(path, rulesFor(owner));
      const fault = await findFault(inMemory(file), key);
      if (fault === undefined) return share(file.subarray(SNAPSHOT_AT));
      discard(fault);
    } catch (error) {
      if (error instanceof InvalidFileError) discard(error.message);
      else {
        listener.onWarning(
          `the snapshot ${path} cannot be read (${
            messageOf(error)
          }); it is built anew`,
        );
      }
    }
    await removeIfPermitted(path);
    return undefined;
  }

  async #keep(
    path: string,
    file: Uint8Array,
    listener: SnapshotListener,
  ): Promise<void> {
    try {
      if (await writeAtomically(path, [file])) return;
      const directory = dirname(path);
      listener.onWarning(
        unkept(`--allow-read=${directory} --allow-write=${directory}`),
      );
    } catch (error) {
      listener.onWarning(
        `the Python snapshot could not be written to ${path} (${
          messageOf(error)
        })`,
      );
    }
  }

  async #removeOld(
    { name }: EngineSnapshot,
    { kept, hasPackages }: {
      readonly kept: number;
      readonly hasPackages: boolean;
    },
  ): Promise<void> {
    const directory = this.#directory();
    if (directory === undefined) return;
    const isOne = (file: string): boolean => isFileOf(name, file, hasPackages);
    await removeOldest(directory, isOne, kept);
  }

  #pathOf(file: string): string | undefined {
    const directory = this.#directory();
    return directory === undefined ? undefined : `${directory}/${file}`;
  }
}

/** A snapshot that is in memory, if somebody uses it. */
interface Held {
  deref(): Promise<SharedArrayBuffer> | undefined;
}

function idOf({ name }: Engine, { withPackages }: SnapshotRequest): string {
  if (withPackages === undefined) return name;
  const { sha256, imports = [] } = withPackages;
  return [name, sha256, ...imports].join(" ");
}

/** Compiled code is linked while a snapshot is built. */
function requireImporter(
  { name, snapshot }: Engine,
  { packages }: PackageSet,
): void {
  if (embedded === undefined && snapshot?.importer !== undefined) return;
  const names = packages.map((one) => `${one.name} ${one.version}`).join(", ");
  const where = embedded === undefined ? name : "this binary";
  throw new SandboxError(
    "PACKAGES_FAILED",
    `Cannot prepare packages as there is compiled code in some of them, which ${where} cannot link: ${names}`,
  );
}

const WHERE_UNKNOWN =
  "--allow-env=HOME,XDG_CACHE_HOME and reading and writing the cache directory";

function unkept(grant: string): string {
  return `the Python snapshot could not be kept, so every start builds it anew; grant ${grant}`;
}

function share(bytes: Uint8Array): SharedArrayBuffer {
  const shared = new SharedArrayBuffer(bytes.byteLength);
  new Uint8Array(shared).set(bytes);
  return shared;
}

function dirname(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}
