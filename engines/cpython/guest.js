// One guest of the engine: an instance of the interpreter and its files.

import { packResponseFrame, readRequestFrame } from "../python/host_frames.js";
import { chargeStack } from "../python/stack_charge.js";
import { fillNatively, seededFill } from "./entropy.js";
import { GuestHost, INVALID } from "./guest_host.js";
import { Interpreter, newMemory } from "./interpreter.js";
import { newTree, PREOPENS } from "./library.js";
import {
  check,
  exited,
  GuestFailure,
  MEMORY_USED_UP,
  reasonOf,
} from "./outcomes.js";
import { ProgramFile } from "./program_file.js";
import { setStackLimits } from "./stack_limits.js";
import { TimePassed } from "./watchdog.js";
import { Wasi } from "./wasi.js";
import { ProcessExit } from "./wasi_system.js";

/**
 * @import { Delivered } from "../../core/protocol.ts"
 * @import { Isolation } from "../../core/languages.ts"
 * @import { HostRequests } from "../worker/host_requests.js"
 * @import { Output } from "../worker/output.js"
 * @import { FramedRequest, FramedResponse } from "../python/host_frames.js"
 * @import { ChargedFunctions } from "../python/stack_charge.js"
 * @import { GuestReport } from "./outcomes.js"
 * @import { FillRandom } from "./entropy.js"
 * @import { FileTree } from "./files.js"
 * @import { Watchdog } from "./watchdog.js"
 * @import { LibraryFile } from "./library.js"
 *
 * @typedef {Extract<Delivered, { type: "open" }>} OpenMessage
 * @typedef {Extract<Delivered, { type: "run" }>} RunMessage
 *
 * @typedef {object} Image What a guest starts from.
 * @property {readonly LibraryFile[]} library
 * @property {{ stackLimits: number, charged: ChargedFunctions }} config
 * @property {number} memoryBytes
 * @property {(memory: WebAssembly.Memory) => void} restore Fills fresh memory.
 * @property {(memory: WebAssembly.Memory) => void} overwrite Fills memory of this size that was in use.
 *
 * @typedef {{ readonly value?: string, readonly raised?: string }} Reported What a call returned, or the name of what it
 *   raised.
 *
 * @typedef {object} GuestOptions
 * @property {Image} image
 * @property {HostRequests} requests
 * @property {Int32Array} flags What is in the control memory.
 * @property {WebAssembly.Memory} controlMemory
 * @property {Watchdog} watchdog
 *
 * @typedef {{ readonly name: string, readonly arguments: readonly unknown[] }} Call A call of a function of the guest's
 *   side.
 */

const TURN = new TextEncoder().encode(
  "import sandglass_turn\nsandglass_turn.turn()",
);
const NO_ANSWER = new Uint8Array(0);
/** With less room than this part of its memory, an interpreter may fail in any way. */
const FULL_MARGIN = 1 / 20;
const NANOSECONDS = 1_000_000n;

/** One guest. */
export class Guest {
  /** Whether it cannot take another run. */
  broken = false;
  /**
   * How its opening failed, which is the outcome of its first run.
   *
   * @type {GuestReport | undefined}
   */
  failed;
  #image;
  #tree;
  #program;
  #wasi;
  #host;
  #watchdog;
  #control;
  #interpreter;
  #maxBytes;
  /** @type {OpenMessage | undefined} */
  #opening;
  /**
   * Its memory after the last run, if it is to be kept.
   *
   * @type {Uint8Array | undefined}
   */
  #memoryBefore;
  /**
   * Its files and what it has open, as they were before the current run.
   *
   * @type {{ tree: FileTree, wasi: ReturnType<Wasi["save"]> } | undefined}
   */
  #filesBefore;
  /** @type {FillRandom} */
  #fill = fillNatively;
  /** @type {Call | undefined} The call that the next turn makes. */
  #call;
  /** @type {Reported | undefined} What it reported. */
  #reported;
  /** @type {(isolation: Isolation) => void} */
  #limitStack = () => {};

  /**
   * @param {GuestOptions} options
   * @param {number} maxBytes The limit of its memory
   * @param {Guest} [before] The guest before, which is gone
   */
  constructor(
    { image, requests, flags, controlMemory, watchdog },
    maxBytes,
    before,
  ) {
    this.#host = new GuestHost({ requests, flags });
    this.#control = controlMemory;
    this.#watchdog = watchdog;
    this.#image = image;
    this.#maxBytes = maxBytes;
    this.#tree = newTree(image.library);
    this.#program = new ProgramFile(this.#tree);
    this.#wasi = this.#newWasi();
    this.#interpreter = this.#newInterpreter(this.#imageMemory(before));
  }

  /**
   * Memory as the image has it.
   *
   * @param {Guest} [before] The guest before, whose memory is written over if it has the right size. That takes a quarter
   *   of the time, as new memory has to be found, and cleared by the system
   */
  #imageMemory(before) {
    const { memoryBytes, overwrite, restore } = this.#image;
    if (
      before?.maxBytes === this.#maxBytes && before.memoryBytes === memoryBytes
    ) {
      const memory = before.#interpreter.linearMemory;
      overwrite(memory);
      return memory;
    }
    const memory = newMemory(memoryBytes, this.#maxBytes);
    restore(memory);
    return memory;
  }

  #newWasi() {
    return new Wasi({
      tree: this.#tree,
      args: [],
      env: {},
      preopens: PREOPENS,
      clocks: {
        realtime: () => BigInt(Date.now()) * NANOSECONDS,
        monotonic: () => BigInt(Math.round(performance.now() * 1e6)),
      },
      random: (view) => this.#fill(view),
      // The C library would try again and again after an interrupt.
      readStdin: (maxBytes) => this.#host.read(maxBytes) ?? NO_ANSWER,
      write: (fd, bytes) => this.#host.write(fd, bytes),
      sleep: (ms) => this.#host.sleep(ms),
    });
  }

  /** @param {WebAssembly.Memory} memory */
  #newInterpreter(memory) {
    const { config } = this.#image;
    const interpreter = new Interpreter({
      memory,
      control: this.#control,
      wasi: this.#wasi,
      callHost: (request) => this.#serve(request),
    });
    chargeStack(interpreter.exports, config.charged);
    this.#limitStack = (isolation) =>
      setStackLimits(memory, config.stackLimits, isolation);
    return interpreter;
  }

  /** The limit of its memory. */
  get maxBytes() {
    return this.#maxBytes;
  }

  /** The size of its memory. */
  get memoryBytes() {
    return this.#interpreter.memory.byteLength;
  }

  /** Whether the last run made or changed files. */
  get changed() {
    if (this.broken) return false;
    const { entries = [] } = this.serveFiles({ op: "changes", from: 0 });
    return /** @type {unknown[]} */ (entries).length > 0;
  }

  /**
   * Gives it what it may use, before it runs.
   *
   * @param {OpenMessage} message
   */
  open(message) {
    this.#opening = message;
    const { entropy, seeded, fileBytes, maxFiles, grants } = message;
    if (seeded) this.#fill = seededFill(entropy);
    for (const { path } of grants.mounts) {
      this.#tree.addMount(path, this.#host.tell);
    }
    this.#tree.limit({ fileBytes, maxFiles });
    this.#configure(message);
  }

  /** @param {OpenMessage} message */
  #configure({ isolation, entropy, env, args, callBytes, grants, value }) {
    this.#limitStack(isolation);
    const settings = { env, args, callBytes, grants, seed: entropy.join(":") };
    try {
      this.#callGuest("configure", JSON.stringify(settings));
      if (value !== undefined) this.#callGuest("set_globals", value);
    } catch (thrown) {
      this.failed = this.#explain(thrown);
    }
  }

  /** Goes through a program, for a guest that is thrown away. */
  rehearse() {
    this.#tree.limit({ fileBytes: 0, maxFiles: 0 });
    const grants = { functions: [], mounts: [], network: false };
    const settings = {
      env: {},
      args: [],
      callBytes: 0,
      grants,
      seed: "1:2:3:4",
    };
    this.#callGuest("configure", JSON.stringify(settings));
    this.#callGuest("run", "1 + 1", "main.py", "", 100, false, "none", true);
    this.#callGuest("end");
  }

  /**
   * @param {RunMessage} message
   * @param {Output} output
   * @returns {GuestReport}
   */
  run(message, output) {
    if (this.failed !== undefined) {
      this.broken = true;
      return this.failed;
    }
    const { code, valueBytes, repr, echo, value, last = false } = message;
    this.#tree.changed.clear();
    this.#keepFiles(message);
    const { name, path } = this.#program.place(message);
    this.#host.begin(message.run, output);
    // An earlier run may have closed them.
    this.#wasi.renewStreams();
    try {
      const report = this.#watchdog.watch(
        this.#filesBefore && message.timeoutMs,
        () =>
          this.#callGuest(
            "run",
            ...[code, name, path, valueBytes, repr, echo, last, value ?? null],
          ),
      );
      if (last) this.#end(output);
      const ended = check(JSON.parse(report));
      if (ended.full === true) this.broken = true;
      return ended;
    } catch (thrown) {
      return this.#explain(thrown);
    } finally {
      this.#host.end();
    }
  }

  /**
   * Ends the program. A failure here does not change its outcome.
   *
   * @param {Output} output
   */
  #end(output) {
    try {
      this.#callGuest("end");
    } catch (thrown) {
      this.broken = true;
      const { reason = "" } = this.#explain(thrown);
      if (reason === "") return;
      output.write(2, `The end of the program failed: ${reason}\n`);
    }
  }

  /**
   * Keeps its files for the case that the run has to be undone.
   *
   * @param {RunMessage} message
   */
  #keepFiles({ keepsState, last }) {
    this.#filesBefore = keepsState && !last
      ? { tree: this.#tree.clone(), wasi: this.#wasi.save() }
      : undefined;
  }

  /** Whether a run that lost the interpreter can be undone. */
  get isRestorable() {
    return this.#filesBefore !== undefined && this.failed === undefined;
  }

  /** Makes itself ready for another run, after its outcome was reported: undoes the run, or keeps what it made. */
  settle() {
    if (!this.isRestorable) return;
    if (this.broken) this.#restore();
    else {this.#memoryBefore = copyOver(
        this.#memoryBefore,
        this.#interpreter.memory,
      );}
  }

  /** Has the state that was there before the run. */
  #restore() {
    const { tree, wasi } = this.#filesBefore ?? {};
    if (tree === undefined || wasi === undefined) return;
    this.broken = false;
    this.#tree = tree;
    this.#program.continueIn(tree);
    this.#wasi = this.#newWasi();
    this.#wasi.restore(wasi);
    const bytes = this.#memoryBefore;
    // An interrupt that was on its way to the run may still arrive.
    do {
      this.#host.clearInterrupt();
      this.failed = undefined;
      this.#interpreter = this.#newInterpreter(this.#memoryWith(bytes));
      // Before the first run, what it was opened with is not in its memory.
      if (bytes === undefined && this.#opening !== undefined) {
        this.#configure(this.#opening);
      }
    } while (this.failed !== undefined && this.#host.isInterrupted);
  }

  /**
   * Memory with a copy in it: that of the lost instance, if it has the size of the copy, so that no old ones pile up.
   *
   * @param {Uint8Array | undefined} bytes Nothing for what the image has
   */
  #memoryWith(bytes) {
    if (bytes === undefined) return this.#imageMemory();
    const lost = this.#interpreter.linearMemory;
    const memory = lost.buffer.byteLength === bytes.byteLength
      ? lost
      : newMemory(bytes.byteLength, this.#maxBytes);
    new Uint8Array(memory.buffer).set(bytes);
    return memory;
  }

  /**
   * Carries out a guest file request.
   *
   * @param {Parameters<import("./files.js").FileTree["serve"]>} request
   */
  serveFiles(...request) {
    return this.#tree.serve(...request);
  }

  /**
   * Calls a function of the guest's side.
   *
   * @param {string} name
   * @param {readonly unknown[]} args
   * @returns {string} What it returned
   * @throws {GuestFailure} If it raised, or reported nothing
   * @throws {unknown} What ended the interpreter
   */
  #callGuest(name, ...args) {
    this.#call = { name, arguments: args };
    this.#reported = undefined;
    this.#interpreter.turn(TURN);
    // A cast, as the turn has set it.
    const reported = /** @type {Reported | undefined} */ (this.#reported);
    if (reported?.value !== undefined) return reported.value;
    throw new GuestFailure(reported?.raised ?? "SystemError");
  }

  /**
   * What a failure of a call means for its run. The interpreter is lost, unless it could report.
   *
   * @param {unknown} thrown
   * @returns {GuestReport}
   */
  #explain(thrown) {
    if (thrown instanceof GuestFailure) {
      if (thrown.message === "KeyboardInterrupt") {
        return { status: "interrupted" };
      }
      this.broken = true;
      if (thrown.message === "MemoryError" || this.#isFull) {
        return MEMORY_USED_UP;
      }
      const reason = `The interpreter failed: ${thrown.message}`;
      return { status: "crashed", reason };
    }
    this.broken = true;
    if (thrown instanceof ProcessExit) {
      // The guest has ended itself.
      this.#filesBefore = undefined;
      return exited(thrown.exitCode);
    }
    if (thrown instanceof TimePassed || this.#host.isInterrupted) {
      return { status: "interrupted" };
    }
    if (this.#isFull) return MEMORY_USED_UP;
    return { status: "crashed", reason: reasonOf(thrown) };
  }

  /** Whether its memory can hardly grow: then it may fail in any way. */
  get #isFull() {
    return this.#maxBytes - this.memoryBytes < FULL_MARGIN * this.#maxBytes;
  }

  /** @param {Uint8Array} frame */
  #serve(frame) {
    const request = readRequestFrame(frame);
    if (request === undefined) return packResponseFrame(INVALID);
    const response = this.#respond(request);
    if (response !== undefined) return packResponseFrame(response);
    this.#host.heedInterrupt();
    return NO_ANSWER;
  }

  /**
   * @param {FramedRequest} request
   * @returns {FramedResponse | undefined} Nothing if it was interrupted
   */
  #respond(request) {
    switch (request.service) {
      case "turn":
        return { value: this.#call };
      case "returned":
        this.#reported = { value: request.request };
        return { value: null };
      case "raised":
        this.#reported = { raised: request.request };
        return { value: null };
      default:
        return this.#host.respond(request);
    }
  }
}

/**
 * Copies bytes, where there is room.
 *
 * @param {Uint8Array | undefined} target Of an earlier copy
 * @param {Uint8Array} source
 */
function copyOver(target, source) {
  if (target?.byteLength !== source.byteLength) return source.slice();
  target.set(source);
  return target;
}
