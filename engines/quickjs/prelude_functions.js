// The functions that the prelude of a guest left for the worker. Guest code has no way to them.

import { StaticLifetime } from "npm:quickjs-emscripten-core@0.32.0";
import { NativeError } from "../worker/intrinsics.js";

/**
 * @import { JSValueConstPointer } from "npm:quickjs-emscripten-core@0.32.0"
 * @import { QuickJSContext, QuickJSHandle, QuickJSRuntime, VmCallResult } from "npm:quickjs-emscripten-core@0.32.0"
 *
 * @typedef {typeof OWN_FUNCTIONS[number]} OwnFunction
 */

/** Their names; a constant, so that its items are a type. */
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

/** The functions of one guest. */
export class PreludeFunctions {
  #context;
  /** @type {Partial<Record<OwnFunction, QuickJSHandle>>} */
  #functions = {};

  /** @param {QuickJSContext} context */
  constructor(context) {
    this.#context = context;
  }

  /**
   * Takes the functions from what the prelude returned.
   *
   * @before-guest the first guest waits for it
   * @param {QuickJSHandle} own
   */
  take(own) {
    for (const name of OWN_FUNCTIONS) {
      this.#functions[name] = this.#context.getProp(own, name);
    }
  }

  /**
   * Takes the functions of a copy, which are where they are in the original.
   *
   * @param {readonly JSValueConstPointer[]} addresses As `addresses()` returned them
   * @param {QuickJSRuntime} runtime
   */
  restore(addresses, runtime) {
    for (let i = 0; i < OWN_FUNCTIONS.length; i++) {
      this.#functions[OWN_FUNCTIONS[i]] = new StaticLifetime(
        addresses[i],
        runtime,
      );
    }
  }

  /**
   * The addresses of all functions.
   *
   * @before-guest as above
   */
  addresses() {
    return OWN_FUNCTIONS.map((name) => this.addressOf(name));
  }

  /** @param {OwnFunction} name */
  addressOf(name) {
    // A cast, as a value may be used as one that is constant.
    return /** @type {JSValueConstPointer} */ (this.handleOf(name).value);
  }

  /** @param {OwnFunction} name */
  handleOf(name) {
    const handle = this.#functions[name];
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
    const result = this.#context.callFunction(
      this.handleOf(name),
      this.#context.undefined,
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
    return must(
      this.#context.callFunction(
        this.handleOf(name),
        this.#context.undefined,
        handles,
      ),
      this.#context,
    );
  }

  /**
   * Calls with a number what only fails for lack of memory.
   *
   * @param {OwnFunction} name
   * @param {number} number
   */
  callMust(name, number) {
    return must(
      this.callHandles(name, [this.#context.newNumber(number)]),
      this.#context,
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
    const value = this.#context.getNumber(result);
    result.dispose();
    return value;
  }
}

/**
 * What a result has that only fails where this code is wrong.
 *
 * @param {VmCallResult<QuickJSHandle>} result
 * @param {QuickJSContext} context
 */
export function must(result, context) {
  if (result.error === undefined) return result.value;
  const error = context.dump(result.error);
  throw new NativeError(`${error?.name}: ${error?.message}\n${error?.stack}`);
}

// A package of another is imported once, as the published form of an import declares its names.
export { StaticLifetime };
