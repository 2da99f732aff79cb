// One guest of the Pyodide engine, as its worker drives it.

import { growth } from "./interpreter.js";

/**
 * @import { Delivered, DoneMessage } from "../../core/protocol.ts"
 * @import { Output, Questions, StreamFd } from "../worker/channel.js"
 * @import { FsNode } from "./emscripten_fs.ts"
 * @import { Pyodide } from "./pyodide.ts"
 *
 * @typedef {Omit<DoneMessage, "type" | "run">} GuestReport
 */

const { load: peek, store, waitAsync } = Atomics;

/** @type {GuestReport} */
const OUT_OF_MEMORY = {
  status: "memory",
  error: {
    name: "MemoryError",
    message: "",
    traceback: "MemoryError",
  },
};

/** One guest: an interpreter, as its worker drives it. */
export class Guest {
  broken = false;
  #pyodide;
  #standardStreams;
  #run;
  #stop;
  #prepare;
  #questions;
  /** @type {Output | undefined} */
  #output;
  #decoders = { 1: new TextDecoder(), 2: new TextDecoder() };
  #unread = new Uint8Array(0);
  #changed;

  /**
   * Rejects when the interpreter is lost; whatever was waited for then never comes.
   *
   * @type {Promise<never>}
   */
  #fatal;

  /**
   * @param {Pyodide} pyodide
   * @param {{ questions: Questions, changed: Set<FsNode> }} parts
   */
  constructor(pyodide, { questions, changed }) {
    this.#fatal = new Promise((_, reject) => {
      pyodide._api.on_fatal = reject;
    });
    this.#pyodide = pyodide;
    this.#questions = questions;
    this.#changed = changed;
    const guest = pyodide.pyimport("sandglass_guest");
    this.#run = guest.run;
    this.configure = guest.configure;
    this.#stop = guest.stop;
    this.#prepare = guest.prepare;
    pyodide.setStdout({
      isatty: false,
      write: (bytes) => this.#write(1, bytes),
    });
    pyodide.setStderr({
      isatty: false,
      write: (bytes) => this.#write(2, bytes),
    });
    pyodide.setStdin({ isatty: false, read: (buffer) => this.#read(buffer) });
    this.#standardStreams = pyodide.FS.streams.slice(0, 3);
  }

  /** Does and runs nothing much before anybody waits for it: the first time takes an interpreter ten times as long. */
  async rehearse() {
    this.#prepare();
    await this.#run.callPromising("0", "main.py", 100, false);
  }

  /**
   * Runs code to its end.
   *
   * @param {Extract<Delivered, { type: "run" }>} message
   * @param {Output} output
   * @returns {Promise<GuestReport>}
   */
  async run(message, output) {
    this.#output = output;
    this.#questions.begin(message.run);
    this.#decoders = { 1: new TextDecoder(), 2: new TextDecoder() };
    this.#unread = new Uint8Array(0);
    growth.refused = false;
    this.#changed.clear();
    this.#restoreDescriptors();
    try {
      const { code, filename, valueBytes, repr } = message;
      const report = await Promise.race([
        this.#run.callPromising(code, filename, valueBytes, repr),
        this.#fatal,
      ]);
      output.write(1, this.#decoders[1].decode());
      output.write(2, this.#decoders[2].decode());
      return check(JSON.parse(report));
    } catch (thrown) {
      // An interrupt may also hit what surrounds the guest's code. Then it has done its work, and nothing is lost.
      if (asThrown(thrown).type === "KeyboardInterrupt") {
        return { status: "interrupted" };
      }
      this.broken = true;
      // An interpreter that has no memory left may fail in any way.
      if (growth.refused) return OUT_OF_MEMORY;
      return { status: "crashed", reason: explain(thrown) };
    } finally {
      this.#questions.end();
    }
  }

  /** Undoes what an earlier run may have done to descriptors 0 to 2: closed them, or put others in their place. */
  #restoreDescriptors() {
    const { streams } = this.#pyodide.FS;
    for (const [fd, stream] of this.#standardStreams.entries()) {
      if (!stream) continue;
      stream.fd = fd;
      streams[fd] = stream;
    }
  }

  /**
   * Has whatever Python waits for end. Python looks for interrupts while it computes; while it waits on the event loop
   * nobody does but this.
   *
   * @param {Int32Array} flags
   */
  async heedInterrupts(flags) {
    for (;;) {
      await waitAsync(flags, 0, 0).value;
      if (peek(flags, 0) === 0) continue;
      store(flags, 0, 0);
      this.#stop();
    }
  }

  /** Sends what was held back of its output. */
  flush() {
    this.#output?.flush();
  }

  /**
   * Shows what Python displays; answers whether there was room for it.
   *
   * @param {string} request
   */
  show(request) {
    try {
      return { value: this.#output?.show(JSON.parse(request)) ?? false };
    } catch {
      // A guest that asks by itself may ask anything.
      return { value: false };
    }
  }

  /**
   * @param {StreamFd} fd
   * @param {Uint8Array} bytes
   */
  #write(fd, bytes) {
    const output = this.#output;
    if (output !== undefined && !output.isFull(fd)) {
      output.write(fd, this.#decoders[fd].decode(bytes, { stream: true }));
    }
    return bytes.length;
  }

  /** @param {Uint8Array} buffer */
  #read(buffer) {
    if (this.#unread.length === 0) {
      if (!this.#questions.active) return 0;
      this.flush();
      const text = this.#questions.ask("stdin", "")?.value;
      if (typeof text !== "string") return 0;
      this.#unread = new TextEncoder().encode(text);
    }
    const taken = this.#unread.subarray(0, buffer.length);
    buffer.set(taken);
    this.#unread = this.#unread.subarray(taken.length);
    return taken.length;
  }
}

/**
 * A guest that spoils its own report is not to be waited for.
 *
 * @param {{ status?: unknown } | null} report
 * @returns {GuestReport} With anything in it, as the guest may have forged it: the host parses it
 */
function check(report) {
  // A cast, by what was just said.
  if (typeof report?.status === "string") {
    return /** @type {GuestReport} */ (report);
  }
  throw new TypeError("The report of the run is none");
}

/**
 * @typedef {object} Thrown What the interpreter throws, as far as it is used.
 * @property {string} [type] The name of a Python error.
 * @property {number} [status] The exit status of the interpreter.
 * @property {string} [message]
 */

/**
 * Anything may be thrown, and lacks what it does not have.
 *
 * @param {unknown} thrown
 * @returns {Thrown}
 */
function asThrown(thrown) {
  return Object(thrown);
}

/** @param {unknown} thrown */
function explain(thrown) {
  const { status, message = String(thrown) } = asThrown(thrown);
  if (Number.isInteger(status)) {
    return `The guest ended its interpreter with status ${status}`;
  }
  if (/call stack/i.test(message)) {
    return "The guest's recursion overflowed the stack of the engine";
  }
  return `The engine failed: ${message.split("\n")[0]}`;
}
