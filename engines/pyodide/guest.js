// One guest of the Pyodide engine, as its worker drives it.

import {
  load,
  NativeNumber,
  parse,
  setClear,
  store,
  wait,
  waitAsync,
} from "../worker/intrinsics.js";
import { growth } from "./interpreter.js";
import {
  checkReport,
  exitCodeOf,
  exited,
  explain,
  InterpreterLoss,
  OUT_OF_MEMORY,
  typeOf,
} from "./outcomes.js";
import { StandardStreams } from "./standard_streams.js";

/**
 * @import { Delivered } from "../../core/protocol.ts"
 * @import { HostRequests } from "../worker/host_requests.js"
 * @import { Output } from "../worker/output.js"
 * @import { FsNode } from "./emscripten_fs.ts"
 * @import { GuestReport } from "./outcomes.js"
 * @import { ProgramFile } from "./program_file.js"
 * @import { Pyodide } from "./pyodide.ts"
 */

/** One guest: an interpreter, as its worker drives it. */
export class Guest {
  broken = false;
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
  #api;
  #requests;
  #program;
  #flags;
  #wasInterrupted = false;
  /** @type {Output | undefined} */
  #output;
  #streams;
  #changed;
  #loss;

  /**
   * @before-guest a worker has one, from its start
   * @param {Pyodide} pyodide
   * @param {{ requests: HostRequests, changed: Set<FsNode>, program: ProgramFile, flags: Int32Array }} parts
   */
  constructor(pyodide, { requests, changed, program, flags }) {
    this.#flags = flags;
    this.#loss = new InterpreterLoss(pyodide);
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
    this.#api = pyodide._api;
    this.#streams = new StandardStreams(pyodide, requests);
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
    growth.refused = false;
    setClear(this.#changed);
    this.#wasInterrupted = false;
    this.#streams.begin(output);
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
      const report = await this.#loss.unlessLost(() =>
        last ? this.#call(call) : call()
      );
      if (message.last) await this.#endProgram(output);
      this.#streams.end();
      const ended = checkReport(parse(report));
      if (ended.full === true) this.broken = true;
      return ended;
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
        this.#streams.end();
        return exited(exitCode);
      }
      return { status: "crashed", reason: explain(thrown) };
    } finally {
      this.#requests.end();
    }
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
    const api = this.#api;
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
      await this.#loss.unlessLost(() =>
        this.#call(() => this.#end.callPromising())
      );
    } catch (thrown) {
      if (typeOf(thrown) === "KeyboardInterrupt") return;
      this.broken = true;
      output.write(2, `The end of the program failed: ${explain(thrown)}\n`);
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
    this.#streams.flush();
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
}
