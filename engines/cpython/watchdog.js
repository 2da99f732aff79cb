// Stops code at a time. V8's own watchdog ends any code, also that of WebAssembly, and a wait within it. The instance that
// ran is not to be used any more, as it may be in the middle of anything.

import { importBuiltin } from "../worker/originals.js";

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
   * @param {string} name
   */
  static async load(name) {
    const { Script } = await importBuiltin("node:vm");
    const watchdog = new Watchdog(new Script(`${name}()`));
    Object.defineProperty(globalThis, name, {
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
    const timeout = Math.max(1, Math.ceil(timeoutMs));
    try {
      return this.#script.runInThisContext({ timeout });
    } catch (thrown) {
      const { code } = /** @type {{ code?: unknown }} */ (Object(thrown));
      if (code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw thrown;
      throw new TimePassed("The time passed");
    }
  }
}
