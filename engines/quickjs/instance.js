// Instances of the engine: compiled once, and each with a memory of its own that cannot grow past its cap.

import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
} from "npm:quickjs-emscripten-core@0.32.0";
import { QuickJSFFI } from "npm:@jitl/quickjs-wasmfile-release-sync@0.32.0/ffi";
import loadModule from "npm:@jitl/quickjs-wasmfile-release-sync@0.32.0/emscripten-module";
// @ts-types="./wasm.d.ts"
import compiled from "./wasm.js";

const { Memory, Instance } = WebAssembly;
const growNatively = Memory.prototype.grow;

const PAGE_BYTES = 65_536;
/** What 32-bit linear memory can have at the most, of which a guest gets what its limit says. */
const MAX_PAGES = 32_768;
/** What of linear memory is copied or left out as a whole, in words of 64 bits: what the machine calls a page. */
const COPIED_WORDS = 512;
/** What an instance has of linear memory from the start. */
const INITIAL_BYTES = 16_777_216;

/**
 * @import { QuickJSSyncVariant } from "npm:quickjs-emscripten-core@0.32.0"
 *
 * @typedef {object} MemoryCopy The pages of a memory that are not zero, as runs of bytes.
 * @property {number} bytes The size of the memory.
 * @property {readonly { at: number, bytes: Uint8Array }[]} pieces
 */

/** @type {QuickJSSyncVariant} */
const VARIANT = {
  type: "sync",
  importFFI: () => Promise.resolve(QuickJSFFI),
  importModuleLoader: () => Promise.resolve(loadModule),
};

const EMSCRIPTEN = {
  /**
   * @param {WebAssembly.Imports} imports
   * @param {(instance: WebAssembly.Instance) => void} done
   */
  instantiateWasm: (imports, done) => {
    const instance = new Instance(compiled, imports);
    done(instance);
    return instance.exports;
  },
};

/**
 * A fresh instance of the engine in a memory.
 *
 * @param {WebAssembly.Memory} wasmMemory
 */
export function instantiate(wasmMemory) {
  return newQuickJSWASMModuleFromVariant(
    newVariant(VARIANT, { wasmMemory, emscriptenModule: EMSCRIPTEN }),
  );
}

/** Linear memory with a cap. */
export class CappedMemory {
  /** The memory itself. */
  memory = new Memory({
    initial: INITIAL_BYTES / PAGE_BYTES,
    maximum: MAX_PAGES,
  });
  /** Whether more was asked for than there may be; whoever wants to know resets it. */
  exhausted = false;
  #capBytes = INITIAL_BYTES;

  constructor() {
    Object.defineProperty(this.memory, "grow", {
      /** @param {number} pages */
      value: (pages) => this.#grow(pages),
    });
  }

  /** Its size in bytes. */
  get bytes() {
    return this.memory.buffer.byteLength;
  }

  /**
   * Sets the cap.
   *
   * @param {number} bytes
   */
  limit(bytes) {
    // One page less than the whole, past which the engine does not ask, and would not be seen to run out.
    const most = (MAX_PAGES - 1) * PAGE_BYTES;
    this.#capBytes = Math.min(Math.max(INITIAL_BYTES, bytes), most);
  }

  /**
   * A copy of the pages that are not zero, by far the fewest: the stack alone is 5 MB of nothing.
   *
   * @returns {MemoryCopy}
   */
  copy() {
    const words = new BigInt64Array(this.memory.buffer);
    /** @type {{ at: number, bytes: number }[]} */
    const runs = [];
    /** @type {{ at: number, bytes: number } | undefined} */
    let run;
    for (let at = 0; at < words.length; at += COPIED_WORDS) {
      const page = words.subarray(at, at + COPIED_WORDS);
      if (page.every((word) => word === 0n)) {
        run = undefined;
      } else if (run === undefined) {
        run = { at: 8 * at, bytes: 8 * COPIED_WORDS };
        runs.push(run);
      } else run.bytes += 8 * COPIED_WORDS;
    }
    const whole = new Uint8Array(this.memory.buffer);
    return {
      bytes: whole.length,
      pieces: runs.map(({ at, bytes }) => ({
        at,
        bytes: whole.slice(at, at + bytes),
      })),
    };
  }

  /**
   * Fills fresh, hence empty, memory with a copy.
   *
   * @param {MemoryCopy} copy
   */
  fill({ bytes, pieces }) {
    const missing = bytes - this.bytes;
    if (missing > 0) this.#growBy(Math.ceil(missing / PAGE_BYTES));
    const whole = new Uint8Array(this.memory.buffer);
    for (const piece of pieces) whole.set(piece.bytes, piece.at);
  }

  /**
   * @param {number} pages
   * @returns {number}
   */
  #grow(pages) {
    if (this.bytes + pages * PAGE_BYTES > this.#capBytes) {
      this.exhausted = true;
      throw new RangeError("The memory limit is reached");
    }
    return this.#growBy(pages);
  }

  /**
   * @param {number} pages
   * @returns {number}
   */
  #growBy(pages) {
    return Reflect.apply(growNatively, this.memory, [pages]);
  }
}
