// deno-lint-ignore-file require-await -- what it throws is to reject the promise
// Directories that are read entry by entry, and copied.

import { nodeError } from "./errors.js";
import { fs, node } from "./fs_open_files.js";

/**
 * @typedef {object} CopyOptions
 * @property {(from: string, to: string) => unknown} [filter]
 * @property {boolean} [force]
 * @property {boolean} [errorOnExist]
 * @property {boolean} [recursive]
 */

/** A directory that is read entry by entry. */
export class Dir {
  #entries;
  /** @param {string} path */
  constructor(path) {
    this.path = path;
    this.#entries = fs.readdirSync(path, { withFileTypes: true });
  }
  readSync() {
    return this.#entries.shift() ?? null;
  }
  async read() {
    return this.readSync();
  }
  closeSync() {}
  async close() {}
  async *[Symbol.asyncIterator]() {
    for (let one = this.readSync(); one !== null; one = this.readSync()) {
      yield one;
    }
  }
}

/**
 * @param {string} from
 * @param {string} to
 * @param {CopyOptions} [options]
 */
export function cpSync(from, to, options = {}) {
  const { join } = node.require("path");
  if (!fs.statSync(from).isDirectory()) {
    if (options.filter?.(from, to) === false) return;
    if (fs.existsSync(to) && options.force === false) {
      if (!options.errorOnExist) return;
      throw Object.assign(new Error(`${to} exists`), {
        code: "ERR_FS_CP_EEXIST",
      });
    }
    fs.mkdirSync(node.require("path").dirname(to), { recursive: true });
    return fs.copyFileSync(from, to);
  }
  if (!options.recursive) {
    throw nodeError(
      Error,
      "ERR_FS_EISDIR",
      `Recursive option not enabled, cannot copy a directory: ${from}`,
    );
  }
  if (options.filter?.(from, to) === false) return;
  fs.mkdirSync(to, { recursive: true });
  for (const name of fs.readdirSync(from)) {
    cpSync(join(from, name), join(to, name), options);
  }
}
