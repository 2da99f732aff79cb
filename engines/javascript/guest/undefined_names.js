// Names of other environments, which programs may use, and what to do instead.

const STORAGE =
  "this sandbox keeps nothing between programs: use a variable, or a file below /work";
const DOCUMENT = "this sandbox has no document";
const THREADS = "this sandbox has one thread: use async functions";
/**
 * What browsers or other runtimes have, and programs for them use, with what to do instead.
 *
 * @type {Readonly<Record<string, string | undefined>>}
 */
const ELSEWHERE = {
  // A cast, as the type says nothing of prototypes.
  __proto__: /** @type {undefined} */ (/** @type {unknown} */ (null)),
  Deno: "this sandbox has the web's API and Node's: use fs, process or fetch",
  EventSource: "this sandbox has no connections that stay open: use fetch",
  SharedWorker: THREADS,
  Worker: THREADS,
  XMLHttpRequest: "this sandbox has no XMLHttpRequest: use fetch",
  alert: DOCUMENT + ": use console.log",
  document: DOCUMENT,
  localStorage: STORAGE,
  prompt: DOCUMENT + ": use readline() to read the input",
  sessionStorage: STORAGE,
  window: DOCUMENT + ": use globalThis",
};

/**
 * The message for a name that is not defined.
 *
 * @param {string} name
 */
export function notDefined(name) {
  const hint = ELSEWHERE[name];
  return name + " is not defined" +
    (hint === undefined ? "" : " (" + hint + ")");
}
