// Event, CustomEvent and EventTarget.

/**
 * @import { EventTarget } from "./event_target.js"
 *
 * @typedef {{ bubbles?: unknown, cancelable?: unknown, composed?: unknown }} EventInit
 */

const INSPECT = Symbol.for("nodejs.util.inspect.custom");

/** @type {() => number} */
let clock = () => 0;
/** @type {(callback: () => void) => void} */
export let later = (callback) => callback();

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
export let stateOf;

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
  const [at, name] of /** @type {const} */ ([
    [0, "NONE"],
    [1, "CAPTURING_PHASE"],
    [2, "AT_TARGET"],
    [3, "BUBBLING_PHASE"],
  ])
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
