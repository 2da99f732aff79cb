/**
 * The names of languages, engines and isolations. Apart from the options, so that a guest's process, which knows no
 * options, need not load what checks them.
 *
 * @module
 */

/** What the guest is written in. */
export type Language = "python" | "javascript" | "typescript";
/** An interpreter behind the engine contract. */
export type EngineName = "pyodide" | "quickjs";
/** Where a guest lives: in a thread of the host's process or in a process of its own. */
export type Isolation = "thread" | "process";

/** The languages that guest code may be written in. */
export const LANGUAGES: readonly Language[] = [
  "python",
  "javascript",
  "typescript",
];
/** The engines there are. */
export const ENGINE_NAMES: readonly EngineName[] = ["pyodide", "quickjs"];
/** The isolations there are. */
export const ISOLATIONS: readonly Isolation[] = ["thread", "process"];

/** The engine that runs each language. */
export const ENGINE_OF: Readonly<Record<Language, EngineName>> = {
  python: "pyodide",
  javascript: "quickjs",
  typescript: "quickjs",
};
