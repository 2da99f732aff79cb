// AbortController and AbortSignal.

import { DOMException } from "./dom_exception.js";
import { Event } from "./event.js";
import { EventTarget, handlerOf } from "./event_target.js";

const INSPECT_SIGNAL = Symbol.for("nodejs.util.inspect.custom");

/** @type {() => number} */
let abortClock;
/** @type {(callback: () => void, delayMs: number) => void} */
let wait;

/**
 * Says by which clock deadlines are kept, and how to wait for one without keeping the run from ending.
 *
 * @param {{ now: () => number, wait: (callback: () => void, delayMs: number) => void }} given
 */
export function keepTimeBy(given) {
  abortClock = given.now;
  wait = given.wait;
}

// What the class has for its own file, and guests do not get.

/** @type {() => AbortSignal} */
let newSignal;
/** @type {(signal: AbortSignal, reason: unknown) => void} */
let abortWith;
/** @type {(signal: AbortSignal) => number} */
let leftMs;
const OWN = {};

/**
 * How much time a signal leaves, in milliseconds.
 *
 * @param {AbortSignal} signal
 */
export function timeLeftMs(signal) {
  return leftMs(signal);
}

export class AbortSignal extends EventTarget {
  /** @type {unknown} */
  #reason;
  #aborted = false;
  #deadline = Infinity;
  /** @type {Set<AbortSignal>} */
  #followers = new Set();
  #handler = handlerOf(this, "abort");

  /** @param {unknown} own */
  constructor(own) {
    if (own !== OWN) throw new TypeError("Illegal constructor");
    super();
  }
  /** @param {unknown} [reason] */
  static abort(reason) {
    const signal = newSignal();
    abortWith(signal, reason);
    return signal;
  }
  /** @param {unknown} ms */
  static timeout(ms) {
    const delayMs = Number(ms);
    if (!(delayMs >= 0 && delayMs <= Number.MAX_SAFE_INTEGER)) {
      throw new RangeError("The delay must be a number of milliseconds");
    }
    const signal = newSignal();
    signal.#deadline = abortClock() + delayMs;
    wait(() => void signal.aborted, delayMs);
    return signal;
  }
  /** @param {Iterable<AbortSignal>} signals */
  static any(signals) {
    const all = [...signals];
    const any = newSignal();
    for (const signal of all) {
      if (!(signal instanceof AbortSignal)) {
        throw new TypeError("AbortSignal.any takes a list of signals");
      }
    }
    const aborted = all.find((signal) => signal.aborted);
    if (aborted !== undefined) {
      any.#aborted = true;
      any.#reason = aborted.reason;
      return any;
    }
    for (const signal of all) {
      any.#deadline = Math.min(any.#deadline, signal.#deadline);
      signal.#followers.add(any);
    }
    return any;
  }
  static {
    newSignal = () => new AbortSignal(OWN);
    abortWith = (signal, reason) => signal.#abort(reason);
    leftMs = (signal) => Math.max(0, signal.#deadline - abortClock());
  }
  get aborted() {
    if (!this.#aborted && this.#deadline <= abortClock()) {
      this.#abort(
        new DOMException(
          "The operation was aborted due to timeout",
          "TimeoutError",
        ),
      );
    }
    return this.#aborted;
  }
  get reason() {
    return this.aborted ? this.#reason : undefined;
  }
  get onabort() {
    return this.#handler.get();
  }
  set onabort(handler) {
    this.#handler.set(handler);
  }
  throwIfAborted() {
    if (this.aborted) throw this.#reason;
  }
  /** @param {unknown} [reason] */
  #abort(reason) {
    if (this.#aborted) return;
    this.#aborted = true;
    this.#reason = reason === undefined
      ? new DOMException("This operation was aborted", "AbortError")
      : reason;
    this.dispatchEvent(new Event("abort"));
    for (const follower of this.#followers) follower.#abort(this.#reason);
    this.#followers.clear();
  }
  [INSPECT_SIGNAL]() {
    return `AbortSignal { aborted: ${this.aborted} }`;
  }
}

export class AbortController {
  #signal = newSignal();
  get signal() {
    return this.#signal;
  }
  /** @param {unknown} [reason] */
  abort(reason) {
    abortWith(this.#signal, reason);
  }
  [INSPECT_SIGNAL]() {
    return `AbortController { signal: AbortSignal { aborted: ${this.#signal.aborted} } }`;
  }
}

for (
  const [constructor, tag]
    of /** @type {const} */ ([[AbortSignal, "AbortSignal"], [
      AbortController,
      "AbortController",
    ]])
) {
  Object.defineProperty(constructor.prototype, Symbol.toStringTag, {
    value: tag,
    configurable: true,
  });
}
