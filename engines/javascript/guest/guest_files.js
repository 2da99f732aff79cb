// The files of a guest: those in memory, its mounts, and those of the program.

import { makeMemoryFiles } from "./memory_files.js";
import { statOrNothing } from "./fs/contents.js";
import { operations } from "./fs/operations.js";
import { programAt, programFileBy } from "./program_file.js";

/**
 * @import { MountGrant } from "../../../core/protocol.ts"
 * @import { Channel, Host } from "./host.d.ts"
 *
 * @typedef {object} FileSettings
 * @property {Host["load"]} load
 * @property {Channel} channel
 * @property {import("./program_file.js").Program} program
 * @property {readonly MountGrant[]} mounts
 * @property {number} fileBytes
 * @property {number} maxFiles
 */

/** @type {ReturnType<typeof makeMemoryFiles>} */
export let memory;
/** @type {ReturnType<typeof import("./mounts.js").makeMounts> | undefined} */
let mounted;

/**
 * The paths of mounts, without a method that a guest may have replaced.
 *
 * @param {readonly { path: string }[]} mounts
 */
function placesOf(mounts) {
  /** @type {string[]} */
  const places = [];
  for (let i = 0; i < mounts.length; i++) places[i] = mounts[i].path;
  return places;
}

/**
 * Makes the files.
 *
 * @param {FileSettings} settings
 */
export function makeFiles(
  { load, channel, program, mounts, fileBytes, maxFiles },
) {
  memory = makeMemoryFiles({
    fileBytes,
    maxFiles,
    // Where a mount will be seen, for the listing of the directory above.
    places: placesOf(mounts),
  });
  if (mounts.length > 0) mounted = load("mounts").makeMounts(channel, mounts);
  programFileBy(memory.backend, program);
}

/** @param {string} path */
export function isMounted(path) {
  return mounted !== undefined && mounted.serves(path);
}

/**
 * Who serves a path.
 *
 * @param {string} path
 */
function backendOfPath(path) {
  return mounted !== undefined && mounted.serves(path)
    ? mounted.backend
    : memory.backend;
}

/**
 * Who serves a path, the file of the program among them.
 *
 * @param {string} path
 */
export function servingBackend(path) {
  return programAt(path) ?? backendOfPath(path);
}

/** What is in files, by pieces. */
export const pieces = {
  /**
   * @param {string} path
   * @param {number} offset
   * @param {number} length
   */
  read: (path, offset, length) =>
    servingBackend(path).read(path, offset, length),
  /**
   * @param {string} path
   * @param {Uint8Array} bytes
   * @param {number | "end"} at
   */
  write: (path, bytes, at) => servingBackend(path).write(path, bytes, at),
};

/**
 * What is at a path, absolute and normal.
 *
 * @param {string} path
 */
export function kindOf(path) {
  return statOrNothing({ backend: backendOfPath(path), whole: path })?.kind;
}

/** @param {string} path */
export function readText(path) {
  const text = operations.readFile(path, "utf8");
  return `${text}`.replace(/^\ufeff/, "");
}
