// What the engine tells of while a guest runs: promises that are rejected, and errors whose stack was just made. QuickJS has
// one function for the first, and a patch makes it call the same one for the second (`tools/quickjs/patch_wasm.ts`). The
// engine's package offers neither, so the function goes into the table of the instance, and its index into the runtime.

import {
  memoryBuffer,
  NativeInt32Array,
  NativeUint8Array,
  uncurry,
} from "../worker/intrinsics.js";
import { Instance, NativeBigInt64Array } from "./instance.js";

/**
 * @import { JSContextPointer, JSValueConstPointer, JSValueConstPointerPointer, JSValuePointer } from "npm:quickjs-emscripten-core@0.32.0"
 *
 * @typedef {0 | 1 | 2 | 3} Kind A rejection without a handler, its handler that came late, an error of the engine, and one that
 *   code made with a constructor.
 * @typedef {(context: JSContextPointer, value: bigint, reason: bigint, kind: Kind, opaque: number) => void} Tracker
 *
 * @typedef {object} EngineFunctions What is called of the package's functions.
 * @property {() => JSValueConstPointer} QTS_GetUndefined
 * @property {(context: JSContextPointer, fn: JSValueConstPointer, self: JSValueConstPointer, count: number, args: JSValueConstPointerPointer) => JSValuePointer} QTS_Call
 * @property {(context: JSContextPointer, value: JSValuePointer) => JSValuePointer} QTS_ResolveException
 * @property {(context: JSContextPointer, value: JSValuePointer) => void} QTS_FreeValuePointer
 *
 * @typedef {object} Attached Where the hooks find what they need.
 * @property {number} runtime The address of the runtime.
 * @property {number} scratch The address of `SCRATCH_BYTES` that belong to the hooks.
 * @property {Readonly<Record<"rejected" | "handled" | "errorMade" | "overflowed", JSValueConstPointer>>} functions Of the prelude.
 */

const { Module, Table } = WebAssembly;
// The cast chooses the form that fills what is new.
const growTable = uncurry(
  /** @type {(count: number, fn: WebAssembly.ExportValue) => number} */ (
    Table.prototype.grow
  ),
);

/** Places in the runtime, in bytes: `stack_limit`, `current_exception`, `host_promise_rejection_tracker`. */
const STACK_LIMIT = 128;
const CURRENT_EXCEPTION = 136;
const TRACKER = 160;
/** Where the runtime has `strip_flags`, a byte: what of its text a function does not keep. */
export const STRIP_FLAGS = 228;
/** The flag with which a function keeps no source. */
export const STRIP_SOURCE = 1;

/** Three values, and their addresses as a list of arguments; then what the realm keeps there. */
export const SCRATCH_BYTES = 48;
/** Where in these bytes the realm keeps a value. */
export const KEPT_AT = 40;

/** The bytes of stack that are kept for what happens to the error of a full stack. */
const SPARE_STACK_BYTES = 16_384;

/** A module that exports what it imports, a function of these parameters: only such a function can be in a table. */
const TRAMPOLINE = new Module(
  // deno-fmt-ignore
  new NativeUint8Array([
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    1, 9, 1, 0x60, 5, 0x7f, 0x7e, 0x7e, 0x7f, 0x7f, 0,
    2, 7, 1, 1, 0x61, 1, 0x66, 0, 0,
    7, 5, 1, 1, 0x66, 0, 0,
  ]),
);

/**
 * The hooks of the newest instance. A worker has one guest at a time, and makes the instance of the next one when it
 * needs the one before no more.
 *
 * @type {Hooks | undefined}
 */
let newest;

/** @type {Tracker} */
function track(context, value, reason, kind, opaque) {
  newest?.track(context, value, reason, kind, opaque);
}

/** One function for all instances, as to make one takes as long as a fifth of an instance. */
const { exports: trampoline } = new Instance(TRAMPOLINE, { a: { f: track } });

/** The hooks of one instance. */
export class Hooks {
  /** Whether a promise was rejected without a handler since this was last reset. */
  rejected = false;
  /**
   * What a function of the engine threw, in a list of one. It was left in the middle, so the instance is in no state to go on,
   * even where a function of the library's catches what was thrown.
   *
   * @type {unknown[]}
   */
  losses = [];
  /** Whether the guest is stopped, so that nothing may be called. */
  isStopped = () => false;
  #index = 0;
  #memory;
  #busy = false;
  /** @type {EngineFunctions | undefined} */
  #engine;
  /** @type {Attached | undefined} */
  #attached;
  /** What the runtime has where no exception is on its way. */
  #none = 0n;

  /** @param {WebAssembly.Memory} memory */
  constructor(memory) {
    this.#memory = memory;
  }

  /**
   * Adds the function to the table of a fresh instance, always at the same index.
   *
   * @param {WebAssembly.Table} table
   */
  addTo(table) {
    newest = this;
    this.#index = growTable(table, 1, trampoline.f);
  }

  /**
   * Begins to listen.
   *
   * @param {EngineFunctions} engine
   * @param {Attached} attached
   */
  attach(engine, attached) {
    this.#engine = engine;
    this.#attached = attached;
    const { runtime, scratch } = attached;
    const words = new NativeInt32Array(memoryBuffer(this.#memory));
    words[(runtime + TRACKER) / 4] = this.#index;
    for (let i = 0; i < 3; i++) words[scratch / 4 + 6 + i] = scratch + 8 * i;
    this.#none = this.#long(runtime + CURRENT_EXCEPTION);
  }

  /**
   * Takes what the engine tells.
   *
   * @type {Tracker}
   */
  track(context, value, reason, kind) {
    const attached = this.#attached;
    if (attached === undefined || this.#busy || this.isStopped()) return;
    this.#busy = true;
    const exceptionAt = attached.runtime + CURRENT_EXCEPTION;
    const pending = this.#long(exceptionAt);
    this.#setLong(exceptionAt, this.#none);
    try {
      this.#tell(attached, context, { value, reason, kind });
    } finally {
      this.#setLong(exceptionAt, pending);
      this.#busy = false;
    }
  }

  /**
   * @param {Attached} attached
   * @param {JSContextPointer} context
   * @param {{ value: bigint, reason: bigint, kind: Kind }} event
   */
  #tell({ functions, runtime, scratch }, context, { value, reason, kind }) {
    this.#setLong(scratch, value);
    // A small number is a value as it is.
    this.#setLong(scratch + 8, kind < 2 ? reason : kind === 2 ? 2n : 3n);
    if (kind === 0) this.rejected = true;
    const fn = kind === 0
      ? functions.rejected
      : kind === 1
      ? functions.handled
      : functions.errorMade;
    if (this.#call(context, fn) || kind !== 2) return;
    // There was no room, as for the error itself.
    const words = new NativeInt32Array(memoryBuffer(this.#memory));
    const at = (runtime + STACK_LIMIT) / 4;
    const limit = words[at];
    words[at] = limit - SPARE_STACK_BYTES;
    this.#call(context, functions.overflowed);
    new NativeInt32Array(memoryBuffer(this.#memory))[at] = limit;
  }

  /**
   * Calls a function with the two values; returns whether it completed.
   *
   * @param {JSContextPointer} context
   * @param {JSValueConstPointer} fn
   */
  #call(context, fn) {
    const engine = this.#engine;
    if (engine === undefined || this.#attached === undefined) return false;
    const result = engine.QTS_Call(
      context,
      fn,
      engine.QTS_GetUndefined(),
      2,
      // A cast, as the library has its own types of addresses.
      /** @type {JSValueConstPointerPointer} */ (this.#attached.scratch + 24),
    );
    const error = engine.QTS_ResolveException(context, result);
    engine.QTS_FreeValuePointer(context, result);
    if (!error) return true;
    engine.QTS_FreeValuePointer(context, error);
    return false;
  }

  /** @param {number} at */
  #long(at) {
    return new NativeBigInt64Array(memoryBuffer(this.#memory))[at / 8];
  }

  /**
   * @param {number} at
   * @param {bigint} value
   */
  #setLong(at, value) {
    new NativeBigInt64Array(memoryBuffer(this.#memory))[at / 8] = value;
  }
}
