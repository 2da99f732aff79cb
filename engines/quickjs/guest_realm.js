// The runtime and the context of a guest: how they are made, what is evaluated in them, and how values cross.

import {
  bufferOf,
  byteLengthOf,
  defineProperty,
  entries,
  memoryBuffer,
  NativeError,
  NativeUint8Array,
  stringify,
  toBase64,
} from "../worker/intrinsics.js";
import { KEPT_AT, SCRATCH_BYTES, STRIP_FLAGS, STRIP_SOURCE } from "./hooks.js";
import { must, PreludeFunctions, StaticLifetime } from "./prelude_functions.js";
import { RepeatedDeclarations } from "./repeated_declarations.js";

/**
 * @import { JSValueConstPointer, JSValuePointer } from "npm:quickjs-emscripten-core@0.32.0"
 * @import { QuickJSContext, QuickJSHandle, QuickJSRuntime, QuickJSWASMModule, VmCallResult } from "npm:quickjs-emscripten-core@0.32.0"
 * @import { HostResponse } from "../worker/host_requests.js"
 * @import { CappedMemory, MemoryCopy } from "./instance.js"
 * @import { Hooks } from "./hooks.js"
 * @import { Shared } from "./worker.js"
 *
 * @typedef {(...handles: QuickJSHandle[]) => QuickJSHandle | VmCallResult<QuickJSHandle> | undefined | void} HostFunction What the prelude can call.
 *
 * @typedef {object} Template
 * @property {MemoryCopy} copy
 * @property {QuickJSRuntime["rt"]["value"]} runtime The address of the runtime.
 * @property {QuickJSContext["ctx"]["value"]} context
 * @property {number} scratch The address of what the hooks use.
 * @property {readonly JSValueConstPointer[]} own The addresses of the functions of the prelude.
 */

/** What an allocation takes beside what was asked for. */
const SPARE_BYTES = 64;
/** Text that may be too long when little memory is left. */
const LONG_TEXT_CHARS = 4096;
// A cast, as the library has no name for no address.
const NO_ADDRESS = /** @type {JSValuePointer} */ (0);

/**
 * The memory of a guest that has everything but its settings, with the addresses of what the worker needs in it. All of
 * a QuickJS guest lies in linear memory, so a copy of it in a fresh instance is a fresh guest.
 *
 * @type {Template | undefined}
 */
let template;

/** A runtime with one context. */
export class GuestRealm {
  #sources;
  #serial;
  #memory;
  #ffi;
  #malloc;
  #hooks;

  /**
   * @param {QuickJSWASMModule} module
   * @param {CappedMemory} memory
   * @param {Pick<Shared, "sources" | "serial">} shared
   * @param {Hooks} hooks
   */
  constructor(module, memory, { sources, serial }, hooks) {
    this.#sources = sources;
    this.#serial = serial;
    this.#memory = memory;
    this.#ffi = module["ffi"];
    this.#malloc = module["module"]._malloc;
    this.#hooks = hooks;
    if (template !== undefined) this.#restore(template);
    this.runtime = module.newRuntime();
    this.context = this.runtime.newContext();
    this.prelude = new PreludeFunctions(this.context);
    this.declarations = new RepeatedDeclarations(this.context, this.prelude);
  }

  /** The bytes of the guest's memory. */
  get memoryBytes() {
    return this.#memory.bytes;
  }

  /**
   * Gives the guest its surroundings.
   *
   * @param {Readonly<Record<string, HostFunction>>} functions Functions of the worker's that the prelude may call, by name
   */
  install(functions) {
    if (template !== undefined) return this.#installCopy(template, functions);
    const { context } = this;
    const host = context.newObject();
    const pairs = entries(functions);
    for (let i = 0; i < pairs.length; i++) {
      const handle = context.newFunction(pairs[i][0], pairs[i][1]);
      context.setProp(host, pairs[i][0], handle);
      handle.dispose();
    }
    this.#evaluatePrelude(host);
  }

  /**
   * In a copy the functions are there already; all that is missing is what they call.
   *
   * @param {Template} copy
   * @param {Readonly<Record<string, HostFunction>>} functions
   */
  #installCopy({ own, scratch }, functions) {
    const { QTS_NewFunction: newFunction } = this.#ffi;
    // No address, as nothing is made.
    this.#ffi.QTS_NewFunction = () => NO_ADDRESS;
    const pairs = entries(functions);
    for (let i = 0; i < pairs.length; i++) {
      this.context.newFunction(pairs[i][0], pairs[i][1]);
    }
    this.#ffi.QTS_NewFunction = newFunction;
    this.prelude.restore(own, this.runtime);
    this.#attachHooks(scratch);
  }

  /** @param {number} scratch The address of what the hooks use */
  #attachHooks(scratch) {
    // A cast, as the library has no name for the address of a value that another one owns.
    const at = /** @type {JSValueConstPointer} */ (scratch + KEPT_AT);
    this.declarations.kept = new StaticLifetime(at, this.runtime);
    this.#hooks.attach(this.#ffi, {
      runtime: this.runtime["rt"].value,
      scratch,
      functions: {
        rejected: this.prelude.addressOf("rejected"),
        handled: this.prelude.addressOf("handled"),
        errorMade: this.prelude.addressOf("errorMade"),
        overflowed: this.prelude.addressOf("overflowed"),
      },
    });
  }

  /**
   * Makes the template: what follows here is the same for every guest.
   *
   * @before-guest the first one waits for it
   * @param {QuickJSHandle} host
   */
  #evaluatePrelude(host) {
    const { context } = this;
    const prelude = this.evaluate("prelude");
    const start = context.getProp(prelude, "start");
    const own = must(
      context.callFunction(start, context.undefined, host),
      context,
    );
    this.prelude.take(own);
    for (const handle of [host, prelude, start, own]) handle.dispose();
    const scratch = this.#malloc(SCRATCH_BYTES);
    this.declarations.keep(this.#memory.memory, scratch + KEPT_AT);
    if (!this.#serial) return this.#attachHooks(scratch);
    // Otherwise each copy would load them.
    this.prelude.callOwn("openReports").dispose();
    template = {
      copy: this.#memory.copy(),
      runtime: this.runtime["rt"].value,
      context: context["ctx"].value,
      scratch,
      own: this.prelude.addresses(),
    };
    this.#attachHooks(scratch);
  }

  /**
   * Puts the template into this instance. The library then makes its objects for what lies in there, rather than a
   * runtime and a context of its own.
   *
   * @param {Template} template
   */
  #restore({ copy, runtime, context }) {
    this.#memory.restore(copy);
    this.#ffi.QTS_NewRuntime = () => runtime;
    this.#ffi.QTS_NewContext = () => context;
  }

  /**
   * Whether one of our own scripts is here.
   *
   * @param {string} name
   */
  hasSource(name) {
    return this.#sources[name] !== undefined;
  }

  /**
   * Takes one of our own scripts, for all guests of this worker.
   *
   * @param {string} name
   * @param {string} source
   */
  addSource(name, source) {
    defineProperty(this.#sources, name, { value: source, enumerable: true });
  }

  /**
   * Evaluates one of our own scripts.
   *
   * @param {string} name
   */
  evaluate(name) {
    const { [name]: source } = this.#sources;
    if (source === undefined) {
      throw new NativeError(`There is no script ${name}`);
    }
    // The library does not look whether there is memory for a copy of the source.
    if (name !== "prelude") {
      this.prelude.callMust("allocate", source.length + SPARE_BYTES).dispose();
    }
    // Each function would keep its own copy of its source, and the template all of them.
    this.#setStripFlags(STRIP_SOURCE);
    try {
      return must(
        this.context.evalCode(source, `<sandglass:${name}>`),
        this.context,
      );
    } finally {
      this.#setStripFlags(0);
    }
  }

  /** @param {number} flags */
  #setStripFlags(flags) {
    const bytes = new NativeUint8Array(memoryBuffer(this.#memory.memory));
    bytes[this.runtime["rt"].value + STRIP_FLAGS] = flags;
  }

  /**
   * The bytes of a buffer of the guest's in base64.
   *
   * @param {QuickJSHandle} buffer
   */
  readBase64(buffer) {
    return this.context.getArrayBuffer(buffer).consume((copy) =>
      toBase64(copy.value)
    );
  }

  /**
   * Bytes as a buffer of the guest's. The library does not look whether it gets the memory for them, and would write
   * over the engine's own: so the guest itself allocates as much first, which fails as it should, and gives it back.
   *
   * @param {Uint8Array<ArrayBuffer>} bytes All of a buffer
   */
  toBuffer(bytes) {
    this.prelude.callMust("allocate", byteLengthOf(bytes) + SPARE_BYTES)
      .dispose();
    return this.context.newArrayBuffer(bufferOf(bytes));
  }

  /**
   * Text as a string of the guest's; for memory the same holds.
   *
   * @param {string} text
   */
  newText(text) {
    if (text.length > LONG_TEXT_CHARS) {
      this.prelude.callMust("allocate", 3 * text.length + SPARE_BYTES)
        .dispose();
    }
    return this.context.newString(text);
  }

  /**
   * An answer of the host's as `[error, value, bytes]`, the first two as JSON.
   *
   * @param {Pick<HostResponse, "error" | "value" | "bytes">} answer
   */
  toTriple({ error, value, bytes }) {
    const { context } = this;
    const array = context.newArray();
    const items = [
      error === undefined ? context.null : context.newString(stringify(error)),
      this.newText(stringify(value)),
      bytes === undefined ? context.null : this.toBuffer(bytes),
    ];
    for (let i = 0; i < items.length; i++) {
      context.setProp(array, i, items[i]);
      items[i].dispose();
    }
    return array;
  }
}
