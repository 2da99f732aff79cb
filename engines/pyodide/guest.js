// One guest of the Pyodide engine, as its worker drives it.

import {
  byteLengthOf,
  copyInto,
  encodeUtf8,
  isInteger,
  load,
  NativeNumber,
  NativePromise,
  NativeString,
  NativeTypeError,
  NativeUint8Array,
  newTextStream,
  parse,
  setClear,
  store,
  stringIncludes,
  stringIndexOf,
  stringSlice,
  viewOf,
  wait,
  waitAsync,
} from "../worker/intrinsics.js";
import { growth } from "./interpreter.js";

/**
 * @import { Delivered, DoneMessage } from "../../core/protocol.ts"
 * @import { HostRequests } from "../worker/host_requests.js"
 * @import { Output, StreamFd } from "../worker/output.js"
 * @import { FsNode } from "./emscripten_fs.ts"
 * @import { ProgramFile } from "./program_file.js"
 * @import { Pyodide } from "./pyodide.ts"
 *
 * @typedef {Omit<DoneMessage, "type" | "run">} GuestReport
 */

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
  /**
   * How setting its first globals failed, which is the outcome of its first run.
   *
   * @type {GuestReport | undefined}
   */
  failed;
  #run;
  #end;
  #setGlobals;
  #stop;
  #prepare;
  #rehearseEnd;
  #requests;
  #program;
  #flags;
  #wasInterrupted = false;
  /** @type {Output | undefined} */
  #output;
  #decoders = { 1: newTextStream(), 2: newTextStream() };
  #unread = new NativeUint8Array(0);
  #changed;
  /**
   * Ends the run when the interpreter is lost, because pending promises then never settle.
   *
   * @type {((error: unknown) => void) | undefined}
   */
  #lose;
  /**
   * Why the interpreter is lost, in a list of one.
   *
   * @type {unknown[]}
   */
  #losses = [];

  /**
   * @before-guest a worker has one, from its start
   * @param {Pyodide} pyodide
   * @param {{ requests: HostRequests, changed: Set<FsNode>, program: ProgramFile, flags: Int32Array }} parts
   */
  constructor(pyodide, { requests, changed, program, flags }) {
    this.#flags = flags;
    pyodide._api.on_fatal = (error) => {
      this.#losses = [error];
      this.#lose?.(error);
    };
    this.#pyodide = pyodide;
    this.#requests = requests;
    this.#program = program;
    this.#changed = changed;
    const guest = pyodide.pyimport("sandglass_guest");
    this.#run = guest.run;
    this.#end = guest.end;
    this.configure = guest.configure;
    this.#setGlobals = guest.set_globals;
    this.#stop = guest.stop;
    this.#prepare = guest.prepare;
    this.#rehearseEnd = guest.rehearse_end;
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
    await this.#call(() =>
      this.#run.callPromising("0", "main.py", "", 100, false, "none", true)
    );
  }

  /** The same with all that belongs to a program, from its file to its end, for a worker that has time before its guest. */
  async rehearseProgram() {
    const { name, path } = this.#program.rehearse();
    await this.#call(() =>
      this.#run.callPromising("0", name, path, 100, false, "none", true)
    );
    await this.#call(() => this.#rehearseEnd.callPromising());
    this.#program.forget();
  }

  /**
   * Sets the globals that it starts with.
   *
   * @param {string} globals
   */
  open(globals) {
    growth.refused = false;
    try {
      this.#setGlobals(globals);
    } catch (thrown) {
      if (!growth.refused && typeOf(thrown) !== "MemoryError") throw thrown;
      this.failed = OUT_OF_MEMORY;
    }
  }

  /**
   * @param {Extract<Delivered, { type: "run" }>} message
   * @param {Output} output
   * @returns {Promise<GuestReport>}
   */
  async run(message, output) {
    if (this.failed !== undefined) {
      this.broken = true;
      return this.failed;
    }
    this.#output = output;
    const { code, valueBytes, repr, echo, value: globals } = message;
    const { name, path } = this.#program.place(message);
    this.#requests.begin(message.run);
    this.#decoders = { 1: newTextStream(), 2: newTextStream() };
    this.#unread = new NativeUint8Array(0);
    growth.refused = false;
    setClear(this.#changed);
    this.#wasInterrupted = false;
    this.#restoreDescriptors();
    try {
      const last = message.last === true;
      const call = () =>
        this.#run.callPromising(
          code,
          name,
          path,
          valueBytes,
          repr,
          echo,
          last,
          globals,
        );
      // Its handler has no turn before this run.
      if (last) this.#heedInterrupt();
      const report = await this.#unlessLost(() =>
        last ? this.#call(call) : call()
      );
      if (message.last) await this.#endProgram(output);
      output.write(1, this.#decoders[1]());
      output.write(2, this.#decoders[2]());
      return check(parse(report));
    } catch (thrown) {
      // An interrupt may also hit what surrounds the guest's code. Then it has done its work, and nothing is lost.
      if (typeOf(thrown) === "KeyboardInterrupt") {
        return { status: "interrupted" };
      }
      this.broken = true;
      // An interpreter that has no memory left may fail in any way.
      if (growth.refused) return OUT_OF_MEMORY;
      const exitCode = exitCodeOf(thrown);
      if (exitCode !== undefined) {
        output.write(1, this.#decoders[1]());
        output.write(2, this.#decoders[2]());
        return exited(exitCode);
      }
      return { status: "crashed", reason: explain(thrown) };
    } finally {
      this.#requests.end();
    }
  }

  /**
   * Calls Python, until it returns or is lost.
   *
   * @template Value
   * @param {() => Promise<Value>} call
   * @returns {Promise<Value>}
   */
  #unlessLost(call) {
    return new NativePromise((resolve, reject) => {
      if (this.#losses.length > 0) return reject(this.#losses[0]);
      this.#lose = reject;
      settle(call(), resolve, reject);
    });
  }

  /**
   * Calls Python at once. Pyodide takes a turn of the event loop before such a call, so that nothing else is on the stack.
   * Nothing is here. A session still takes these turns, since the engine of JavaScript tidies up in them.
   *
   * @template Value
   * @param {() => Promise<Value>} call
   * @returns {Promise<Value>}
   */
  #call(call) {
    const { _api: api } = this.#pyodide;
    const { scheduleCallback } = api;
    api.scheduleCallback = (callback) => callback();
    try {
      return call();
    } finally {
      api.scheduleCallback = scheduleCallback;
    }
  }

  /**
   * Ends the program. A failure here does not change its outcome.
   *
   * @param {Output} output
   */
  async #endProgram(output) {
    try {
      await this.#unlessLost(() => this.#call(() => this.#end.callPromising()));
    } catch (thrown) {
      if (typeOf(thrown) === "KeyboardInterrupt") return;
      this.broken = true;
      output.write(2, `The end of the program failed: ${explain(thrown)}\n`);
    }
  }

  /** Undoes what an earlier run may have done to descriptors 0 to 2: closed them, or put others in their place. */
  #restoreDescriptors() {
    const { streams } = this.#pyodide.FS;
    for (let fd = 0; fd < this.#standardStreams.length; fd++) {
      const stream = this.#standardStreams[fd];
      if (!stream) continue;
      stream.fd = fd;
      streams[fd] = stream;
    }
  }

  /**
   * Ends the waits of Python after an interrupt. Python checks for interrupts while it computes. While it waits on the
   * event loop, only this function checks.
   *
   * @param {Int32Array} flags
   */
  async heedInterrupts(flags) {
    for (;;) {
      await waitAsync(flags, 0, 0).value;
      this.#heedInterrupt();
    }
  }

  #heedInterrupt() {
    if (load(this.#flags, 0) === 0) return;
    store(this.#flags, 0, 0);
    this.#stop();
  }

  /** Sends what was held back of its output. */
  flush() {
    this.#output?.flush();
  }

  /**
   * Waits, until a time has passed or the guest is interrupted. Answers nothing for an interrupt, after which Python's
   * handlers run; if these do not end the wait, it is asked again, and then ends.
   *
   * @param {string} seconds
   */
  wait(seconds) {
    if (this.#wasInterrupted) {
      this.#wasInterrupted = false;
      return { value: false };
    }
    this.flush();
    const ms = NativeNumber(seconds) * 1000;
    // A text that is not a number becomes NaN, for which it does not wait.
    if (ms > 0) wait(this.#flags, 0, 0, ms);
    this.#wasInterrupted = load(this.#flags, 0) !== 0;
    return this.#wasInterrupted ? undefined : { value: true };
  }

  /**
   * Calls a host function without a wait; answers the number of the request.
   *
   * @param {string} request
   */
  begin(request) {
    this.flush();
    return { value: this.#requests.send("function", request) };
  }

  /**
   * Waits for the response to a call that was begun; answers null if it does not arrive in time. An interrupt ends the
   * wait as it does in `wait()`.
   *
   * @param {string} milliseconds
   */
  awaitResponse(milliseconds) {
    if (this.#wasInterrupted) {
      this.#wasInterrupted = false;
      return { value: null };
    }
    const ms = NativeNumber(milliseconds);
    const response = this.#requests.next(ms > 0 ? ms : 0);
    if (response !== undefined) return { value: response };
    this.#wasInterrupted = load(this.#flags, 0) !== 0;
    return this.#wasInterrupted ? undefined : { value: null };
  }

  /**
   * Shows what Python displays; answers whether there was room for it.
   *
   * @param {string} request
   */
  show(request) {
    try {
      return { value: this.#output?.show(parse(request)) ?? false };
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

/**
 * Forwards the result of a promise without calling methods that a guest may have replaced.
 *
 * @template Value
 * @param {Promise<Value>} promise
 * @param {(value: Value) => void} resolve
 * @param {(error: unknown) => void} reject
 */
async function settle(promise, resolve, reject) {
  try {
    resolve(await promise);
  } catch (error) {
    reject(error);
  }
}

/**
 * A guest that spoils its own report is not to be waited for.
 *
 * @param {{ status?: unknown } | null} report
 * @returns {GuestReport}
 */
function check(report) {
  // A cast: anything may be in it, as the guest may have forged it. The host parses it.
  if (typeof report?.status === "string") {
    return /** @type {GuestReport} */ (report);
  }
  throw new NativeTypeError("The report of the run is invalid");
}

/**
 * @typedef {object} Thrown What the interpreter throws, as far as it is used; anything may be thrown.
 * @property {string} [type] The name of a Python error.
 * @property {number} [status] The exit status of the interpreter.
 * @property {string} [message]
 */

/** @param {unknown} thrown */
function typeOf(thrown) {
  return /** @type {Thrown | null | undefined} */ (thrown)?.type;
}

/**
 * The status with which a guest ended its interpreter (`os._exit`), if it did.
 *
 * @param {unknown} thrown
 */
function exitCodeOf(thrown) {
  const status = /** @type {Thrown | null | undefined} */ (thrown)?.status;
  return isInteger(status) ? status : undefined;
}

/**
 * The report of a guest that ended its interpreter.
 *
 * @param {number} exitCode
 * @returns {GuestReport}
 */
function exited(exitCode) {
  if (exitCode === 0) return { status: "ok" };
  const message = NativeString(exitCode);
  const traceback = `SystemExit: ${message}`;
  const error = { name: "SystemExit", message, traceback, exitCode };
  return { status: "error", error };
}

/** @param {unknown} error */
function explain(error) {
  const thrown = /** @type {Thrown | null | undefined} */ (error);
  const message = NativeString(thrown?.message ?? thrown);
  if (stringIncludes(message, "call stack")) {
    return "The guest's recursion overflowed the stack of the engine";
  }
  const end = stringIndexOf(message, "\n");
  const line = end < 0 ? message : stringSlice(message, 0, end);
  return `The engine failed: ${line}`;
}
