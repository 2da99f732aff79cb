// The runtime and the context of a guest, and the functions that the prelude left in it for the worker.

import { StaticLifetime } from "npm:quickjs-emscripten-core@0.32.0";
import {
  bufferOf,
  byteLengthOf,
  defineProperty,
  entries,
  exec,
  memoryBuffer,
  NativeError,
  NativeString,
  NativeUint8Array,
  parse,
  push,
  stringify,
  toBase64,
} from "../worker/intrinsics.js";
import { KEPT_AT, SCRATCH_BYTES, STRIP_FLAGS, STRIP_SOURCE } from "./hooks.js";
import { OUT_OF_MEMORY } from "./outcomes.js";

/**
 * @import { JSValueConstPointer, JSValuePointer } from "npm:quickjs-emscripten-core@0.32.0"
 * @import { QuickJSContext, QuickJSHandle, QuickJSRuntime, QuickJSWASMModule, VmCallResult } from "npm:quickjs-emscripten-core@0.32.0"
 * @import { HostResponse } from "../worker/host_requests.js"
 * @import { CappedMemory, MemoryCopy } from "./instance.js"
 * @import { Hooks } from "./hooks.js"
 * @import { GuestOutcome } from "./outcomes.js"
 * @import { Shared } from "./worker.js"
 *
 * @typedef {(...handles: QuickJSHandle[]) => QuickJSHandle | VmCallResult<QuickJSHandle> | undefined | void} HostFunction What the prelude can call.
 * @typedef {typeof OWN_FUNCTIONS[number]} OwnFunction
 *
 * @typedef {object} Restoring A declaration that was taken back.
 * @property {string} name
 * @property {QuickJSHandle} restore A function that gives the variable its value.
 *
 * @typedef {object} Template
 * @property {MemoryCopy} copy
 * @property {QuickJSRuntime["rt"]["value"]} runtime The address of the runtime.
 * @property {QuickJSContext["ctx"]["value"]} context
 * @property {number} scratch The address of what the hooks use.
 * @property {readonly JSValueConstPointer[]} own The addresses of `OWN_FUNCTIONS`.
 */

/** What an allocation takes beside what was asked for. */
const SPARE_BYTES = 64;
/** Text that may be too long when little memory is left. */
const LONG_TEXT_CHARS = 4096;
/** What the prelude leaves for the worker; a constant, so that its items are a type. */
const OWN_FUNCTIONS = /** @type {const} */ ([
  "configure",
  "setGlobals",
  "begin",
  "watch",
  "runTicks",
  "beforeExit",
  "nextTimer",
  "fireTimers",
  "clearTimers",
  "answer",
  "allocate",
  "files",
  "resolveModule",
  "sourceOf",
  "runProgram",
  "outcome",
  "describe",
  "openReports",
  "rejected",
  "handled",
  "unhandled",
  "errorMade",
  "overflowed",
  "takeBack",
]);

/** The 64-bit units of a context among which its global object is. */
const CONTEXT_WORDS = 128;
/** How many declarations one script may repeat. */
const MAX_REPEATED = 1_000;
const REPEATED = /^Identifier '([^]*)' has already been declared/;

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
  /** @type {QuickJSHandle | undefined} */
  #declarations;
  /**
   * Functions of the prelude, by name; guest code has no way to them.
   *
   * @type {Partial<Record<OwnFunction, QuickJSHandle>>}
   */
  #own = {};

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
    for (let i = 0; i < OWN_FUNCTIONS.length; i++) {
      this.#own[OWN_FUNCTIONS[i]] = new StaticLifetime(own[i], this.runtime);
    }
    this.#attachHooks(scratch);
  }

  /**
   * Finds the object in which the engine keeps what scripts declare. In the context, it follows the global object.
   *
   * @before-guest the first guest waits for it
   * @param {number} at Where its value is kept
   */
  #keepDeclarations(at) {
    const words = new BigInt64Array(memoryBuffer(this.#memory.memory));
    const start = this.context["ctx"].value / 8;
    const global = words[this.context.global.value / 8];
    for (let i = start; i < start + CONTEXT_WORDS; i++) {
      if (words[i] !== global) continue;
      words[at / 8] = words[i + 1];
      return;
    }
    throw new NativeError("The context has no global object");
  }

  /** @param {number} scratch The address of what the hooks use */
  #attachHooks(scratch) {
    // A cast, as the library has no name for the address of a value that another one owns.
    const at = /** @type {JSValueConstPointer} */ (scratch + KEPT_AT);
    this.#declarations = new StaticLifetime(at, this.runtime);
    this.#hooks.attach(this.#ffi, {
      runtime: this.runtime["rt"].value,
      scratch,
      functions: {
        rejected: this.#address("rejected"),
        handled: this.#address("handled"),
        errorMade: this.#address("errorMade"),
        overflowed: this.#address("overflowed"),
      },
    });
  }

  /** @param {OwnFunction} name */
  #address(name) {
    // A cast, as a value may be used as one that is constant.
    return /** @type {JSValueConstPointer} */ (this.#get(name).value);
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
    const own = this.must(
      context.callFunction(start, context.undefined, host),
    );
    for (const name of OWN_FUNCTIONS) {
      this.#own[name] = context.getProp(own, name);
    }
    for (const handle of [host, prelude, start, own]) handle.dispose();
    const scratch = this.#malloc(SCRATCH_BYTES);
    this.#keepDeclarations(scratch + KEPT_AT);
    if (!this.#serial) return this.#attachHooks(scratch);
    // Otherwise each copy would load them.
    this.callOwn("openReports").dispose();
    template = {
      copy: this.#memory.copy(),
      runtime: this.runtime["rt"].value,
      context: context["ctx"].value,
      scratch,
      own: OWN_FUNCTIONS.map((name) => this.#address(name)),
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
   * Evaluates a script of the guest's. What it declares may have been declared by an earlier one. If it does not start after
   * all, the earlier declarations stay.
   *
   * @param {string} code
   * @param {string} filename
   * @param {number} flags Of the engine
   * @returns {VmCallResult<QuickJSHandle>}
   */
  evaluateScript(code, filename, flags) {
    /** @type {Restoring[]} */
    const restoring = [];
    for (;;) {
      const result = this.context.evalCode(code, filename, flags);
      if (result.error === undefined || restoring.length === MAX_REPEATED) {
        return this.#finish(result, restoring);
      }
      const restore = this.#takeBack(result.error);
      if (restore === undefined) return this.#finish(result, restoring);
      push(restoring, restore);
      result.error.dispose();
    }
  }

  /**
   * @param {VmCallResult<QuickJSHandle>} result
   * @param {Restoring[]} restoring
   */
  #finish(result, restoring) {
    for (let i = 0; i < restoring.length; i++) {
      const { name, restore } = restoring[i];
      if (result.error !== undefined) {
        // Only the engine can make a declaration.
        const declared = this.context.evalCode(`let ${name};`, "<sandglass>");
        (declared.error ?? declared.value).dispose();
        const restored = this.context.callFunction(
          restore,
          this.context.undefined,
        );
        (restored.error ?? restored.value).dispose();
      }
      restore.dispose();
    }
    return result;
  }

  /**
   * Takes back the declaration that an error of the engine's is about.
   *
   * @param {QuickJSHandle} error
   * @returns {Restoring | undefined}
   */
  #takeBack(error) {
    const message = this.context.getProp(error, "message").consume((it) =>
      this.context.dump(it)
    );
    const match = exec(REPEATED, NativeString(message));
    if (match === null || this.#declarations === undefined) return undefined;
    const name = this.context.newString(match[1]);
    const taken = this.context.callFunction(
      this.#get("takeBack"),
      this.context.undefined,
      [this.#declarations, name],
    );
    name.dispose();
    if (
      taken.error === undefined && this.context.typeof(taken.value) ===
        "function"
    ) return { name: match[1], restore: taken.value };
    (taken.error ?? taken.value).dispose();
    return undefined;
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
      this.callMust("allocate", source.length + SPARE_BYTES).dispose();
    }
    // Each function would keep its own copy of its source, and the template all of them.
    this.#setStripFlags(STRIP_SOURCE);
    try {
      return this.must(this.context.evalCode(source, `<sandglass:${name}>`));
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
   * What a result has that only fails where this code is wrong.
   *
   * @param {VmCallResult<QuickJSHandle>} result
   */
  must(result) {
    if (result.error === undefined) return result.value;
    const error = this.context.dump(result.error);
    throw new NativeError(`${error?.name}: ${error?.message}\n${error?.stack}`);
  }

  /** @param {OwnFunction} name */
  #get(name) {
    const handle = this.#own[name];
    if (handle === undefined) {
      throw new NativeError(`The prelude has no ${name}`);
    }
    return handle;
  }

  /**
   * Calls a function of the prelude, and frees what it is given.
   *
   * @param {OwnFunction} name
   * @param {QuickJSHandle[]} handles
   */
  callHandles(name, handles) {
    const result = this.context.callFunction(
      this.#get(name),
      this.context.undefined,
      handles,
    );
    for (let i = 0; i < handles.length; i++) handles[i].dispose();
    return result;
  }

  /**
   * Calls a function of the prelude that does not fail.
   *
   * @param {OwnFunction} name
   * @param {QuickJSHandle[]} handles
   */
  callOwn(name, ...handles) {
    return this.must(
      this.context.callFunction(
        this.#get(name),
        this.context.undefined,
        handles,
      ),
    );
  }

  /**
   * Calls with a number what only fails for lack of memory.
   *
   * @param {OwnFunction} name
   * @param {number} number
   */
  callMust(name, number) {
    return this.must(
      this.callHandles(name, [this.context.newNumber(number)]),
    );
  }

  /**
   * The same where the answer is a number.
   *
   * @param {OwnFunction} name
   * @param {number} number
   */
  callNumber(name, number) {
    const result = this.callMust(name, number);
    const value = this.context.getNumber(result);
    result.dispose();
    return value;
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
    this.callMust("allocate", byteLengthOf(bytes) + SPARE_BYTES).dispose();
    return this.context.newArrayBuffer(bufferOf(bytes));
  }

  /**
   * Text as a string of the guest's; for memory the same holds.
   *
   * @param {string} text
   */
  newText(text) {
    if (text.length > LONG_TEXT_CHARS) {
      this.callMust("allocate", 3 * text.length + SPARE_BYTES).dispose();
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

  /**
   * Reads an outcome, which the prelude wrote as JSON.
   *
   * @param {QuickJSHandle} handle
   * @returns {GuestOutcome}
   */
  readOutcome(handle) {
    const text = this.context.getString(handle);
    handle.dispose();
    // Nothing is what is read where there was no memory for a copy.
    return text === "" ? OUT_OF_MEMORY : parse(text);
  }
}
