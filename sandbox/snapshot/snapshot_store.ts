/**
 * The snapshots from which engines start: built once, kept in the user's cache directory, verified before every use, and
 * held once in shared memory for all workers of this process.
 * A file that is not what it should be is removed and built anew.
 *
 * @module
 */
import { messageOf } from "../../core/errors.ts";
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

/** Receives the progress and the warnings of a start. */
export interface SnapshotListener {
  /** Receives warnings. */
  readonly onWarning: (message: string) => void;
  /** Receives a message before something that takes long. */
  readonly onProgress: (message: string) => void;
}

/** How a snapshot is built, given its engine. */
export type SnapshotBuilder = (engine: Engine) => Promise<Uint8Array>;

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
  readonly #loading = new Map<string, Promise<SharedArrayBuffer>>();
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
   * @param listener Receives warnings
   * @returns The snapshot, the same memory for every caller
   */
  get(
    engine: Engine,
    build: SnapshotBuilder,
    listener: SnapshotListener,
  ): Promise<SharedArrayBuffer> {
    const known = this.#loading.get(engine.name);
    if (known !== undefined) return known;
    const loading = this.#load(engine, build, listener);
    this.#loading.set(engine.name, loading);
    // A failure is not kept: the next caller tries again.
    loading.catch(() => this.#loading.delete(engine.name));
    return loading;
  }

  /**
   * The file of an engine's snapshot, for somebody who verifies it himself.
   *
   * @param engine The engine
   * @param listener Receives progress and warnings
   * @returns The file; `undefined` if no file can be used, or the snapshot is in memory already
   */
  async find(
    engine: Engine,
    listener: SnapshotListener,
  ): Promise<SnapshotFile | undefined> {
    if (engine.snapshot === undefined || this.#loading.has(engine.name)) return;
    const key = await keyOf(engine.snapshot);
    const path = this.#pathOf(engine.snapshot, key);
    if (path === undefined) return;
    const owner = this.#lookAfter(listener);
    return typeof lookAt(path, rulesFor(owner)) === "number"
      ? { path, key: toHex(key), ...(owner !== undefined && { owner }) }
      : undefined;
  }

  /** What is known of an engine's snapshot. */
  async describe(engine: Engine): Promise<SnapshotState | undefined> {
    if (engine.snapshot === undefined) return undefined;
    const ownBytes = embedded?.snapshotBytes(engine.name);
    if (ownBytes !== undefined) return { state: "embedded", bytes: ownBytes };
    const path = this.#pathOf(engine.snapshot, await keyOf(engine.snapshot));
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
    await this.#removeOld(engine.snapshot, 0);
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
    listener: SnapshotListener,
  ): Promise<SharedArrayBuffer> {
    if (engine.snapshot === undefined) {
      throw new TypeError(`Cannot load a snapshot as ${engine.name} has none`);
    }
    const own = await embedded?.readSnapshot(engine.name);
    if (own !== undefined) return share(own);
    const key = await keyOf(engine.snapshot);
    const path = this.#pathOf(engine.snapshot, key);
    const found = path === undefined
      ? undefined
      : await this.#read(path, key, listener);
    if (found !== undefined) return found;
    listener.onProgress("Building the Python snapshot (once)");
    const snapshot = await build(engine);
    if (path === undefined) listener.onWarning(unkept(WHERE_UNKNOWN));
    else await this.#keep(path, await toFile(key, snapshot), listener);
    await this.#removeOld(engine.snapshot);
    await this.#removing;
    return share(snapshot);
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
    keep = MAX_KEPT,
  ): Promise<void> {
    const directory = this.#directory();
    if (directory === undefined) return;
    await removeOldest(directory, (file) => isFileOf(name, file), keep);
  }

  #pathOf(snapshot: EngineSnapshot, key: Uint8Array): string | undefined {
    const directory = this.#directory();
    return directory === undefined
      ? undefined
      : `${directory}/${fileNameOf(snapshot, key)}`;
  }
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
