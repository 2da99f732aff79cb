/**
 * Where the entry modules of workers are, for a process that starts one of them and need know nothing else of engines.
 *
 * @module
 */
import type { EngineName, Language } from "../core/languages.ts";

/**
 * The URL of the entry module of an engine's worker.
 *
 * @param engine The engine
 * @param language What its guest writes
 * @returns The URL
 */
export function workerEntry(engine: EngineName, language: Language): string {
  return engine === "pyodide"
    ? import.meta.resolve("./pyodide/worker.js")
    : language === "typescript"
    ? import.meta.resolve("./quickjs/typescript.js")
    : import.meta.resolve("./quickjs/javascript.js");
}

/** Whether an engine starts from a snapshot. */
export function startsFromSnapshot(engine: EngineName): boolean {
  return engine === "pyodide";
}

/**
 * The URL of the entry module of the worker that builds an engine's snapshot in a process of its own.
 *
 * @param engine The engine
 * @returns The URL
 * @throws {TypeError} If the engine has no snapshot
 */
export function builderEntry(engine: EngineName): string {
  if (engine === "pyodide") {
    return import.meta.resolve("./pyodide/build_alone.js");
  }
  throw new TypeError(`Cannot build a snapshot as ${engine} has none`);
}

/** The folder that they and all that they import from this package are in. */
export const ENTRY_FOLDER: string = import.meta.resolve("./");
