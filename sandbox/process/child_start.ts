/**
 * The start of a guest's process: its walls, and its worker.
 *
 * @module
 */
import {
  ENGINE_NAMES,
  type EngineName,
  type Language,
  LANGUAGES,
} from "../../core/languages.ts";
import {
  builderEntry,
  ENTRY_FOLDER,
  workerEntry,
} from "../../engines/entries.ts";
import { ownPackages } from "../../engines/packages.ts";
import { type Embedded, embedded } from "../embedded.ts";
import {
  giveUpPermissions,
  hasNoPermissions,
  isGranted,
  toPath,
} from "../host.ts";

/** The task of a child process. */
export interface Task {
  readonly engineName: EngineName;
  readonly language: Language;
  readonly isBuild: boolean;
}

/**
 * Reads the task of the process.
 *
 * @param args Its arguments: engine, language, and `build` where a snapshot is to be built
 * @returns What they name
 * @throws {TypeError} If there is no such engine or language
 */
export function readTask([engine, language, mode]: readonly string[]): Task {
  const engineName = ENGINE_NAMES.find((one) => one === engine);
  const known = LANGUAGES.find((one) => one === language);
  if (engineName === undefined || known === undefined) {
    throw new TypeError("Cannot start as engine or language is unknown");
  }
  return { engineName, language: known, isBuild: mode === "build" };
}

function newWorker(url: string): Worker {
  const options = { type: "module", deno: { permissions: "none" } } as const;
  return new Worker(url, options);
}

/** Code of the engine that is a part of this package. */
export interface OwnCode {
  readonly compiled: Promise<WebAssembly.Module>;
  /** What the builder of a snapshot needs. */
  readonly file?: Promise<ArrayBuffer | undefined>;
}

/** What the process of a guest is made of. */
export interface Started {
  /** The worker, which says that it is loaded as soon as somebody can hear it. */
  readonly worker: Worker;
  /** The snapshot that this program has of its own, if the engine has one. */
  readonly snapshot?: Promise<Uint8Array<ArrayBuffer>> | undefined;
  /** What the worker is handed of the engine's code, where it imports none. */
  readonly own?: OwnCode | undefined;
  /**
   * Closes the last way out, by which the worker is loaded and the snapshot read. To be called when both are done, and
   * before the worker gets any message.
   *
   * @throws {Error} If that fails
   */
  close(): void;
}

/**
 * Starts what the process is made of, with all walls around it but one.
 *
 * @param task Its task
 * @returns The worker, to be listened to at once
 * @throws {Error} If a wall is missing
 */
export function start(task: Task): Started {
  if (embedded !== undefined) return startEmbedded(embedded, task);
  requireWalls(task);
  const { engineName, language, isBuild } = task;
  const entry = isBuild
    ? builderEntry(engineName)
    : workerEntry(engineName, language);
  return { worker: newWorker(entry), own: ownCode(task), close };
}

function ownCode({ engineName, isBuild }: Task): OwnCode | undefined {
  if (ownPackages === undefined) return undefined;
  const compiled = ownPackages.compile(engineName);
  // The code that awaits it handles a failure.
  compiled.catch(() => {});
  return isBuild
    ? { compiled, file: ownPackages.builderFile(engineName) }
    : { compiled };
}

/** A worker's files are read with this thread's permissions. */
function close(): void {
  giveUpPermissions(["read"]);
  if (!isLocal) return;
  if (!isGranted({ name: "read", path: toPath(new URL(ENTRY_FOLDER)) })) return;
  throw new Error("The process of a guest can read files");
}

/**
 * Starts in a binary, which has the permissions of the whole command line and gives them up, before it reads any
 * message of its host. The worker never has any.
 */
function startEmbedded(
  { workerUrl, readSnapshot }: Embedded,
  task: Task,
): Started {
  const worker = newWorker(workerUrl(task.engineName, task.language));
  const snapshot = readSnapshot(task.engineName);
  giveUpPermissions();
  requireWalls(task);
  return { worker, snapshot, close: () => {} };
}

const isLocal = import.meta.url.startsWith("file:");

/**
 * Makes sure of the walls that were to be built around this process, before there is a guest: a flag that a release of
 * Deno renames, or a configuration that grants something, fails the start.
 */
function requireWalls({ isBuild }: Task): void {
  if (!hasNoPermissions({ butImport: !isLocal })) {
    throw new Error("The process of a guest has a permission");
  }
  // A snapshot is built without a guest, from the engine's own code.
  if (!isBuild && generatesCode()) {
    throw new Error("The process of a guest makes code of strings");
  }
}

function generatesCode(): boolean {
  try {
    new Function("");
    return true;
  } catch {
    return false;
  }
}
