// `events`.

import { invalidType, needFunction, nodeError } from "./errors.js";

const ERROR_MONITOR = Symbol("events.errorMonitor");
const CAPTURE = Symbol.for("nodejs.rejection");
const settings = { defaultMaxListeners: 10 };

/** What a listener is known by: a wrapper of `once` has the listener itself. */
function original(listener) {
  return listener.listener ?? listener;
}

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

/** The listeners of an event, of which a single one stands for itself. */
function listOf(events, name) {
  const found = events[name];
  return typeof found === "function" ? [found] : found ?? [];
}

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

function warnOfLeak(emitter, name, list) {
  const most = emitter.getMaxListeners();
  if (most === 0 || list.length <= most || list.warned) return;
  Object.defineProperty(list, "warned", { value: true });
  if (list.length !== most + 1) return;
  const message = `Possible EventEmitter memory leak detected. ${list.length} ${
    String(name)
  } listeners added to [${emitter.constructor?.name}]. MaxListeners is ${most}. Use emitter.setMaxListeners() to increase limit`;
  globalThis.process?.emitWarning?.(message, "MaxListenersExceededWarning");
}

function wrapOnce(emitter, name, listener) {
  needFunction("listener", listener);
  const wrapper = function (...args) {
    emitter.removeListener(name, wrapper);
    return Reflect.apply(listener, this, args);
  };
  wrapper.listener = listener;
  return wrapper;
}

function failUnheard(args) {
  const [error] = args;
  if (error instanceof Error) throw error;
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
 * @param options
 */
function EventEmitter(options) {
  table(this);
  this._maxListeners ??= undefined;
  if (options?.captureRejections) this._captureRejections = true;
}

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
      const result = Reflect.apply(listener, this, args);
      if (this._captureRejections && typeof result?.then === "function") {
        result.then(undefined, (error) => {
          const capture = this[CAPTURE];
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

function isTarget(emitter) {
  return typeof emitter?.addEventListener === "function" &&
    typeof emitter.on !== "function";
}

function listen(emitter, name, listener) {
  if (isTarget(emitter)) {
    emitter.addEventListener(name, listener);
    return () => emitter.removeEventListener(name, listener);
  }
  emitter.on(name, listener);
  return () => emitter.removeListener(name, listener);
}

function abortError(signal) {
  const error = nodeError(Error, "ABORT_ERR", "The operation was aborted");
  error.name = "AbortError";
  if (signal?.reason !== undefined) error.cause = signal.reason;
  return error;
}

/** A promise of the arguments of the next event. */
function once(emitter, name, { signal } = {}) {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(abortError(signal));
    const ends = [];
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

/** An async iterator of the arguments of each event. */
function on(emitter, name, { signal, close = [] } = {}) {
  if (signal?.aborted) throw abortError(signal);
  const arrived = [];
  const waiting = [];
  const ends = [];
  let failure;
  let isDone = false;
  const finish = () => {
    isDone = true;
    for (const end of ends) end();
    for (const { resolve } of waiting.splice(0)) {
      resolve({ value: undefined, done: true });
    }
  };
  const fail = (error) => {
    const next = waiting.shift();
    if (next === undefined) failure = { error };
    else next.reject(error);
    finish();
  };
  ends.push(listen(emitter, name, (...args) => {
    const next = waiting.shift();
    if (next === undefined) arrived.push(args);
    else next.resolve({ value: args, done: false });
  }));
  if (name !== "error" && !isTarget(emitter)) {
    ends.push(listen(emitter, "error", fail));
  }
  for (const one of close) ends.push(listen(emitter, one, finish));
  if (signal !== undefined) {
    ends.push(listen(signal, "abort", () => fail(abortError(signal))));
  }
  return {
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
    return() {
      finish();
      return Promise.resolve({ value: undefined, done: true });
    },
    throw(error) {
      fail(error);
      return Promise.resolve({ value: undefined, done: true });
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

export function make() {
  Object.assign(EventEmitter, {
    EventEmitter,
    once,
    on,
    errorMonitor: ERROR_MONITOR,
    captureRejectionSymbol: CAPTURE,
    usingDomains: false,
    getEventListeners: (emitter, name) => emitter.listeners?.(name) ?? [],
    getMaxListeners: (emitter) => emitter.getMaxListeners(),
    listenerCount: (emitter, name) => emitter.listenerCount(name),
    setMaxListeners: (count, ...emitters) => {
      if (emitters.length === 0) settings.defaultMaxListeners = count;
      for (const one of emitters) one.setMaxListeners?.(count);
    },
    addAbortListener: (signal, listener) => ({
      [Symbol.for("Symbol.dispose")]: listen(signal, "abort", listener),
    }),
  });
  for (const name of ["EventTarget", "Event"]) {
    if (name in globalThis) EventEmitter[name] = globalThis[name];
  }
  Object.defineProperty(EventEmitter, "defaultMaxListeners", {
    get: () => settings.defaultMaxListeners,
    set: (count) => settings.defaultMaxListeners = count,
    configurable: true,
    enumerable: true,
  });
  return { events: EventEmitter };
}
