// Promises and iterators of events.

import { nodeError } from "./errors.js";

/** @import { Abortable, Emitter, Listener, Signal, Target } from "./node.d.ts" */

/**
 * @param {Emitter | Target} emitter
 * @returns {emitter is Target}
 */
function isTarget(emitter) {
  // A cast, as it may be anything.
  const given = /** @type {Partial<Emitter & Target>} */ (emitter);
  return typeof given?.addEventListener === "function" &&
    typeof given.on !== "function";
}

/**
 * @param {Emitter | Target} emitter
 * @param {PropertyKey} name
 * @param {Listener} listener
 */
export function listen(emitter, name, listener) {
  if (isTarget(emitter)) {
    emitter.addEventListener(name, listener);
    return () => emitter.removeEventListener(name, listener);
  }
  emitter.on(name, listener);
  return () => emitter.removeListener(name, listener);
}

/** @param {Signal} signal */
function abortError(signal) {
  const error = nodeError(Error, "ABORT_ERR", "The operation was aborted");
  error.name = "AbortError";
  if (signal?.reason !== undefined) error.cause = signal.reason;
  return error;
}

/**
 * A promise of the arguments of the next event.
 *
 * @param {Emitter | Target} emitter
 * @param {PropertyKey} name
 * @param {Abortable} [options]
 */
export function once(emitter, name, { signal } = {}) {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(abortError(signal));
    /** @type {(() => void)[]} */
    const ends = [];
    /** @type {(act: (...args: unknown[]) => void) => Listener} */
    const end = (act) => (...args) => {
      for (const one of ends) one();
      act(...args);
    };
    ends.push(listen(emitter, name, end((...args) => resolve(args))));
    if (name !== "error" && !isTarget(emitter)) {
      ends.push(listen(emitter, "error", end(reject)));
    }
    if (signal !== undefined) {
      ends.push(
        listen(signal, "abort", end(() => reject(abortError(signal)))),
      );
    }
  });
}

/**
 * The arguments of events until somebody waits for them.
 *
 * @param {() => void} stop Called when no more are wanted
 */
function newEventQueue(stop) {
  /** @type {unknown[][]} */
  const arrived = [];
  /** @type {{ resolve(result: IteratorResult<unknown[], undefined>): void, reject(error: unknown): void }[]} */
  const waiting = [];
  /** @type {{ error: unknown } | undefined} */
  let failure;
  let isDone = false;
  return {
    /** @param {unknown[]} args */
    add(...args) {
      const next = waiting.shift();
      if (next === undefined) arrived.push(args);
      else next.resolve({ value: args, done: false });
    },
    finish() {
      isDone = true;
      stop();
      for (const { resolve } of waiting.splice(0)) {
        resolve({ value: undefined, done: true });
      }
    },
    /** @param {unknown} error */
    fail(error) {
      const next = waiting.shift();
      if (next === undefined) failure = { error };
      else next.reject(error);
      this.finish();
    },
    /** @returns {Promise<IteratorResult<unknown[], undefined>>} */
    next() {
      if (arrived.length > 0) {
        return Promise.resolve({ value: arrived.shift(), done: false });
      }
      if (failure !== undefined) {
        const { error } = failure;
        failure = undefined;
        return Promise.reject(error);
      }
      if (isDone) return Promise.resolve({ value: undefined, done: true });
      return new Promise((resolve, reject) =>
        waiting.push({ resolve, reject })
      );
    },
  };
}

/**
 * An async iterator of the arguments of each event.
 *
 * @param {Emitter | Target} emitter
 * @param {PropertyKey} name
 * @param {Abortable & { close?: readonly string[] }} [options]
 */
export function on(emitter, name, { signal, close = [] } = {}) {
  if (signal?.aborted) throw abortError(signal);
  /** @type {(() => void)[]} */
  const ends = [];
  const queue = newEventQueue(() => {
    for (const end of ends) end();
  });
  ends.push(listen(emitter, name, queue.add));
  if (name !== "error" && !isTarget(emitter)) {
    ends.push(listen(emitter, "error", (error) => queue.fail(error)));
  }
  for (const one of close) {
    ends.push(listen(emitter, one, () => queue.finish()));
  }
  if (signal !== undefined) {
    ends.push(listen(signal, "abort", () => queue.fail(abortError(signal))));
  }
  return {
    next: () => queue.next(),
    return() {
      queue.finish();
      return Promise.resolve({ value: undefined, done: true });
    },
    /** @param {unknown} error */
    throw(error) {
      queue.fail(error);
      return Promise.resolve({ value: undefined, done: true });
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
