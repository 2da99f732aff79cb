/**
 * Where the code of workers is: linked now, or when a binary was made.
 *
 * @module
 */
import type { Language } from "../core/options.ts";
import { ENTRY_FOLDER, workerEntry } from "../engines/entries.ts";
import type { Engine } from "../engines/engine.ts";
import { linkWorker, toBlobUrl, type ToUrl } from "../engines/worker/link.ts";
import { embedded } from "./embedded.ts";
import { isGranted, toPath } from "./host.ts";

/**
 * The URL of a guest's worker.
 *
 * @param engine The engine
 * @param language What the guest writes
 * @param toUrl How URLs are made of what is linked now
 * @returns The URL of its entry module
 */
export function workerUrl(
  engine: Engine,
  language: Language,
  toUrl: ToUrl,
): string {
  return embedded?.workerUrl(engine.name, language) ??
    linkWorker(engine.worker(language), toUrl);
}

/**
 * The URL of the worker of a guest in this very thread's care. Its files are taken as they are where they may be read:
 * that is faster, and Deno's caches keep for ever what they learn of a blob, which nobody asks for again.
 *
 * @param engine The engine
 * @param language What the guest writes
 * @returns The URL of its entry module
 */
export function directWorkerUrl(engine: Engine, language: Language): string {
  const folder = new URL(ENTRY_FOLDER);
  const isReadable = embedded === undefined && folder.protocol === "file:" &&
    isGranted({ name: "read", path: toPath(folder) });
  return isReadable
    ? workerEntry(engine.name, language)
    : workerUrl(engine, language, toBlobUrl);
}
