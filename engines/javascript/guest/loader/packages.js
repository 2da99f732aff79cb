// The packages that the host gives. Their files are in no directory that `fs` sees: the worker finds and reads them.

import { withCode } from "./resolve_errors.js";

/**
 * @import { Host } from "../host.d.ts"
 * @import { Asked } from "./resolve.js"
 *
 * @typedef {object} Packages
 * @property {Host["packageModule"]} resolve
 * @property {Host["packageKind"]} kindOf
 * @property {Host["packageText"]} textOf
 */

/** @type {Packages | undefined} */
let packages;

/**
 * Says which packages there are.
 *
 * @param {Packages | undefined} given
 */
export function packagesBy(given) {
  packages = given;
}

/**
 * Finds a module in packages.
 *
 * @param {Asked} asked
 * @returns {string | undefined} `undefined` if no package is meant
 */
export function findInPackages({ specifier, importer, manner }) {
  if (packages === undefined) return undefined;
  const found = packages.resolve(importer, specifier, manner);
  const end = found.indexOf("\n");
  if (end < 0) return found === "" ? undefined : found;
  throw withCode(new Error(found.slice(end + 1)), found.slice(0, end));
}

/**
 * How a file is loaded; empty if it is no file of a package.
 *
 * @param {string} path
 */
export function packageKind(path) {
  return packages?.kindOf(path) ?? "";
}

/** @param {string} path */
export function packageText(path) {
  return packages?.textOf(path) ?? "";
}
