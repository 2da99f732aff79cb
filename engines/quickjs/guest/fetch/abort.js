// Aborting, as requests know it.

import { namedError } from "./network.js";

/** @typedef {((event: object) => void) | { handleEvent(event: object): void }} Listener */

/** @type {() => number} */
let clock;

/**
 * Says by which clock deadlines are kept, in milliseconds.
 *
 * @param {() => number} given
 */
export function timeBy(given) {
  clock = given;
}

// What the class has for its own file, and guests do not get.

/** @type {(signal: AbortSignal, reason: unknown) => void} */
let abortWith;
/** @type {(signal: AbortSignal) => number} */
let leftMs;

/**
 * How much time a signal leaves, in milliseconds.
 *
 * @param {AbortSignal} signal
 */
export function timeLeftMs(signal) {
  return leftMs(signal);
}

export class AbortSignal {
  /** @type {unknown} */
  #reason;
  #aborted = false;
  #deadline = Infinity;
  /** @type {Listener[]} */
  #listeners = [];
  /** @type {((event: object) => void) | null} */
  onabort = null;

  /** @param {unknown} [reason] */
  static abort(reason) {
    const controller = new AbortController();
    controller.abort(reason);
    return controller.signal;
  }
  /**
   * It is the host that keeps the time, so that nothing here keeps a run from ending.
   *
   * @param {number} ms
   */
  static timeout(ms) {
    const signal = new AbortSignal();
    signal.#deadline = clock() + Number(ms);
    return signal;
  }
  /** @param {Iterable<AbortSignal>} signals */
  static any(signals) {
    const any = new AbortSignal();
    for (const signal of signals) {
      any.#deadline = Math.min(any.#deadline, signal.#deadline);
      if (signal.aborted) any.#abort(signal.reason);
      else signal.addEventListener("abort", () => any.#abort(signal.reason));
    }
    return any;
  }
  static {
    abortWith = (signal, reason) => signal.#abort(reason);
    leftMs = (signal) => Math.max(0, signal.#deadline - clock());
  }
  get aborted() {
    if (!this.#aborted && this.#deadline <= clock()) {
      this.#abort(namedError("TimeoutError", "The signal timed out"));
    }
    return this.#aborted;
  }
  get reason() {
    return this.aborted ? this.#reason : undefined;
  }
  throwIfAborted() {
    if (this.aborted) throw this.#reason;
  }
  /**
   * @param {string} type
   * @param {Listener} listener
   */
  addEventListener(type, listener) {
    if (type === "abort") this.#listeners.push(listener);
  }
  /**
   * @param {string} type
   * @param {Listener} listener
   */
  removeEventListener(type, listener) {
    if (type !== "abort") return;
    this.#listeners = this.#listeners.filter((one) => one !== listener);
  }
  /** @param {unknown} [reason] */
  #abort(reason) {
    if (this.#aborted) return;
    this.#aborted = true;
    this.#reason = reason ??
      namedError("AbortError", "The operation was aborted");
    const event = { type: "abort", target: this };
    const listeners = this.#listeners;
    this.#listeners = [];
    this.onabort?.(event);
    for (const listener of listeners) {
      typeof listener === "function"
        ? listener.call(this, event)
        : listener.handleEvent(event);
    }
  }
}

export class AbortController {
  #signal = new AbortSignal();
  get signal() {
    return this.#signal;
  }
  /** @param {unknown} [reason] */
  abort(reason) {
    abortWith(this.#signal, reason);
  }
}
