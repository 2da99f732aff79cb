// Declarations that a guest's script repeats: as in a REPL, the later one counts.

import {
  exec,
  memoryBuffer,
  NativeError,
  NativeString,
  push,
} from "../worker/intrinsics.js";

/**
 * @import { QuickJSContext, QuickJSHandle, VmCallResult } from "npm:quickjs-emscripten-core@0.32.0"
 * @import { PreludeFunctions } from "./prelude_functions.js"
 *
 * @typedef {object} Restoring A declaration that was taken back.
 * @property {string} name
 * @property {QuickJSHandle} restore A function that gives the variable its value.
 */

/** The 64-bit units of a context among which its global object is. */
const CONTEXT_WORDS = 128;
/** How many declarations one script may repeat. */
const MAX_REPEATED = 1_000;
const REPEATED = /^Identifier '([^]*)' has already been declared/;

/** What the scripts of one guest have declared. */
export class RepeatedDeclarations {
  #context;
  #prelude;
  /**
   * The object in which the engine keeps what scripts declare.
   *
   * @type {QuickJSHandle | undefined}
   */
  kept;

  /**
   * @param {QuickJSContext} context
   * @param {PreludeFunctions} prelude
   */
  constructor(context, prelude) {
    this.#context = context;
    this.#prelude = prelude;
  }

  /**
   * Finds the object in which the engine keeps what scripts declare. In the context, it follows the global object.
   *
   * @before-guest the first guest waits for it
   * @param {WebAssembly.Memory} memory The guest's
   * @param {number} at Where its value is kept
   */
  keep(memory, at) {
    const words = new BigInt64Array(memoryBuffer(memory));
    const start = this.#context["ctx"].value / 8;
    const global = words[this.#context.global.value / 8];
    for (let i = start; i < start + CONTEXT_WORDS; i++) {
      if (words[i] !== global) continue;
      words[at / 8] = words[i + 1];
      return;
    }
    throw new NativeError("The context has no global object");
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
  evaluate(code, filename, flags) {
    /** @type {Restoring[]} */
    const restoring = [];
    for (;;) {
      const result = this.#context.evalCode(code, filename, flags);
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
        const declared = this.#context.evalCode(`let ${name};`, "<sandglass>");
        (declared.error ?? declared.value).dispose();
        const restored = this.#context.callFunction(
          restore,
          this.#context.undefined,
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
    const message = this.#context.getProp(error, "message").consume((it) =>
      this.#context.dump(it)
    );
    const match = exec(REPEATED, NativeString(message));
    if (match === null || this.kept === undefined) return undefined;
    const name = this.#context.newString(match[1]);
    const taken = this.#context.callFunction(
      this.#prelude.handleOf("takeBack"),
      this.#context.undefined,
      [this.kept, name],
    );
    name.dispose();
    if (
      taken.error === undefined && this.#context.typeof(taken.value) ===
        "function"
    ) return { name: match[1], restore: taken.value };
    (taken.error ?? taken.value).dispose();
    return undefined;
  }
}
