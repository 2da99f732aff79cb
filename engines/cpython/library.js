// What the files of every sandbox have before its guest begins: the standard library, the packages and directories.

import { FileTree } from "./files.js";

/**
 * @typedef {[path: string, bytes: number]} LibraryFile A file of the library; the bytes of all lie one after another.
 */

const LIBRARY = "/usr/local/lib";
/** The zip file that Python imports from. */
export const ZIP_PATH = `${LIBRARY}/python315.zip`;
/** Where the tree has the data of matplotlib. */
export const DATA_PATH = `${LIBRARY}/mpl-data`;

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
 * Makes the files of a sandbox.
 *
 * @param {readonly LibraryFile[]} files
 * @param {Uint8Array} archive The bytes of the files
 */
export function newTree(files, archive) {
  const tree = new FileTree();
  let at = 0;
  for (const [path, bytes] of files) {
    tree.addArchive(path, archive.subarray(at, at + bytes));
    at += bytes;
  }
  tree.freeze("/usr");
  tree.makeDirectories("/work");
  tree.makeDirectories("/tmp");
  tree.makeDirectories(PACKAGE_SETTINGS);
  tree.addDevices();
  return tree;
}
