// `events`.

import { web } from "./web_globals.js";
import { invalidType, needFunction, nodeError } from "./errors.js";
import { listen, on, once } from "./event_waits.js";

/** @import { Emitter, EmitterClass, EmitterMethods, Listener, Listeners, Signal, Target } from "./node.d.ts" */

const ERROR_MONITOR = Symbol("events.errorMonitor");
const CAPTURE = Symbol.for("nodejs.rejection");
const settings = { defaultMaxListeners: 10 };

/**
 * What a listener is known by: a wrapper of `once` has the listener itself.
 *
 * @param {Listener} listener
 */
function original(listener) {
  return listener.listener ?? listener;
}

/** @param {Emitter} emitter */
function table(emitter) {
  if (
    emitter._events === undefined ||
    emitter._events === Object.getPrototypeOf(emitter)._events
  ) {
    emitter._events = Object.create(null);
    emitter._eventsCount = 0;
  }
  return emitter._events;
}

/**
 * The listeners of an event, of which a single one stands for itself.
 *
 * @param {Emitter["_events"]} events
 * @param {PropertyKey} name
 * @returns {readonly Listener[]}
 */
function listOf(events, name) {
  const found = events[name];
  return typeof found === "function" ? [found] : found ?? [];
}

/**
 * @param {Emitter} emitter
 * @param {PropertyKey} name
 * @param {Listener} listener
 * @param {boolean} isFirst
 */
function add(emitter, name, listener, isFirst) {
  needFunction("listener", listener);
  const events = table(emitter);
  if (events.newListener !== undefined) {
    emitter.emit("newListener", name, original(listener));
  }
  const list = listOf(events, name);
  if (list.length === 0) {
    events[name] = listener;
    emitter._eventsCount++;
    return emitter;
  }
  events[name] = isFirst ? [listener, ...list] : [...list, listener];
  warnOfLeak(emitter, name, events[name]);
  return emitter;
}

/**
 * @param {Emitter} emitter
 * @param {PropertyKey} name
 * @param {Listeners} list
 */
function warnOfLeak(emitter, name, list) {
  const most = emitter.getMaxListeners();
  if (most === 0 || list.length <= most || list.warned) return;
  Object.defineProperty(list, "warned", { value: true });
  if (list.length !== most + 1) return;
  const message = `Possible EventEmitter memory leak detected. ${list.length} ${
    String(name)
  } listeners added to [${emitter.constructor?.name}]. MaxListeners is ${most}. Use emitter.setMaxListeners() to increase limit`;
  web.process?.emitWarning?.(message, "MaxListenersExceededWarning");
}

/**
 * @param {Emitter} emitter
 * @param {PropertyKey} name
 * @param {Listener} listener
 */
function wrapOnce(emitter, name, listener) {
  needFunction("listener", listener);
  /** @type {Listener} */
  const wrapper = function (...args) {
    emitter.removeListener(name, wrapper);
    return Reflect.apply(listener, this, args);
  };
  wrapper.listener = listener;
  return wrapper;
}

/** @param {readonly unknown[]} args */
function failUnheard(args) {
  const [error] = args;
  if (error instanceof Error) throw error;
  /** @type {import("./node.d.ts").NodeError} */
  const failure = nodeError(
    Error,
    "ERR_UNHANDLED_ERROR",
    `Unhandled error. (${
      typeof error === "string" ? `'${error}'` : String(error)
    })`,
  );
  failure.context = error;
  throw failure;
}

/**
 * The class, which can be called on an object as classes of old do.
 *
 * @this {Emitter}
 * @param {{ captureRejections?: boolean }} [options]
 */
function EventEmitter(options) {
  table(this);
  this._maxListeners ??= undefined;
  if (options?.captureRejections) this._captureRejections = true;
}

/** @type {EmitterMethods & ThisType<Emitter>} */
const methods = {
  on(name, listener) {
    return add(this, name, listener, false);
  },
  addListener(name, listener) {
    return add(this, name, listener, false);
  },
  prependListener(name, listener) {
    return add(this, name, listener, true);
  },
  once(name, listener) {
    return this.on(name, wrapOnce(this, name, listener));
  },
  prependOnceListener(name, listener) {
    return this.prependListener(name, wrapOnce(this, name, listener));
  },
  off(name, listener) {
    return this.removeListener(name, listener);
  },
  removeListener(name, listener) {
    needFunction("listener", listener);
    const events = table(this);
    const list = listOf(events, name);
    const at = list.findLastIndex((one) =>
      one === listener || one.listener === listener
    );
    if (at < 0) return this;
    if (list.length === 1) {
      delete events[name];
      this._eventsCount--;
    } else {
      const rest = list.toSpliced(at, 1);
      events[name] = rest.length === 1 ? rest[0] : rest;
    }
    if (events.removeListener !== undefined) {
      this.emit("removeListener", name, original(list[at]));
    }
    return this;
  },
  removeAllListeners(name) {
    const events = table(this);
    if (name === undefined) {
      this._events = Object.create(null);
      this._eventsCount = 0;
    } else if (events[name] !== undefined) {
      for (const one of [...listOf(events, name)].reverse()) {
        this.removeListener(name, one);
      }
    }
    return this;
  },
  emit(name, ...args) {
    const events = table(this);
    if (name === "error" && events[ERROR_MONITOR] !== undefined) {
      this.emit(ERROR_MONITOR, ...args);
    }
    const list = listOf(events, name);
    if (list.length === 0) {
      if (name === "error") failUnheard(args);
      return false;
    }
    for (const listener of list) {
      // A cast, as a listener may return anything.
      const result = /** @type {PromiseLike<unknown> | undefined} */ (
        Reflect.apply(listener, this, args)
      );
      if (this._captureRejections && typeof result?.then === "function") {
        result.then(undefined, (error) => {
          // A cast, as an emitter may have such a method.
          const { [CAPTURE]: capture } =
            /** @type {{ [CAPTURE]?: unknown }} */ (this);
          if (typeof capture === "function") {
            Reflect.apply(capture, this, [error, name, ...args]);
          } else this.emit("error", error);
        });
      }
    }
    return true;
  },
  listeners(name) {
    return listOf(table(this), name).map(original);
  },
  rawListeners(name) {
    return [...listOf(table(this), name)];
  },
  listenerCount(name, listener) {
    const list = listOf(table(this), name);
    return listener === undefined
      ? list.length
      : list.filter((one) => original(one) === listener).length;
  },
  eventNames() {
    return Reflect.ownKeys(table(this));
  },
  setMaxListeners(count) {
    if (!(typeof count === "number" && count >= 0)) {
      throw invalidType("n", "a non-negative number", count);
    }
    this._maxListeners = count;
    return this;
  },
  getMaxListeners() {
    return this._maxListeners ?? settings.defaultMaxListeners;
  },
};
Object.assign(EventEmitter.prototype, {
  _events: undefined,
  _eventsCount: 0,
  _maxListeners: undefined,
}, methods);

/** @returns {Record<string, object>} */
export function make() {
  Object.assign(EventEmitter, {
    EventEmitter,
    once,
    on,
    errorMonitor: ERROR_MONITOR,
    captureRejectionSymbol: CAPTURE,
    usingDomains: false,
    /**
     * @param {Emitter} emitter
     * @param {PropertyKey} name
     */
    getEventListeners: (emitter, name) => emitter.listeners?.(name) ?? [],
    /** @param {Emitter} emitter */
    getMaxListeners: (emitter) => emitter.getMaxListeners(),
    /**
     * @param {Emitter} emitter
     * @param {PropertyKey} name
     */
    listenerCount: (emitter, name) => emitter.listenerCount(name),
    /**
     * @param {number} count
     * @param {Emitter[]} emitters
     */
    setMaxListeners: (count, ...emitters) => {
      if (emitters.length === 0) settings.defaultMaxListeners = count;
      for (const one of emitters) one.setMaxListeners?.(count);
    },
    /**
     * @param {Target} signal
     * @param {Listener} listener
     */
    addAbortListener: (signal, listener) => ({
      [Symbol.for("Symbol.dispose")]: listen(signal, "abort", listener),
    }),
  });
  const { EventTarget, Event } = web;
  Object.assign(
    EventEmitter,
    "EventTarget" in web && { EventTarget },
    "Event" in web && { Event },
  );
  Object.defineProperty(EventEmitter, "defaultMaxListeners", {
    get: () => settings.defaultMaxListeners,
    set: (count) => settings.defaultMaxListeners = count,
    configurable: true,
    enumerable: true,
  });
  return { events: EventEmitter };
}
