// What the files of every sandbox have before its guest begins: the standard library, the packages and directories.

import { FileTree } from "./files.js";
import { readPackedIndex } from "../python/packed_site.js";

/**
 * @import { EngineLibrary } from "../../core/worker_start.ts"
 * @import { Site } from "../python/packed_site.js"
 *
 * @typedef {readonly [path: string, contents: Uint8Array]} LibraryFile A file of the library.
 */

const LIBRARY = "/usr/local/lib";
/** The zip file that Python imports from. */
const ZIP_PATH = `${LIBRARY}/python315.zip`;
/** Where the tree has the data of matplotlib. */
const DATA_PATH = `${LIBRARY}/mpl-data`;

/** The directory of the packages that the host adds. */
export const SITE_PATH = `${LIBRARY}/python3.15/site-packages`;

/** Where matplotlib keeps what it computes. */
export const PACKAGE_SETTINGS = "/var/cache/matplotlib";

/**
 * The directories that the guest has from its start. It looks for the data of matplotlib in a directory "in" the zip file,
 * as its package is there.
 */
export const PREOPENS = [
  { path: "/", at: "/" },
  { path: `${ZIP_PATH}/matplotlib/mpl-data`, at: DATA_PATH },
];

/**
 * Opens the library. Its files are views, which all guests of a worker share and none can change.
 *
 * @param {EngineLibrary<ArrayBufferLike>} library The data as `core/packed_files.ts` packs files
 * @returns {readonly LibraryFile[]}
 */
export function openLibrary({ zip, data }) {
  /** @type {LibraryFile[]} */
  const files = [[ZIP_PATH, new Uint8Array(zip)]];
  for (const [path, at, size] of readPackedIndex(new Uint8Array(data))) {
    files.push([`${DATA_PATH}/${path}`, new Uint8Array(data, at, size)]);
  }
  return files;
}

/**
 * Makes the files of a sandbox.
 *
 * @param {readonly LibraryFile[]} library
 * @param {Site} [site] Packages that the host adds
 */
export function newTree(library, site) {
  const tree = new FileTree();
  for (const [path, contents] of library) tree.addArchive(path, contents);
  if (site !== undefined) tree.addSite(SITE_PATH, site);
  tree.freeze("/usr");
  tree.makeDirectories("/work");
  tree.makeDirectories("/tmp");
  tree.makeDirectories(PACKAGE_SETTINGS);
  tree.addDevices();
  return tree;
}
