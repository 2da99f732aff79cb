/**
 * The names of languages, engines and isolations. They are separate from the options, so that a child process does not
 * load the code that checks options.
 *
 * @module
 */

/** The language of the guest. */
export type Language = "python" | "javascript" | "typescript";
/** An interpreter behind the engine contract. */
export type EngineName = "pyodide" | "cpython" | "quickjs";
/** Where a guest runs: in a thread of the host's process, or in its own child process. */
export type Isolation = "thread" | "process";

/** The languages. */
export const LANGUAGES: readonly Language[] = [
  "python",
  "javascript",
  "typescript",
];
/** The languages of each engine. The first engine of a language is its default. */
export const LANGUAGES_OF: Readonly<Record<EngineName, readonly Language[]>> = {
  pyodide: ["python"],
  cpython: ["python"],
  quickjs: ["javascript", "typescript"],
};
/** The engines that can undo a run. */
const UNDOING: readonly EngineName[] = ["cpython"];
/** The engines. */
export const ENGINE_NAMES = Object.keys(LANGUAGES_OF) as readonly EngineName[];
/** The isolations. */
export const ISOLATIONS: readonly Isolation[] = ["thread", "process"];

/**
 * Whether an engine can undo a run that it had to stop or that crashed it.
 *
 * @param engine The engine
 * @returns Whether its sandboxes may have checkpoints
 */
export function undoesRuns(engine: EngineName): boolean {
  return UNDOING.includes(engine);
}

/**
 * The default engine of a language.
 *
 * @param language The language
 * @returns The engine's name
 */
export function defaultEngineOf(language: Language): EngineName {
  const found = ENGINE_NAMES.find((name) =>
    LANGUAGES_OF[name].includes(language)
  );
  if (found === undefined) {
    throw new TypeError(`Cannot choose an engine as none runs ${language}`);
  }
  return found;
}

/**
 * The language of an engine, where no language is given.
 *
 * @param engine The engine
 * @returns Its first language
 */
export function defaultLanguageOf(engine: EngineName): Language {
  const [language] = LANGUAGES_OF[engine];
  if (language === undefined) {
    throw new TypeError(`Cannot choose a language as ${engine} has none`);
  }
  return language;
}

/**
 * What code is run as. The declarations of a `script` stay for later runs, and its value is that of its last expression. A
 * `program` in JavaScript or TypeScript runs as Node and Deno run a file: in CommonJS or as an ES module, with a scope of
 * its own and without a value. Python has no such difference.
 */
export type CodeKind = "script" | "program";

/** The values of {@linkcode CodeKind}. */
export const CODE_KINDS: readonly CodeKind[] = ["script", "program"];
