// Where the guest's output goes, and how much of it.

import { exec, slice, stringify } from "../intrinsics.js";
import { host } from "./host.js";

/** @typedef {1 | 2} StreamFd The descriptor of standard output or standard error. */

/** What the way to the host as a C string would cut, or take for something else. */
const DELICATE = /[\0\ud800-\udfff]/;

/** Characters of one text that the worker takes at the most; what is longer would be held twice in its own heap. */
let maxWriteChars = 0;
/**
 * Whether a stream, by its descriptor, has had all that is kept of it: what goes there now need not be made.
 *
 * @type {Record<StreamFd, boolean> & WithoutPrototype}
 */
const full = { __proto__: null, 1: false, 2: false };

/**
 * Makes ready for a run.
 *
 * @param {number} outputBytes
 */
export function openOutput(outputBytes) {
  full[1] = false;
  full[2] = false;
  // One more than allowed, so that the worker sees that it has to cut.
  maxWriteChars = outputBytes + 1;
}

/** Drops what is written from now on. */
export function closeOutput() {
  full[1] = true;
  full[2] = true;
}

/**
 * Whether what goes to a stream now need not be made.
 *
 * @param {StreamFd} fd
 */
export function isFull(fd) {
  return full[fd];
}

/**
 * Writes text to a stream.
 *
 * @param {StreamFd} fd
 * @param {string} text
 */
export function emit(fd, text) {
  if (full[fd]) return;
  full[fd] = write(fd, slice(text, 0, maxWriteChars));
}

/**
 * @param {StreamFd} fd
 * @param {string} text
 */
function write(fd, text) {
  return exec(DELICATE, text) === null
    ? host.write(fd, text)
    : host.write(fd, stringify(text), true);
}
