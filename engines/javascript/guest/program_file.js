// The program that runs, as the file that its name says. It is in no listing and counts among no results until the guest
// writes it.

import { encodings } from "./encodings.js";
import { $Uint8Array } from "./latin1.js";
import { isMissing } from "./fs/errors.js";
import { absolutePath } from "./loader/loader.js";

/**
 * @import { Backend } from "./host.d.ts"
 *
 * @typedef {object} Program
 * @property {() => string} name
 * @property {() => string} text
 */

/** @type {Backend} */
let stored;
/** @type {Program} */
let running;
/** The path that is a file of the guest's by now, or was removed. */
let gone = "";

/**
 * Says where files are, and which program runs.
 *
 * @param {Backend} given
 * @param {Program} program
 */
export function programFileBy(given, program) {
  stored = given;
  running = program;
}

/**
 * Who serves the path, if it is the program's and no file of the guest is there.
 *
 * @param {string} path
 */
export function programAt(path) {
  if (path !== absolutePath(running.name()) || path === gone) return undefined;
  try {
    stored.stat(path);
    return undefined;
  } catch (thrown) {
    return isMissing(thrown) ? programBackend() : undefined;
  }
}

/** @returns {Backend} */
function programBackend() {
  const bytes = encodings.encode(running.text());
  const { length: size } = bytes;
  /** @param {string} path */
  const make = (path) => {
    gone = path;
    stored.create(path);
    stored.write(path, bytes, 0);
  };
  return {
    ...stored,
    stat: () => ({ kind: "file", size, mtimeMs: 0 }),
    read: (_, offset, length) =>
      new $Uint8Array(bytes.subarray(offset, offset + length)),
    write(path, added, at) {
      make(path);
      stored.write(path, added, at);
    },
    truncate(path, length) {
      make(path);
      stored.truncate(path, length);
    },
    unlink(path) {
      gone = path;
    },
    rename(from, to) {
      make(from);
      stored.rename(from, to);
    },
  };
}
