// What the files of every sandbox have before its guest begins: the standard library, the packages and directories.

import { FileTree } from "./files.js";

/**
 * @import { EngineLibrary } from "../../core/worker_start.ts"
 *
 * @typedef {readonly [path: string, contents: Uint8Array]} LibraryFile A file of the library.
 */

const LIBRARY = "/usr/local/lib";
/** The zip file that Python imports from. */
const ZIP_PATH = `${LIBRARY}/python315.zip`;
/** Where the tree has the data of matplotlib. */
const DATA_PATH = `${LIBRARY}/mpl-data`;

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
 * @param {EngineLibrary<ArrayBufferLike>} library The data as `packed_files.ts` packs files
 * @returns {readonly LibraryFile[]}
 */
export function openLibrary({ zip, data }) {
  const indexBytes = new DataView(data).getUint32(0, true);
  const index = new Uint8Array(data, 4, indexBytes).slice();
  /** @type {[path: string, bytes: number][]} */
  const packed = JSON.parse(new TextDecoder().decode(index));
  /** @type {LibraryFile[]} */
  const files = [[ZIP_PATH, new Uint8Array(zip)]];
  let at = 4 + indexBytes;
  for (const [path, bytes] of packed) {
    files.push([`${DATA_PATH}/${path}`, new Uint8Array(data, at, bytes)]);
    at += bytes;
  }
  return files;
}

/**
 * Makes the files of a sandbox.
 *
 * @param {readonly LibraryFile[]} library
 */
export function newTree(library) {
  const tree = new FileTree();
  for (const [path, contents] of library) tree.addArchive(path, contents);
  tree.freeze("/usr");
  tree.makeDirectories("/work");
  tree.makeDirectories("/tmp");
  tree.makeDirectories(PACKAGE_SETTINGS);
  tree.addDevices();
  return tree;
}
