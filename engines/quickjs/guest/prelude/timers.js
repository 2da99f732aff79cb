// Timers. The queue is guest data in guest memory: a list sorted by due time, then by number.

import {
  $Number,
  $Promise,
  $TypeError,
  apply,
  max,
  promiseThen,
} from "../intrinsics.js";
import { define } from "./globals.js";
import { host } from "./host.js";

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
 * @property {Timer | null} next
 */

const promiseResolve = $Promise.resolve;

/** @type {Timer | null} */
let queue = null;
let lastId = 0;
const nested = 1;

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

/** @param {unknown} id */
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
  const id = ++lastId;
  insert({
    __proto__: null,
    id,
    due: host.now() + delayMs,
    delayMs,
    // A cast, as a function may be called with anything.
    callback: /** @type {Timer["callback"]} */ (callback),
    args,
    repeats,
    next: null,
  });
  return id;
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
  define("clearTimeout", /** @param {unknown} id */ (id) => remove(id));
  define("clearInterval", /** @param {unknown} id */ (id) => remove(id));
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
  return queue === null ? -1 : max(0, queue.due - time);
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
    insert({ ...timer, __proto__: null, due: time + timer.delayMs });
  }
  apply(timer.callback, undefined, timer.args);
}

/** Forgets all timers. */
export function dropTimers() {
  queue = null;
}
