// The runtime and the context of a guest, and the functions that the prelude left in it for the worker.

import { StaticLifetime } from "npm:quickjs-emscripten-core@0.32.0";
import { toBase64 } from "../worker/originals.js";
import { OUT_OF_MEMORY } from "./outcomes.js";

/** What an allocation takes beside what was asked for. */
const SPARE_BYTES = 64;
/** Text that may not fit where there is hardly any memory left. */
const LONG_TEXT_CHARS = 4096;
/** What the prelude leaves for the worker. */
const OWN_FUNCTIONS = [
  "configure",
  "begin",
  "watch",
  "nextTimer",
  "fireTimers",
  "clearTimers",
  "answer",
  "allocate",
  "files",
  "sourceOf",
  "outcome",
  "describe",
];

/**
 * The memory of a guest that has everything but its settings, with the addresses of what the worker needs in it. All of
 * a QuickJS guest lies in linear memory, so a copy of it in a fresh instance is a fresh guest.
 */
let template;

/** A runtime with one context. */
export class GuestRealm {
  #sources;
  #serial;
  #memory;
  #ffi;
  /** Functions of the prelude, by name; guest code has no way to them. */
  #own = {};

  constructor(module, memory, { sources, serial }) {
    this.#sources = sources;
    this.#serial = serial;
    this.#memory = memory;
    this.#ffi = module.ffi;
    if (template !== undefined) this.#restore(template);
    this.runtime = module.newRuntime();
    this.context = this.runtime.newContext();
  }

  /**
   * Gives the guest its surroundings.
   *
   * @param functions Functions of the worker's that the prelude may call, by name
   */
  install(functions) {
    if (template !== undefined) return this.#installCopy(template, functions);
    const { context } = this;
    const host = context.newObject();
    for (const [name, fn] of Object.entries(functions)) {
      const handle = context.newFunction(name, fn);
      context.setProp(host, name, handle);
      handle.dispose();
    }
    this.#evaluatePrelude(host);
  }

  /** In a copy the functions are there already; all that is missing is what they call. */
  #installCopy({ own }, functions) {
    const { QTS_NewFunction: newFunction } = this.#ffi;
    this.#ffi.QTS_NewFunction = () => 0;
    for (const [name, fn] of Object.entries(functions)) {
      this.context.newFunction(name, fn);
    }
    this.#ffi.QTS_NewFunction = newFunction;
    for (const [name, pointer] of own) {
      this.#own[name] = new StaticLifetime(pointer, this.runtime);
    }
  }

  /** Makes the template: what follows here is the same for every guest. */
  #evaluatePrelude(host) {
    const { context } = this;
    const values = this.evaluate("values");
    const inspect = this.evaluate("inspect");
    const prelude = this.evaluate("prelude");
    const own = this.must(
      context.callFunction(prelude, context.undefined, host, values, inspect),
    );
    for (const name of OWN_FUNCTIONS) {
      this.#own[name] = context.getProp(own, name);
    }
    for (const handle of [host, values, inspect, prelude, own]) {
      handle.dispose();
    }
    if (!this.#serial) return;
    template = {
      copy: this.#memory.copy(),
      runtime: this.runtime.rt.value,
      context: context.ctx.value,
      own: OWN_FUNCTIONS.map((name) => [name, this.#own[name].value]),
    };
  }

  /**
   * Puts the template into this instance. The library then makes its objects for what lies in there, rather than a
   * runtime and a context of its own.
   */
  #restore({ copy, runtime, context }) {
    this.#memory.fill(copy);
    this.#ffi.QTS_NewRuntime = () => runtime;
    this.#ffi.QTS_NewContext = () => context;
  }

  /** Evaluates one of our own scripts. */
  evaluate(name) {
    const { [name]: source } = this.#sources;
    return this.must(this.context.evalCode(source, `<sandglass:${name}>`));
  }

  /** What a result has that only fails where this code is wrong. */
  must(result) {
    if (result.error === undefined) return result.value;
    const error = this.context.dump(result.error);
    throw new Error(`${error?.name}: ${error?.message}\n${error?.stack}`);
  }

  /** Calls a function of the prelude, and frees what it is given. */
  callHandles(name, handles) {
    const result = this.context.callFunction(
      this.#own[name],
      this.context.undefined,
      ...handles,
    );
    for (const handle of handles) handle.dispose();
    return result;
  }

  /** Calls a function of the prelude that does not fail. */
  call(name, ...handles) {
    return this.must(
      this.context.callFunction(
        this.#own[name],
        this.context.undefined,
        ...handles,
      ),
    );
  }

  /** Calls with a number what only fails for lack of memory. */
  callMust(name, number) {
    return this.must(
      this.callHandles(name, [this.context.newNumber(number)]),
    );
  }

  /** The same where the answer is a number. */
  callNumber(name, number) {
    const result = this.callMust(name, number);
    const value = this.context.getNumber(result);
    result.dispose();
    return value;
  }

  /** The bytes of a buffer of the guest's in base64. */
  toBase64(buffer) {
    return this.context.getArrayBuffer(buffer).consume((copy) =>
      toBase64(copy.value)
    );
  }

  /**
   * Bytes as a buffer of the guest's. The library does not look whether it gets the memory for them, and would write
   * over the engine's own: so the guest itself allocates as much first, which fails as it should, and gives it back.
   */
  toBuffer(bytes) {
    this.callMust("allocate", bytes.length + SPARE_BYTES).dispose();
    return this.context.newArrayBuffer(bytes.buffer);
  }

  /** Text as a string of the guest's; for memory the same holds. */
  #newText(text) {
    if (text.length > LONG_TEXT_CHARS) {
      this.callMust("allocate", 3 * text.length + SPARE_BYTES).dispose();
    }
    return this.context.newString(text);
  }

  /** An answer of the host's as `[error, value, bytes]`, the first two as JSON. */
  toArray({ error, value, bytes }) {
    const { context } = this;
    const array = context.newArray();
    const items = [
      error === undefined
        ? context.null
        : context.newString(JSON.stringify(error)),
      this.#newText(JSON.stringify(value)),
      bytes === undefined ? context.null : this.toBuffer(bytes),
    ];
    for (const [index, item] of items.entries()) {
      context.setProp(array, index, item);
      item.dispose();
    }
    return array;
  }

  /** Reads JSON of the prelude's. */
  readJson(handle) {
    const text = this.context.getString(handle);
    handle.dispose();
    // Nothing is what is read where there was no memory for a copy.
    return text === "" ? OUT_OF_MEMORY : JSON.parse(text);
  }
}
