// The output of a run: its streams and its displays.

import { say } from "./channel.js";
import {
  byteLengthOf,
  charCodeAt,
  codePointAt,
  encodeInto,
  encodeUtf8,
  endsWith,
  fromCodePoint,
  NativeSet,
  NativeUint8Array,
  now,
  setAdd,
  setHas,
  setToArray,
  stringify,
  stringSlice,
  values,
} from "./intrinsics.js";
import { post } from "./originals.js";
import { MAX_DISPLAYS } from "./shared_values.js";

/**
 * @import { DisplayForms, WorkerMessage } from "../../core/protocol.ts"
 * @import { Truncated } from "../../core/result.ts"
 *
 * @typedef {1 | 2} StreamFd The descriptor of standard output or standard error.
 */

/** Writes that may leave at once within a window; a guest that writes more often than that is batched. */
const BURST_WRITES = 200;
const WINDOW_MS = 50;
const BATCH_CHARS = 16_384;
/**
 * The names of the streams by their descriptors.
 *
 * @type {Readonly<Record<StreamFd, Truncated>>}
 */
const STREAMS = { 1: "stdout", 2: "stderr" };
/** @type {readonly StreamFd[]} */
const FDS = [1, 2];

/** The output of one run: cut at its limits, and sent as it comes. */
export class Output {
  #run;
  /** @type {Record<StreamFd, number>} */
  #left;
  #leftForDisplays;
  #leftDisplays = MAX_DISPLAYS;
  #maxDisplayChars;
  #batch = { 1: "", 2: "" };
  #windowStart = 0;
  #writes = 0;
  #cut = /** @type {Set<Truncated>} */ (new NativeSet());

  /**
   * @param {number} run
   * @param {number} outputBytes
   * @param {number} [displayBytes]
   */
  constructor(run, outputBytes, displayBytes = 0) {
    this.#run = run;
    this.#left = { 1: outputBytes, 2: outputBytes };
    this.#leftForDisplays = displayBytes;
    this.#maxDisplayChars = 2 * displayBytes + 100_000;
  }

  /** Which streams were cut. */
  get cut() {
    return setToArray(this.#cut);
  }

  /**
   * Takes text for a stream (1 or 2), and says whether the stream was cut: nothing more of it will be taken.
   *
   * @param {StreamFd} fd
   * @param {string} text
   */
  write(fd, text) {
    if (text !== "" && !this.isFull(fd)) this.#keep(fd, this.#take(fd, text));
    return this.isFull(fd);
  }

  /**
   * Whether a stream (1 or 2) was cut.
   *
   * @param {StreamFd} fd
   */
  isFull(fd) {
    return setHas(this.#cut, STREAMS[fd]);
  }

  /**
   * @param {StreamFd} fd
   * @param {string} fitting
   */
  #keep(fd, fitting) {
    if (fitting === "") return;
    this.#batch[fd] += fitting;
    const time = now();
    if (time - this.#windowStart > WINDOW_MS) {
      this.#windowStart = time;
      this.#writes = 0;
    }
    if (
      ++this.#writes <= BURST_WRITES || this.isFull(fd) ||
      this.#batch[fd].length > BATCH_CHARS
    ) this.flush();
  }

  /**
   * Shows something: text, or `{ base64 }`, by MIME type. Says whether there was room for it.
   *
   * @param {DisplayForms} data
   */
  show(data) {
    const bytes = displayBytes(data);
    /** @type {WorkerMessage} */
    const displayed = { type: "display", run: this.#run, data };
    const message = stringify(displayed);
    if (
      bytes > this.#leftForDisplays || this.#leftDisplays === 0 ||
      message.length > this.#maxDisplayChars
    ) {
      setAdd(this.#cut, "displays");
      return false;
    }
    this.#leftForDisplays -= bytes;
    this.#leftDisplays--;
    this.flush();
    post(message);
    return true;
  }

  /** Sends what was held back. */
  flush() {
    for (let i = 0; i < FDS.length; i++) {
      const fd = FDS[i];
      if (this.#batch[fd] === "") continue;
      say({ type: "output", run: this.#run, fd, text: this.#batch[fd] });
      this.#batch[fd] = "";
    }
  }

  /**
   * @param {StreamFd} fd
   * @param {string} text
   */
  #take(fd, text) {
    const left = this.#left[fd];
    // A UTF-16 unit takes one to three bytes, so short text needs no counting.
    if (text.length * 3 <= left) {
      this.#left[fd] -= text.length <= 64
        ? utf8Length(text)
        : byteLengthOf(encodeUtf8(text));
      return text;
    }
    const room = new NativeUint8Array(left);
    const { read, written } = encodeInto(text, room);
    this.#left[fd] -= written;
    if (read === text.length) return text;
    this.#left[fd] = 0;
    setAdd(this.#cut, STREAMS[fd]);
    // One character more than allowed shows the supervisor that output was cut, even if the run's end never arrives.
    return stringSlice(text, 0, read) +
      fromCodePoint(codePointAt(text, read) ?? 0);
  }
}

/**
 * What a display takes; the host counts for itself.
 *
 * @param {DisplayForms} data
 */
function displayBytes(data) {
  let bytes = 0;
  const contents = values(data);
  for (let i = 0; i < contents.length; i++) {
    const content = contents[i];
    bytes += typeof content === "string"
      ? utf8Length(content)
      : base64Length(content.base64);
  }
  return bytes;
}

/**
 * How many bytes a text in base64 is of.
 *
 * @param {string} text
 */
function base64Length(text) {
  const padding = endsWith(text, "==") ? 2 : endsWith(text, "=") ? 1 : 0;
  return text.length / 4 * 3 - padding;
}

/**
 * The bytes of text in UTF-8.
 *
 * @param {string} text
 */
export function utf8Length(text) {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = charCodeAt(text, i);
    bytes += unit < 0x80
      ? 1
      : unit < 0x800
      ? 2
      : unit >= 0xd800 && unit < 0xe000
      ? 2
      : 3;
  }
  return bytes;
}
