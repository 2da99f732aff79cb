/**
 * The URLs of the workers' entry modules, for a process that starts a worker and needs nothing else of the engines.
 *
 * @module
 */
import type { EngineName, Language } from "../core/languages.ts";

/** The entry modules of an engine's workers. */
interface Entries {
  /** The worker of each language. */
  readonly worker: Readonly<Partial<Record<Language, string>>>;
  /** The worker that builds the engine's snapshot in a separate process, if it starts from one. */
  readonly builder?: string;
  /** Whether the engine's code is in an installation, and not in this package or a package that it imports. */
  readonly isInstalled?: boolean;
}

const ENTRIES: Readonly<Record<EngineName, Entries>> = {
  pyodide: {
    worker: { python: "./pyodide/worker.js" },
    builder: "./pyodide/build_alone.js",
  },
  cpython: {
    worker: { python: "./cpython/worker.js" },
    builder: "./cpython/builder.js",
    isInstalled: true,
  },
  quickjs: {
    worker: {
      javascript: "./quickjs/javascript.js",
      typescript: "./quickjs/typescript.js",
    },
  },
};

/**
 * The URL of the entry module of an engine's worker.
 *
 * @param engine The engine
 * @param language The guest's language
 * @returns The URL
 * @throws {TypeError} If the engine does not run this language
 */
export function workerEntry(engine: EngineName, language: Language): string {
  const entry = ENTRIES[engine].worker[language];
  if (entry === undefined) {
    throw new TypeError(`Cannot run ${language} as ${engine} does not run it`);
  }
  return import.meta.resolve(entry);
}

/** Whether an engine's code is in an installation. */
export function isInstalledApart(engine: EngineName): boolean {
  return ENTRIES[engine].isInstalled === true;
}

/** Whether an engine starts from a snapshot. */
export function startsFromSnapshot(engine: EngineName): boolean {
  return ENTRIES[engine].builder !== undefined;
}

/**
 * The URL of the entry module of the worker that builds an engine's snapshot in a separate process.
 *
 * @param engine The engine
 * @returns The URL
 * @throws {TypeError} If the engine has no snapshot
 */
export function builderEntry(engine: EngineName): string {
  const { builder } = ENTRIES[engine];
  if (builder === undefined) {
    throw new TypeError(`Cannot build a snapshot as ${engine} has none`);
  }
  return import.meta.resolve(builder);
}

/** The folder of the entry modules and of everything that they import from this package. */
export const ENTRY_FOLDER: string = import.meta.resolve("./");
