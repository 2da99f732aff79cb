/**
 * The URLs of the workers' entry modules, for a process that starts a worker and needs nothing else of the engines.
 *
 * @module
 */
import type { EngineName, Language } from "../core/languages.ts";

/**
 * The URL of the entry module of an engine's worker.
 *
 * @param engine The engine
 * @param language The guest's language
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
 * The URL of the entry module of the worker that builds an engine's snapshot in a separate process.
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

/** The folder of the entry modules and of everything that they import from this package. */
export const ENTRY_FOLDER: string = import.meta.resolve("./");
