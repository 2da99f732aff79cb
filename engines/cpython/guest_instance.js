// The instance of the interpreter that a guest has, with its files and what is open of them. Linear memory and files are all
// of its state: the instance goes on in a copy of both.

import { packResponseFrame, readRequestFrame } from "../python/host_frames.js";
import { chargeStack } from "../python/stack_charge.js";
import { fillNatively, seededFill } from "./entropy.js";
import { INVALID } from "./guest_host.js";
import { Interpreter, newMemory } from "./interpreter.js";
import { newTree, PREOPENS } from "./library.js";
import { GuestFailure } from "./outcomes.js";
import { ProgramFile } from "./program_file.js";
import { setStackLimits } from "./stack_limits.js";
import { Wasi } from "./wasi.js";

/**
 * @import { Isolation } from "../../core/languages.ts"
 * @import { FramedRequest, FramedResponse } from "../python/host_frames.js"
 * @import { ChargedFunctions } from "../python/stack_charge.js"
 * @import { FillRandom } from "./entropy.js"
 * @import { FileTree } from "./files.js"
 * @import { GuestHost } from "./guest_host.js"
 * @import { LibraryFile } from "./library.js"
 * @import { Site } from "../python/packed_site.js"
 *
 * @typedef {object} Image What a guest starts from.
 * @property {readonly LibraryFile[]} library
 * @property {Site} [site] Packages that the host adds.
 * @property {{ stackLimits: number, charged: ChargedFunctions }} config
 * @property {number} memoryBytes
 * @property {(memory: WebAssembly.Memory) => void} restore Fills fresh memory.
 * @property {(memory: WebAssembly.Memory) => void} overwrite Fills memory of this size that was in use.
 *
 * @typedef {{ readonly value?: string, readonly raised?: string }} Reported What a call returned, or the name of what it
 *   raised.
 *
 * @typedef {{ readonly tree: FileTree, readonly wasi: ReturnType<Wasi["save"]> }} SavedFiles Files, and what is open.
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

/** An instance, until its memory and files are replaced. */
export class GuestInstance {
  #image;
  #control;
  #host;
  #maxBytes;
  #tree;
  #program;
  #wasi;
  #interpreter;
  /** @type {FillRandom} */
  #fill = fillNatively;
  /** @type {Call | undefined} The call that the next turn makes. */
  #call;
  /** @type {Reported | undefined} What it reported. */
  #reported;
  /** @type {(isolation: Isolation) => void} */
  #limitStack = () => {};

  /**
   * @param {{ image: Image, controlMemory: WebAssembly.Memory, host: GuestHost }} parts
   * @param {number} maxBytes The limit of its memory
   * @param {GuestInstance} [before] The instance of the guest before, which is gone
   */
  constructor({ image, controlMemory, host }, maxBytes, before) {
    this.#image = image;
    this.#control = controlMemory;
    this.#host = host;
    this.#maxBytes = maxBytes;
    this.#tree = newTree(image.library, image.site);
    this.#program = new ProgramFile(this.#tree);
    this.#wasi = this.#newWasi();
    this.#interpreter = this.#newInterpreter(this.#imageMemory(before));
  }

  /**
   * Memory as the image has it.
   *
   * @param {GuestInstance} [before] The instance before, whose memory is written over if it has the right size. That takes a
   *   quarter of the time, as new memory has to be found, and cleared by the system
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

  /** Whether it has packages that the host added. */
  get hasSite() {
    return this.#image.site !== undefined;
  }

  /** The limit of its memory. */
  get maxBytes() {
    return this.#maxBytes;
  }

  /** The size of its memory. */
  get memoryBytes() {
    return this.#interpreter.memory.byteLength;
  }

  /** Whether its memory can hardly grow: then it may fail in any way. */
  get isFull() {
    return this.#maxBytes - this.memoryBytes < FULL_MARGIN * this.#maxBytes;
  }

  /** Its files. */
  get tree() {
    return this.#tree;
  }

  /** Puts the program of each run into a file. */
  get program() {
    return this.#program;
  }

  /**
   * Fills with bytes that a seed determines, from now on.
   *
   * @param {Parameters<typeof seededFill>[0]} entropy
   */
  seed(entropy) {
    this.#fill = seededFill(entropy);
  }

  /** @param {Isolation} isolation */
  limitStack(isolation) {
    this.#limitStack(isolation);
  }

  /** Opens the standard streams that the guest has closed. */
  renewStreams() {
    this.#wasi.renewStreams();
  }

  /**
   * Saves its files and what it has open.
   *
   * @returns {SavedFiles}
   */
  saveFiles() {
    return { tree: this.#tree.clone(), wasi: this.#wasi.save() };
  }

  /**
   * Goes on with files that were saved.
   *
   * @param {SavedFiles} saved
   */
  restoreFiles({ tree, wasi }) {
    this.#tree = tree;
    this.#program.continueIn(tree);
    this.#wasi = this.#newWasi();
    this.#wasi.restore(wasi);
  }

  /**
   * Copies its memory.
   *
   * @param {Uint8Array | undefined} target An earlier copy, which is reused if it has the same size
   */
  saveMemory(target) {
    return copyOver(target, this.#interpreter.memory);
  }

  /**
   * Goes on in a new instance.
   *
   * @param {Uint8Array | undefined} bytes A copy of its memory; nothing for what the image has
   */
  restoreMemory(bytes) {
    this.#interpreter = this.#newInterpreter(this.#memoryWith(bytes));
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
   * Calls a function of the guest's side.
   *
   * @param {string} name
   * @param {readonly unknown[]} args
   * @returns {string} What it returned
   * @throws {GuestFailure} If it raised, or reported nothing
   * @throws {unknown} What ended the interpreter
   */
  call(name, ...args) {
    this.#call = { name, arguments: args };
    this.#reported = undefined;
    this.#interpreter.turn(TURN);
    // A cast, as the turn has set it.
    const reported = /** @type {Reported | undefined} */ (this.#reported);
    if (reported?.value !== undefined) return reported.value;
    throw new GuestFailure(reported?.raised ?? "SystemError");
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
