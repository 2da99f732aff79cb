/**
 * Where the code of workers is: linked now, or when a binary was made.
 *
 * @module
 */
import type { Language } from "../core/options.ts";
import type { Engine } from "../engines/engine.ts";
import { linkWorker, type ToUrl } from "../engines/worker/link.ts";
import { embedded } from "./embedded.ts";

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
