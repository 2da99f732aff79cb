// The standard streams of a Python guest: descriptors 0 to 2, which write to the output of a run and read its input.

import {
  byteLengthOf,
  copyInto,
  encodeUtf8,
  NativeUint8Array,
  newTextStream,
  viewOf,
} from "../worker/intrinsics.js";

/**
 * @import { HostRequests } from "../worker/host_requests.js"
 * @import { Output, StreamFd } from "../worker/output.js"
 * @import { EmscriptenFs } from "./emscripten_fs.ts"
 * @import { Pyodide } from "./pyodide.ts"
 */

/** The standard streams of one guest. */
export class StandardStreams {
  #FS;
  #requests;
  #originals;
  /** @type {Output | undefined} */
  #output;
  #decoders = { 1: newTextStream(), 2: newTextStream() };
  #unread = new NativeUint8Array(0);

  /**
   * @before-guest a worker has one, from its start
   * @param {Pyodide} pyodide
   * @param {HostRequests} requests
   */
  constructor(pyodide, requests) {
    this.#FS = pyodide.FS;
    this.#requests = requests;
    pyodide.setStdout({
      isatty: false,
      write: (bytes) => this.#write(1, bytes),
    });
    pyodide.setStderr({
      isatty: false,
      write: (bytes) => this.#write(2, bytes),
    });
    pyodide.setStdin({ isatty: false, read: (buffer) => this.#read(buffer) });
    this.#originals = pyodide.FS.streams.slice(0, 3);
  }

  /**
   * Begins a run.
   *
   * @param {Output} output
   */
  begin(output) {
    this.#output = output;
    this.#decoders = { 1: newTextStream(), 2: newTextStream() };
    this.#unread = new NativeUint8Array(0);
    this.#restoreDescriptors();
  }

  /** Writes what is left of text whose last character is incomplete. */
  end() {
    this.#output?.write(1, this.#decoders[1]());
    this.#output?.write(2, this.#decoders[2]());
  }

  /** Undoes what an earlier run may have done to descriptors 0 to 2: closed them, or put others in their place. */
  #restoreDescriptors() {
    const { streams } = this.#FS;
    for (let fd = 0; fd < this.#originals.length; fd++) {
      const stream = this.#originals[fd];
      if (!stream) continue;
      stream.fd = fd;
      streams[fd] = stream;
    }
  }

  /** Sends what was held back of the output. */
  flush() {
    this.#output?.flush();
  }

  /**
   * @param {StreamFd} fd
   * @param {Uint8Array} bytes
   */
  #write(fd, bytes) {
    const output = this.#output;
    if (output !== undefined && !output.isFull(fd)) {
      output.write(fd, this.#decoders[fd](bytes));
    }
    return byteLengthOf(bytes);
  }

  /** @param {Uint8Array} buffer */
  #read(buffer) {
    if (byteLengthOf(this.#unread) === 0) {
      if (!this.#requests.active) return 0;
      this.flush();
      const text = this.#requests.request("stdin", "")?.value;
      if (typeof text !== "string") return 0;
      this.#unread = encodeUtf8(text);
    }
    const taken = viewOf(this.#unread, 0, byteLengthOf(buffer));
    const takenBytes = byteLengthOf(taken);
    copyInto(viewOf(buffer, 0), taken);
    this.#unread = viewOf(this.#unread, takenBytes);
    return takenBytes;
  }
}
