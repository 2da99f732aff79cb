/**
 * The start of a child process: it checks the process's walls and starts the worker.
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
  isInstalledApart,
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
import type { ChildInit } from "./child_protocol.ts";

/** The task of a child process. */
export interface Task {
  readonly engineName: EngineName;
  readonly language: Language;
  readonly isBuild: boolean;
  /** Whether the snapshot that is built has packages. */
  readonly importsPackages: boolean;
}

/**
 * Reads the task of the process.
 *
 * @param args The arguments: the engine, the language, and `build` or `build-packages` if a snapshot is built
 * @returns The task
 * @throws {TypeError} If the engine or the language is unknown
 */
export function readTask([engine, language, mode]: readonly string[]): Task {
  const engineName = ENGINE_NAMES.find((one) => one === engine);
  const known = LANGUAGES.find((one) => one === language);
  if (engineName === undefined || known === undefined) {
    throw new TypeError("Cannot start as engine or language is unknown");
  }
  return {
    engineName,
    language: known,
    isBuild: mode === "build" || mode === "build-packages",
    importsPackages: mode === "build-packages",
  };
}

function newWorker(url: string): Worker {
  const options = { type: "module", deno: { permissions: "none" } } as const;
  return new Worker(url, options);
}

/** The first command from the host, and the snapshot if the engine has one. */
export interface StartOrder {
  readonly init: ChildInit;
  readonly snapshot?: ChildSnapshotBytes | undefined;
}

/** A snapshot. */
export interface ChildSnapshotBytes {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The path of its file, if this process read one. */
  readonly path?: string;
  /** Verifies the snapshot while the worker starts from it. Resolves to its fault, or to `undefined`. */
  readonly verify?: () => Promise<string | undefined>;
}

/** The code of an engine that this package contains. */
interface OwnCode {
  readonly compiled: Promise<WebAssembly.Module>;
  /** The file that the builder of a snapshot needs. */
  readonly file?: Promise<ArrayBuffer | undefined>;
}

/** A worker that loads, and what it starts from. */
export interface Started {
  /** The worker. It sends a message when it is loaded. */
  readonly worker: Worker;
  /** The snapshot that this binary carries, if the engine has one. */
  readonly snapshot?: Promise<Uint8Array<ArrayBuffer>> | undefined;
  /** The engine's code, for a worker that does not import it. */
  readonly own?: OwnCode | undefined;
  /**
   * Gives up the permission to read, with which the worker is loaded and the snapshot is read. Call it when both are done,
   * and before the worker gets a message.
   *
   * @param paths The files that the process read
   * @throws {Error} If the process can still read the worker's modules or one of these files
   */
  close(...paths: readonly (string | undefined)[]): void;
}

/**
 * Starts the worker, with all walls of the process but one: it can still read files.
 *
 * @param task The task of the process
 * @returns The worker. Listen to its messages at once
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
  if (ownPackages === undefined || isInstalledApart(engineName)) {
    return undefined;
  }
  const compiled = ownPackages.compile(engineName);
  // The code that awaits it handles a failure.
  compiled.catch(() => {});
  return isBuild
    ? { compiled, file: ownPackages.builderFile(engineName) }
    : { compiled };
}

/**
 * Gives up the permission to read, and checks that it is gone. A permission for some paths shows only in a query that
 * names one of them. The worker's files were read with this thread's permission.
 */
function close(...read: readonly (string | undefined)[]): void {
  giveUpPermissions(["read"]);
  const paths = [
    ...(isLocal ? [toPath(new URL(ENTRY_FOLDER))] : []),
    ...read.filter((path) => path !== undefined),
  ];
  if (paths.some((path) => isGranted({ name: "read", path }))) {
    throw new Error("The child process can read files");
  }
}

/**
 * Starts in a binary. The binary has the permissions of the whole command line, and gives them up before it reads a
 * message from the host. The worker never has any permission.
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
 * Checks the walls of this process before there is a guest. If a release of Deno renames a flag, or a configuration grants a
 * permission, the start fails.
 */
function requireWalls({ isBuild, importsPackages }: Task): void {
  if (!hasNoPermissions({ butImport: !isLocal })) {
    throw new Error("The child process has a permission");
  }
  // No guest code runs while a snapshot is built, but for that of packages.
  const isTrusted = isBuild && !importsPackages;
  if (!isTrusted && generatesCode()) {
    throw new Error("The child process can generate code from strings");
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
