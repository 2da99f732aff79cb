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
} from "../core/languages.ts";
import type { Engine } from "../engines/engine.ts";
import { loadEngine } from "../engines/registry.ts";
import { linkWorker, toBlobUrl } from "../engines/worker/link.ts";
import { type Embedded, embedded } from "./embedded.ts";
import { giveUpPermissions, hasNoPermissions } from "./host.ts";

/** What the process of a guest shall do. */
export interface Task {
  readonly engineName: EngineName;
  readonly language: Language;
  readonly isBuild: boolean;
}

/**
 * Reads what the process shall do.
 *
 * @param args Its arguments: engine, language, and `build` where an image is to be built
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

/** The URL of the module that the worker is made of. */
function linkTask(engine: Engine, { language, isBuild }: Task): string {
  const module = isBuild
    ? engine.image?.builder(true)
    : engine.worker(language);
  if (module !== undefined) return linkWorker(module, toBlobUrl);
  throw new TypeError(`Cannot build an image as ${engine.name} has none`);
}

/** What the process of a guest is made of. */
export interface Started {
  /** The worker, which says that it is loaded as soon as somebody can hear it. */
  readonly worker: Worker;
  readonly engine: Promise<Engine>;
  /** The image that this program has of its own, if the engine has one. */
  readonly image?: Promise<Uint8Array<ArrayBuffer>> | undefined;
}

/**
 * Starts what the process is made of, with all walls around it.
 *
 * @param task What it shall do
 * @returns The worker, to be listened to at once
 * @throws {Error} If a wall is missing
 */
export async function start(task: Task): Promise<Started> {
  if (embedded !== undefined) return startEmbedded(embedded, task);
  requireWalls(task);
  const loading = loadEngine(task.engineName);
  const worker = newWorker(linkTask(await loading, task));
  return { worker, engine: loading };
}

/**
 * Starts in a binary, which has the permissions of the whole command line and gives them up, before it reads a word of
 * its host's. The worker never has any.
 */
function startEmbedded(
  { workerUrl, readImage }: Embedded,
  task: Task,
): Started {
  const worker = newWorker(workerUrl(task.engineName, task.language));
  const image = readImage(task.engineName);
  giveUpPermissions();
  requireWalls(task);
  return { worker, engine: loadEngine(task.engineName), image };
}

/**
 * Makes sure of the walls that were to be built around this process, before there is a guest: a flag that a release of
 * Deno renames, or a configuration that grants something, fails the start.
 */
function requireWalls({ isBuild }: Task): void {
  if (!hasNoPermissions({ butImport: !import.meta.url.startsWith("file:") })) {
    throw new Error("The process of a guest has a permission");
  }
  // An image is built without a guest, from the engine's own code.
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
