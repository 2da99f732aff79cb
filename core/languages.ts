/**
 * The names of languages, engines and isolations. They are separate from the options, so that a child process does not
 * load the code that checks options.
 *
 * @module
 */

/** The language of the guest. */
export type Language = "python" | "javascript" | "typescript";
/** An interpreter behind the engine contract. */
export type EngineName = "pyodide" | "quickjs";
/** Where a guest runs: in a thread of the host's process, or in its own child process. */
export type Isolation = "thread" | "process";

/** The languages. */
export const LANGUAGES: readonly Language[] = [
  "python",
  "javascript",
  "typescript",
];
/** The engines. */
export const ENGINE_NAMES: readonly EngineName[] = ["pyodide", "quickjs"];
/** The isolations. */
export const ISOLATIONS: readonly Isolation[] = ["thread", "process"];

/** The engine that runs each language. */
export const ENGINE_OF: Readonly<Record<Language, EngineName>> = {
  python: "pyodide",
  javascript: "quickjs",
  typescript: "quickjs",
};

/**
 * What code is run as. The declarations of a `script` stay for later runs, and its value is that of its last expression. A
 * `program` in JavaScript or TypeScript runs as Node and Deno run a file: in CommonJS or as an ES module, with a scope of
 * its own and without a value. Python has no such difference.
 */
export type CodeKind = "script" | "program";

/** The values of {@linkcode CodeKind}. */
export const CODE_KINDS: readonly CodeKind[] = ["script", "program"];
