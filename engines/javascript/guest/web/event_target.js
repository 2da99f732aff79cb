// EventTarget.

import { DOMException } from "./dom_exception.js";
import { CustomEvent, Event, later, stateOf } from "./event.js";

/**
 * @typedef {((event: Event) => unknown) | { handleEvent(event: Event): unknown }} Listener
 *
 * @typedef {object} Registration
 * @property {string} type
 * @property {Listener} listener
 * @property {boolean} capture
 * @property {boolean} once
 * @property {boolean} passive
 * @property {boolean} removed
 */

export class EventTarget {
  /** @type {Registration[]} */
  #registrations = [];
  /**
   * @param {unknown} type
   * @param {Listener | null} listener
   * @param {boolean | { capture?: unknown, once?: unknown, passive?: unknown, signal?: { aborted: boolean, addEventListener: EventTarget["addEventListener"] } }} [options]
   */
  addEventListener(type, listener, options = {}) {
    if (listener === null || listener === undefined) return;
    if (typeof listener !== "function" && typeof listener !== "object") {
      throw new TypeError("A listener must be a function or an object");
    }
    const given = typeof options === "object" && options !== null
      ? options
      : { capture: options };
    if (given.signal?.aborted) return;
    const name = String(type);
    const capture = Boolean(given.capture);
    if (this.#find(name, listener, capture) !== undefined) return;
    this.#registrations.push({
      type: name,
      listener,
      capture,
      once: Boolean(given.once),
      passive: Boolean(given.passive),
      removed: false,
    });
    given.signal?.addEventListener(
      "abort",
      () => this.removeEventListener(name, listener, capture),
    );
  }
  /**
   * @param {unknown} type
   * @param {Listener | null} listener
   * @param {boolean | { capture?: unknown }} [options]
   */
  removeEventListener(type, listener, options = {}) {
    const capture = Boolean(
      typeof options === "object" && options !== null
        ? options.capture
        : options,
    );
    const found = this.#find(String(type), listener, capture);
    if (found === undefined) return;
    found.removed = true;
    this.#registrations = this.#registrations.filter((one) => one !== found);
  }
  /** @param {Event} event */
  dispatchEvent(event) {
    if (!(event instanceof Event)) {
      throw new TypeError("dispatchEvent takes an Event");
    }
    const state = stateOf(event);
    if (state.active) {
      throw new DOMException(
        "The event is being dispatched already",
        "InvalidStateError",
      );
    }
    state.active = true;
    state.target = this;
    for (const one of [...this.#registrations]) {
      if (one.type !== event.type || one.removed) continue;
      if (one.once) {
        this.removeEventListener(one.type, one.listener, one.capture);
      }
      state.passive = one.passive;
      this.#call(one.listener, event);
      state.passive = false;
      if (state.stopped) break;
    }
    state.active = false;
    state.stopped = false;
    return !event.defaultPrevented;
  }
  /**
   * @param {Listener} listener
   * @param {Event} event
   */
  #call(listener, event) {
    try {
      if (typeof listener === "function") listener.call(this, event);
      else listener.handleEvent(event);
    } catch (error) {
      // It ends the run, but not what dispatches the event.
      later(() => {
        throw error;
      });
    }
  }
  /**
   * @param {string} type
   * @param {Listener | null} listener
   * @param {boolean} capture
   */
  #find(type, listener, capture) {
    return this.#registrations.find((one) =>
      one.type === type && one.listener === listener && one.capture === capture
    );
  }
}

for (
  const [constructor, tag]
    of /** @type {const} */ ([[Event, "Event"], [CustomEvent, "CustomEvent"], [
      EventTarget,
      "EventTarget",
    ]])
) {
  Object.defineProperty(constructor.prototype, Symbol.toStringTag, {
    value: tag,
    configurable: true,
  });
}

/**
 * An attribute such as `onabort`: a listener that can be set.
 *
 * @param {EventTarget} target
 * @param {string} type
 */
export function handlerOf(target, type) {
  /** @type {((event: Event) => unknown) | null} */
  let handler = null;
  target.addEventListener(type, (event) => handler?.call(target, event));
  return {
    get: () => handler,
    /** @param {unknown} given */
    set: (given) => {
      // A cast, as any function can be called.
      handler = typeof given === "function"
        ? /** @type {(event: Event) => unknown} */ (given)
        : null;
    },
  };
}
