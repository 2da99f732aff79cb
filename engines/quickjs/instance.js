// Instances of the engine: compiled once, and each with a memory of its own that cannot grow past its cap.

import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
} from "npm:quickjs-emscripten-core@0.32.0";
import { QuickJSFFI } from "npm:@jitl/quickjs-wasmfile-release-sync@0.32.0/ffi";
import loadModule from "npm:@jitl/quickjs-wasmfile-release-sync@0.32.0/emscripten-module";
import {
  apply,
  bufferBytes,
  ceil,
  copyInto,
  copyOf,
  defineProperty,
  entries,
  max,
  memoryBuffer,
  min,
  NativeRangeError,
  NativeUint8Array,
  push,
} from "../worker/intrinsics.js";
import { WASM_PAGE_BYTES } from "../worker/shared_values.js";
// @ts-types="./wasm.d.ts"
import { compiledModule } from "./wasm.js";

const { Memory } = WebAssembly;
export const { Instance } = WebAssembly;
const growNatively = Memory.prototype.grow;

/** What 32-bit linear memory can have at the most, of which a guest gets what its limit says. */
const MAX_PAGES = 32_768;
/** What of linear memory is copied or left out as a whole, in 64-bit units: a page of the machine. */
const COPIED_WORDS = 512;
const COPIED_BYTES = 8 * COPIED_WORDS;
export const NativeBigInt64Array = BigInt64Array;
/** What an instance has of linear memory from the start. */
const INITIAL_BYTES = 16_777_216;

/**
 * @import { Hooks } from "./hooks.js"
 * @import { QuickJSSyncVariant } from "npm:quickjs-emscripten-core@0.32.0"
 *
 * @typedef {object} MemoryCopy The pages of a memory that are not zero, as runs of bytes.
 * @property {number} bytes The size of the memory.
 * @property {readonly { at: number, bytes: Uint8Array }[]} pieces
 */

/** @type {QuickJSSyncVariant} */
const VARIANT = {
  type: "sync",
  importFFI: async () => await QuickJSFFI,
  importModuleLoader: async () => await loadModule,
};

/**
 * A fresh instance of the engine in a memory.
 *
 * @param {WebAssembly.Memory} wasmMemory
 * @param {Hooks} hooks What the engine tells of what happens in it
 */
export function instantiate(wasmMemory, hooks) {
  const emscriptenModule = {
    /**
     * @param {WebAssembly.Imports} imports
     * @param {(instance: WebAssembly.Instance) => void} done
     */
    instantiateWasm: (imports, done) => {
      const instance = new Instance(compiledModule(), imports);
      // A cast, as the patched engine has it.
      hooks.addTo(
        /** @type {WebAssembly.Table} */ (instance.exports.table),
      );
      const exports = noteLosses(instance.exports, hooks);
      // A cast, as nothing but the exports is used of it.
      done(/** @type {WebAssembly.Instance} */ ({ exports }));
      return exports;
    },
  };
  return newQuickJSWASMModuleFromVariant(
    newVariant(VARIANT, { wasmMemory, emscriptenModule }),
  );
}

/**
 * The exports of an instance, which note what they throw.
 *
 * @param {WebAssembly.Exports} exports
 * @param {Hooks} hooks
 */
function noteLosses(exports, hooks) {
  const pairs = entries(exports);
  /** @type {WebAssembly.Exports} */
  const noting = {};
  for (let i = 0; i < pairs.length; i++) {
    const value = pairs[i][1];
    noting[pairs[i][0]] = typeof value !== "function"
      ? value
      : /** @type {(...values: unknown[]) => unknown} */ (...values) => {
        try {
          return apply(value, undefined, values);
        } catch (thrown) {
          if (hooks.losses.length === 0) push(hooks.losses, thrown);
          throw thrown;
        }
      };
  }
  return noting;
}

/**
 * Whether a page of memory, at a byte, is zero.
 *
 * @param {BigInt64Array} words
 * @param {number} at
 */
function isEmpty(words, at) {
  const first = at / 8;
  for (let i = first; i < first + COPIED_WORDS; i++) {
    if (words[i] !== 0n) return false;
  }
  return true;
}

/** Linear memory with a cap. */
export class CappedMemory {
  /** The memory itself. */
  memory = new Memory({
    initial: INITIAL_BYTES / WASM_PAGE_BYTES,
    maximum: MAX_PAGES,
  });
  /** Whether more memory was requested than allowed. The reader resets it. */
  exhausted = false;
  #capBytes = INITIAL_BYTES;

  constructor() {
    defineProperty(this.memory, "grow", {
      /** @param {number} pages */
      value: (pages) => this.#grow(pages),
    });
  }

  /** Its size in bytes. */
  get bytes() {
    return bufferBytes(memoryBuffer(this.memory));
  }

  /**
   * Sets the cap, in bytes.
   *
   * @param {number} bytes
   */
  limit(bytes) {
    // One page less than the whole, past which the engine does not ask, and would not be seen to run out.
    const most = (MAX_PAGES - 1) * WASM_PAGE_BYTES;
    this.#capBytes = min(max(INITIAL_BYTES, bytes), most);
  }

  /**
   * A copy of the pages that are not zero, by far the fewest: the stack alone is 5 MB of nothing.
   *
   * @returns {MemoryCopy}
   */
  copy() {
    const buffer = memoryBuffer(this.memory);
    const words = new NativeBigInt64Array(buffer);
    const whole = new NativeUint8Array(buffer);
    const wholeBytes = this.bytes;
    /** @type {{ at: number, bytes: Uint8Array }[]} */
    const pieces = [];
    for (let at = 0; at < wholeBytes;) {
      let end = at;
      while (end < wholeBytes && !isEmpty(words, end)) end += COPIED_BYTES;
      if (end > at) push(pieces, { at, bytes: copyOf(whole, at, end) });
      // The page at the end is empty, or past it.
      at = end + COPIED_BYTES;
    }
    return { bytes: wholeBytes, pieces };
  }

  /**
   * Fills fresh, hence empty, memory with a copy.
   *
   * @param {MemoryCopy} copy
   */
  restore({ bytes, pieces }) {
    const missing = bytes - this.bytes;
    if (missing > 0) this.#growBy(ceil(missing / WASM_PAGE_BYTES));
    const whole = new NativeUint8Array(memoryBuffer(this.memory));
    for (let i = 0; i < pieces.length; i++) {
      copyInto(whole, pieces[i].bytes, pieces[i].at);
    }
  }

  /**
   * @param {number} pages
   * @returns {number}
   */
  #grow(pages) {
    if (this.bytes + pages * WASM_PAGE_BYTES > this.#capBytes) {
      this.exhausted = true;
      throw new NativeRangeError("The memory limit is reached");
    }
    return this.#growBy(pages);
  }

  /**
   * @param {number} pages
   * @returns {number}
   */
  #growBy(pages) {
    return apply(growNatively, this.memory, [pages]);
  }
}
