// Timers. The queue is guest data in guest memory: a list sorted by due time, then by number.

import {
  $Number,
  $Promise,
  $TypeError,
  apply,
  max,
  promiseThen,
  uncurry,
} from "../intrinsics.js";
import { define } from "./globals.js";
import { host } from "./host.js";
import { guarded } from "./rejections.js";

/**
 * @typedef {TimerFields & WithoutPrototype} Timer
 *
 * @typedef {object} TimerFields
 * @property {number} id
 * @property {number} due
 * @property {number} delayMs
 * @property {(...args: unknown[]) => unknown} callback
 * @property {unknown[]} args
 * @property {boolean} repeats
 * @property {boolean} isRef Whether the run waits for it.
 * @property {Timer | null} next
 */

const promiseResolve = $Promise.resolve;

/** @type {Timer | null} */
let queue = null;
let lastId = 0;
const nested = 1;

/** What stands for a timer: an object as in Node, and a number where one is needed. */
class Timeout {
  #timer;
  /** @param {Timer} timer */
  constructor(timer) {
    this.#timer = timer;
  }
  ref() {
    this.#timer.isRef = true;
    return this;
  }
  unref() {
    this.#timer.isRef = false;
    return this;
  }
  hasRef() {
    return this.#timer.isRef;
  }
  refresh() {
    const timer = this.#timer;
    remove(timer.id);
    timer.due = host.now() + timer.delayMs;
    insert(timer);
    return this;
  }
  close() {
    remove(this.#timer.id);
    return this;
  }
  [Symbol.toPrimitive]() {
    return this.#timer.id;
  }
}
/** So that looking for it calls nothing of the guest's. */
const idOf = uncurry(Timeout.prototype[Symbol.toPrimitive]);

/** @param {Timer} timer */
function insert(timer) {
  if (queue === null || timer.due < queue.due) {
    timer.next = queue;
    queue = timer;
    return;
  }
  let before = queue;
  while (before.next !== null && before.next.due <= timer.due) {
    before = before.next;
  }
  timer.next = before.next;
  before.next = timer;
}

/**
 * Calls a callback in a turn of its own, as soon as there is one.
 *
 * @param {() => void} callback
 */
export function later(callback) {
  enqueue(callback, 0, [], false);
}

/**
 * The number of a timer.
 *
 * @param {unknown} given
 */
function numberOf(given) {
  if (typeof given !== "object") return $Number(given);
  try {
    // A cast, as it throws for anything else.
    return idOf(/** @type {Timeout} */ (given));
  } catch {
    return -1;
  }
}

/** @param {unknown} given */
function cancel(given) {
  // Anything may be given, and a symbol is no number.
  if (given !== undefined && typeof given !== "symbol") remove(numberOf(given));
}

/** @param {number} id */
function remove(id) {
  /** @type {Timer | null} */
  let before = null;
  for (
    let timer = queue;
    timer !== null;
    before = timer, timer = timer.next
  ) {
    if (timer.id !== id) continue;
    if (before === null) queue = timer.next;
    else before.next = timer.next;
    return;
  }
}

/**
 * @param {unknown} callback
 * @param {unknown} delay
 * @param {unknown[]} args
 * @param {boolean} repeats
 */
export function schedule(callback, delay, args, repeats) {
  if (typeof callback !== "function") {
    throw new $TypeError("The callback of a timer must be a function");
  }
  const delayMs = max(nested, $Number(delay) || 0);
  return new Timeout(enqueue(callback, delayMs, args, repeats));
}

/**
 * @param {unknown} callback
 * @param {number} delayMs
 * @param {unknown[]} args
 * @param {boolean} repeats
 */
function enqueue(callback, delayMs, args, repeats) {
  /** @type {Timer} */
  const timer = {
    __proto__: null,
    id: ++lastId,
    due: host.now() + delayMs,
    delayMs,
    // A cast, as a function may be called with anything.
    callback: /** @type {Timer["callback"]} */ (callback),
    args,
    repeats,
    isRef: true,
    next: null,
  };
  if (delayMs === 0) timer.due = max(timer.due, lastShort());
  insert(timer);
  return timer;
}

/** When the last of the timers without a delay is due: an immediate comes after those that were set before it. */
function lastShort() {
  let due = 0;
  for (let timer = queue; timer !== null; timer = timer.next) {
    if (timer.delayMs <= nested && !timer.repeats) due = timer.due;
  }
  return due;
}

/** Gives the guest its timers. */
export function defineTimers() {
  define(
    "setTimeout",
    /**
     * @param {unknown} callback
     * @param {unknown} delay
     * @param {unknown[]} args
     */
    (callback, delay, ...args) => schedule(callback, delay, args, false),
  );
  define(
    "setInterval",
    /**
     * @param {unknown} callback
     * @param {unknown} delay
     * @param {unknown[]} args
     */
    (callback, delay, ...args) => schedule(callback, delay, args, true),
  );
  define(
    "setImmediate",
    /**
     * @param {unknown} callback
     * @param {unknown[]} args
     */
    (callback, ...args) => {
      if (typeof callback !== "function") {
        throw new $TypeError("The callback of an immediate must be a function");
      }
      return new Timeout(enqueue(callback, 0, args, false));
    },
  );
  for (const name of ["clearTimeout", "clearInterval", "clearImmediate"]) {
    define(name, /** @param {unknown} id */ (id) => cancel(id));
  }
  define(
    "queueMicrotask",
    /** @param {unknown} callback */ (callback) => {
      if (typeof callback !== "function") {
        throw new $TypeError("The callback of a microtask must be a function");
      }
      const resolved = apply(promiseResolve, $Promise, []);
      promiseThen(resolved, () => callback());
    },
  );
}

/**
 * How long until the next timer is due, or -1 without one.
 *
 * @param {number} time
 */
export function untilTimer(time) {
  for (let timer = queue; timer !== null; timer = timer.next) {
    if (timer.isRef) return max(0, (queue ?? timer).due - time);
  }
  return -1;
}

/**
 * Calls the timers that are due; what a callback throws ends the run.
 *
 * @param {number} time
 */
export function fireTimers(time) {
  if (queue === null || queue.due > time) return;
  const timer = queue;
  queue = timer.next;
  if (timer.repeats) {
    timer.due = time + timer.delayMs;
    insert(timer);
  }
  guarded(() => apply(timer.callback, undefined, timer.args));
}

/** Forgets all timers. */
export function dropTimers() {
  queue = null;
  ticks = null;
}

// What comes before the promises' jobs: `process.nextTick`.

/** @typedef {{ callback: () => unknown, next: Tick | null } & WithoutPrototype} Tick */

/** @type {Tick | null} */
let ticks = null;
/** @type {Tick | null} */
let lastTick = null;

/** @param {() => unknown} callback */
export function nextTick(callback) {
  /** @type {Tick} */
  const tick = { __proto__: null, callback, next: null };
  if (ticks === null || lastTick === null) ticks = tick;
  else lastTick.next = tick;
  lastTick = tick;
}

/** Calls what `nextTick` was given; says whether there was anything. */
export function runTicks() {
  if (ticks === null) return 0;
  while (ticks !== null) {
    const { callback } = ticks;
    ticks = ticks.next;
    guarded(callback);
  }
  return 1;
}
