// An instance of the interpreter. All of its state is in its linear memory and its files: a copy of both goes on in another
// instance.

import { handedModule } from "../worker/compiled.js";
import { MAX_WASM_PAGES, WASM_PAGE_BYTES } from "../worker/shared_values.js";

/**
 * @import { ChargeableExports } from "../python/stack_charge.js"
 * @import { Wasi } from "./wasi.js"
 *
 * @typedef {object} OwnExports
 * @property {(code: number, bytes: number) => number} turn Runs Python code, whose buffer it frees.
 * @property {(bytes: number) => number} host_alloc Allocates memory, and returns 0 if it has no room.
 *
 * @typedef {OwnExports & ChargeableExports} InterpreterExports
 *
 * @typedef {(request: Uint8Array) => Uint8Array} CallHost Answers a request of the guest's.
 */

const { Instance: InterpreterInstance, Memory: LinearMemory } = WebAssembly;

/** What the import of the interpreter returns if its arguments are wrong. */
const HOST_FAULT = -2;

/**
 * Linear memory that cannot grow past a limit.
 *
 * @param {number} memoryBytes What it begins with
 * @param {number} maxBytes The limit
 */
export function newMemory(memoryBytes, maxBytes) {
  const initial = memoryBytes / WASM_PAGE_BYTES;
  const most = Math.floor(maxBytes / WASM_PAGE_BYTES);
  const maximum = Math.min(Math.max(initial, most), MAX_WASM_PAGES);
  return new LinearMemory({ initial, maximum });
}

/** Control memory for an interpreter that runs to its end. */
export function newControlMemory() {
  return new LinearMemory({ initial: 1, maximum: 1, shared: true });
}

/** An instance of the interpreter. */
export class Interpreter {
  #exports;
  #memory;

  /**
   * @param {object} parts
   * @param {WebAssembly.Memory} parts.memory Its memory, already filled
   * @param {WebAssembly.Memory} parts.control Its code traps while the first integer of this memory is not 0.
   * @param {Wasi} parts.wasi
   * @param {CallHost} parts.callHost
   */
  constructor({ memory, control, wasi, callHost }) {
    this.#memory = memory;
    const compiled = handedModule();
    if (compiled === undefined) throw new TypeError("There is no interpreter");
    const instance = new InterpreterInstance(compiled, {
      ...wasi.imports,
      host: {
        memory,
        control,
        /** @type {(at: number, bytes: number, answerAt: number, lengthAt: number) => number} */
        call: (at, bytes, answerAt, lengthAt) => {
          const request = this.#bytesAt(at, bytes);
          if (request === undefined) return HOST_FAULT;
          const answer = callHost(request.slice());
          return this.#answer(answer, answerAt, lengthAt);
        },
      },
    });
    // A cast, as no type says what a module exports.
    this.#exports = /** @type {InterpreterExports} */ (
      /** @type {unknown} */ (instance.exports)
    );
    wasi.attach(memory);
  }

  /** What it exports. */
  get exports() {
    return this.#exports;
  }

  /** Its memory. */
  get linearMemory() {
    return this.#memory;
  }

  /** The bytes of its memory. */
  get memory() {
    return new Uint8Array(this.#memory.buffer);
  }

  /**
   * Runs Python code in its module `__main__`.
   *
   * @param {Uint8Array} code
   * @returns {boolean} Whether it ran, and ended without an exception
   */
  turn(code) {
    const at = this.#write(code);
    return at !== undefined && this.#exports.turn(at, code.byteLength) === 0;
  }

  /**
   * @param {Uint8Array} answer
   * @param {number} answerAt
   * @param {number} lengthAt
   */
  #answer(answer, answerAt, lengthAt) {
    const at = this.#write(answer);
    const pointer = this.#bytesAt(answerAt, 4);
    const length = this.#bytesAt(lengthAt, 4);
    if (at === undefined || pointer === undefined || length === undefined) {
      return HOST_FAULT;
    }
    writeWord(pointer, at);
    writeWord(length, answer.byteLength);
    return 0;
  }

  /**
   * Puts bytes into memory that the guest frees.
   *
   * @param {Uint8Array} bytes
   * @returns {number | undefined} The address; nothing if there is no room
   */
  #write(bytes) {
    // No bytes take one, as no address stands for no room.
    const at = this.#exports.host_alloc(Math.max(1, bytes.byteLength)) >>> 0;
    const room = at === 0 ? undefined : this.#bytesAt(at, bytes.byteLength);
    room?.set(bytes);
    return room && at;
  }

  /**
   * @param {number} pointer
   * @param {number} bytes
   */
  #bytesAt(pointer, bytes) {
    const at = pointer >>> 0;
    const length = bytes >>> 0;
    const { buffer } = this.#memory;
    return at + length <= buffer.byteLength
      ? new Uint8Array(buffer, at, length)
      : undefined;
  }
}

/**
 * @param {Uint8Array} bytes
 * @param {number} value
 */
function writeWord(bytes, value) {
  new DataView(bytes.buffer, bytes.byteOffset).setUint32(0, value, true);
}
