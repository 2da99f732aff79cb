// The files in which modules are looked for.

/** @import { ModuleFiles } from "./resolve.js" */

/** @type {ModuleFiles} */
export let files;

/**
 * Says where modules are.
 *
 * @param {ModuleFiles} given
 */
export function resolveBy(given) {
  files = given;
}
