// Stops code at a time. V8's own watchdog ends any code, also that of WebAssembly, and a wait within it. The instance that
// ran is not to be used any more, as it may be in the middle of anything.

import { importBuiltin } from "../worker/originals.js";

const { defineProperty: defineInRealm } = Object;
const { ceil: roundUp, max: greater } = Math;

/** The longest time, in milliseconds. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

/** The time passed. */
export class TimePassed extends Error {}

/** Stops calls. */
export class Watchdog {
  #script;
  /** @type {() => unknown} */
  #call = () => undefined;

  /** @param {import("node:vm").Script} script */
  constructor(script) {
    this.#script = script;
  }

  /**
   * Loads what it takes. It needs a name in the realm, under which its script finds the call.
   *
   * @before-guest it is loaded before there is a guest
   * @param {string} name
   */
  static async load(name) {
    const { Script } = await importBuiltin("node:vm");
    const watchdog = new Watchdog(new Script(`${name}()`));
    defineInRealm(globalThis, name, {
      value: () => watchdog.#call(),
    });
    return watchdog;
  }

  /**
   * Makes a call, for as long as it may take.
   *
   * @template Value
   * @param {number | undefined} timeoutMs Nothing for any time
   * @param {() => Value} call
   * @returns {Value}
   * @throws {TimePassed} If it took longer
   */
  watch(timeoutMs, call) {
    if (timeoutMs === undefined || timeoutMs > MAX_TIMEOUT_MS) return call();
    this.#call = call;
    const timeout = greater(1, roundUp(timeoutMs));
    try {
      return this.#script.runInThisContext({ timeout });
    } catch (thrown) {
      const { code } = /** @type {{ code?: unknown }} */ (thrown ?? {});
      if (code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw thrown;
      throw new TimePassed("The time passed");
    }
  }
}
