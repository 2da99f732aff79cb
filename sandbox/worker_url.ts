/**
 * Where the code of workers is: linked now, or when a binary was made.
 *
 * @module
 */
import type { Language } from "../core/options.ts";
import { ENTRY_FOLDER, workerEntry } from "../engines/entries.ts";
import type { Engine } from "../engines/engine.ts";
import {
  linkWorker,
  toBlobUrl,
  toDataUrl,
  type WorkerModule,
} from "../engines/worker/link.ts";
import { embedded } from "./embedded.ts";
import { isGranted, toPath } from "./host.ts";

/** The entries of node workers, made once in the life of this process. */
const nodeEntries = new WeakMap<WorkerModule, string>();

/**
 * The URL of a guest's worker that is a node worker, which does not take a `blob:` URL but imports from one. Deno keeps
 * for ever the text of each module that a node worker starts from, and of all their static imports: as `data:` URLs that
 * was 200 KB a start.
 *
 * @param engine The engine
 * @param language What the guest writes
 * @returns The URL of its entry module
 */
export function nodeWorkerUrl(engine: Engine, language: Language): string {
  const own = embedded?.workerUrl(engine.name, language);
  if (own !== undefined) return own;
  const module = engine.worker(language);
  const known = nodeEntries.get(module);
  if (known !== undefined) return known;
  const linked = linkWorker(module, toBlobUrl);
  const entry = toDataUrl(`import ${JSON.stringify(linked)};`);
  nodeEntries.set(module, entry);
  return entry;
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
    : embedded?.workerUrl(engine.name, language) ??
      linkWorker(engine.worker(language), toBlobUrl);
}
