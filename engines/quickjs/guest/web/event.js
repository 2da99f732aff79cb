// Event, CustomEvent and EventTarget.

import { DOMException } from "./dom_exception.js";

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
 *
 * @typedef {{ bubbles?: unknown, cancelable?: unknown, composed?: unknown }} EventInit
 */

const INSPECT = Symbol.for("nodejs.util.inspect.custom");

/** @type {() => number} */
let clock = () => 0;
/** @type {(callback: () => void) => void} */
let later = (callback) => callback();

/**
 * Says how events get the time, and how an error of a listener ends the run.
 *
 * @param {{ now: () => number, later: (callback: () => void) => void }} given
 */
export function useHost(given) {
  clock = given.now;
  later = given.later;
}

/**
 * What `EventTarget` does with an event.
 *
 * @typedef {object} Dispatching
 * @property {boolean} active
 * @property {EventTarget | null} target
 * @property {boolean} stopped
 * @property {boolean} passive
 */

/** @type {(event: Event) => Dispatching} */
let stateOf;

export class Event {
  #type;
  #init;
  #timeStamp = clock();
  #prevented = false;
  #bubblingStopped = false;
  /** @type {Dispatching} */
  #state = { active: false, target: null, stopped: false, passive: false };

  /**
   * @param {unknown} type
   * @param {EventInit} [init]
   */
  constructor(type, init = {}) {
    if (arguments.length === 0) {
      throw new TypeError("Event takes a type, which is missing");
    }
    this.#type = String(type);
    this.#init = {
      bubbles: Boolean(init?.bubbles),
      cancelable: Boolean(init?.cancelable),
      composed: Boolean(init?.composed),
    };
  }
  static {
    stateOf = (event) => event.#state;
  }
  get type() {
    return this.#type;
  }
  get target() {
    return this.#state.target;
  }
  get srcElement() {
    return this.#state.target;
  }
  get currentTarget() {
    return this.#state.active ? this.#state.target : null;
  }
  get eventPhase() {
    return this.#state.active ? 2 : 0;
  }
  get bubbles() {
    return this.#init.bubbles;
  }
  get cancelable() {
    return this.#init.cancelable;
  }
  get composed() {
    return this.#init.composed;
  }
  get defaultPrevented() {
    return this.#prevented;
  }
  get returnValue() {
    return !this.#prevented;
  }
  get cancelBubble() {
    return this.#bubblingStopped;
  }
  set cancelBubble(value) {
    if (value) this.#bubblingStopped = true;
  }
  get timeStamp() {
    return this.#timeStamp;
  }
  get isTrusted() {
    return false;
  }
  composedPath() {
    return this.#state.active ? [this.#state.target] : [];
  }
  preventDefault() {
    if (this.#init.cancelable && !this.#state.passive) this.#prevented = true;
  }
  stopPropagation() {
    this.#bubblingStopped = true;
  }
  stopImmediatePropagation() {
    this.#bubblingStopped = true;
    this.#state.stopped = true;
  }
  /**
   * @param {number} _depth
   * @param {unknown} options
   * @param {(value: unknown, options: unknown) => string} inspect
   */
  [INSPECT](_depth, options, inspect) {
    const name = this.constructor.name;
    return `${name} ${
      inspect({
        type: this.#type,
        defaultPrevented: this.#prevented,
        cancelable: this.#init.cancelable,
        timeStamp: this.#timeStamp,
      }, options)
    }`;
  }
}
for (
  const [at, name] of ["NONE", "CAPTURING_PHASE", "AT_TARGET", "BUBBLING_PHASE"]
    .entries()
) {
  for (const object of [Event, Event.prototype]) {
    Object.defineProperty(object, name, { value: at, enumerable: true });
  }
}

export class CustomEvent extends Event {
  #detail;
  /**
   * @param {unknown} type
   * @param {EventInit & { detail?: unknown }} [init]
   */
  constructor(type, init = {}) {
    super(type, init);
    this.#detail = init?.detail ?? null;
  }
  get detail() {
    return this.#detail;
  }
}

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
