// How runs end: what the guest's side knows of it, and what the worker says where that fails.

import {
  exec,
  NativeRangeError,
  NativeString,
  parse,
  stringIndexOf,
} from "../worker/intrinsics.js";

/**
 * @import { QuickJSHandle } from "npm:quickjs-emscripten-core@0.32.0"
 * @import { DoneMessage } from "../../core/protocol.ts"
 * @import { GuestRealm } from "./guest_realm.js"
 * @import { Hooks } from "./hooks.js"
 * @import { CappedMemory } from "./instance.js"
 * @import { RunMessage } from "./worker.js"
 *
 * @typedef {Omit<DoneMessage, "type" | "run">} GuestOutcome How a run ended, as far as the guest's side knows.
 */

const TYPES =
  /\binterface\s+[\w$]+[^{}()=;]*\{|\btype\s+[\w$]+(?:<[^>]*>)?\s*=|\benum\s+[\w$]+\s*\{|[\w$)\]?]\s*:\s*(?:string|number|boolean|any|unknown|void|never|[A-Z][\w$]*(?:<|\[\]))|\bas\s+(?:const|string|number|any|unknown|[A-Z])/;

/**
 * There is no memory left.
 *
 * @type {GuestOutcome}
 */
export const OUT_OF_MEMORY = {
  status: "memory",
  error: {
    name: "InternalError",
    message: "out of memory",
    traceback: "InternalError: out of memory",
  },
};

/**
 * What the guest threw, where its description failed too.
 *
 * @type {GuestOutcome}
 */
const INDESCRIBABLE = {
  status: "error",
  error: {
    name: "Uncaught",
    message: "[Unreadable]",
    traceback: "Uncaught [Unreadable]",
  },
};

/** The outcomes of one guest's runs. */
export class GuestOutcomes {
  #realm;
  #memory;
  #hooks;

  /**
   * @param {GuestRealm} realm
   * @param {{ memory: CappedMemory, hooks: Hooks }} parts
   */
  constructor(realm, { memory, hooks }) {
    this.#realm = realm;
    this.#memory = memory;
    this.#hooks = hooks;
  }

  /**
   * How a run ended whose code did.
   *
   * @param {RunMessage} message
   */
  ofRun(message) {
    const { context } = this.#realm;
    const result = this.#realm.prelude.callHandles("outcome", [
      context.newNumber(message.valueBytes),
      message.repr ? context.true : context.false,
      message.echo === "prompt" ? context.true : context.false,
    ]);
    if (result.error !== undefined) return this.ofError(result.error);
    return this.read(result.value);
  }

  /**
   * How a run ended by what the guest threw; there is no outcome of an interrupt.
   *
   * @param {QuickJSHandle} error
   * @returns {GuestOutcome | undefined}
   */
  ofError(error) {
    if (this.#hooks.isStopped()) {
      error.dispose();
      return undefined;
    }
    const described = this.#realm.prelude.callHandles("describe", [error]);
    if (described.error === undefined) {
      return this.read(described.value);
    }
    // Not even the error could be described: there is no memory left to do it, or the guest has spoilt the means.
    described.error.dispose();
    if (this.#hooks.isStopped()) return undefined;
    return this.#memory.exhausted ? OUT_OF_MEMORY : INDESCRIBABLE;
  }

  /**
   * Reads an outcome, which the prelude wrote as JSON.
   *
   * @param {QuickJSHandle} handle
   * @returns {GuestOutcome}
   */
  read(handle) {
    const text = this.#realm.context.getString(handle);
    handle.dispose();
    // Nothing is what is read where there was no memory for a copy.
    return text === "" ? OUT_OF_MEMORY : parse(text);
  }
}

/**
 * The instance itself failed, by a trap or by overflowing the stack beneath it.
 *
 * @param {unknown} thrown
 * @returns {GuestOutcome}
 */
export function crashed(thrown) {
  /** @type {{ message?: unknown } | undefined | null} Anything may be thrown. */
  const error = /** @type {object | undefined | null} */ (thrown);
  // deno-lint-ignore walls/captured-intrinsics -- QuickJS gives its guests no way to this realm's objects
  const overflow = thrown instanceof NativeRangeError ||
    exec(/call stack|stack overflow/i, NativeString(error?.message)) !== null;
  return {
    status: "crashed",
    reason: overflow
      ? "The guest's recursion overflowed the stack of the engine"
      : `The engine failed: ${thrown}`,
  };
}

/**
 * Says of code that does not compile and has types that it is TypeScript.
 *
 * @param {GuestOutcome | undefined} outcome
 * @param {string} code
 * @returns {GuestOutcome | undefined}
 */
export function explainTypes(outcome, code) {
  const error = outcome?.error;
  if (
    error?.name !== "SyntaxError" ||
    stringIndexOf(error.message, "Cannot run") === 0 ||
    exec(TYPES, code) === null
  ) {
    return outcome;
  }
  const hint =
    "(this looks like TypeScript: run it with the language typescript, or as a .ts file)";
  return {
    status: "error",
    error: {
      ...error,
      message: `${error.message} ${hint}`,
      traceback: `${error.traceback}\n${hint}`,
    },
  };
}
