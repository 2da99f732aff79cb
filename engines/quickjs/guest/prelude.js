// What a guest finds in its realm beside the language itself, and what the worker needs inside the guest's realm to
// drive it. Evaluated in the guest's context before any guest code; everything used later is captured here, because
// guest code may replace any global and any method.
(function (host, values, inspector) {
  "use strict";

  const { now, random, ask, pose, load, show: showForms } = host;
  const { encode, decode } = values;
  const { inspect } = inspector;
  const { apply } = Reflect;
  const { defineProperty, freeze, getOwnPropertyDescriptor, is, keys } = Object;
  const $global = globalThis;
  const { eval: $eval } = $global;
  const { stringify, parse } = JSON;
  const { max, trunc } = Math;
  const $Promise = Promise;
  const $Error = Error;
  const $TypeError = TypeError;
  const $ReferenceError = ReferenceError;
  const $String = String;
  const $Number = Number;
  const $ArrayBuffer = ArrayBuffer;
  const $Map = Map;
  const $Date = Date;
  const mapGet = $Map.prototype.get;
  const mapSet = $Map.prototype.set;
  const mapClear = $Map.prototype.clear;
  const mapDelete = $Map.prototype.delete;
  const promiseThen = $Promise.prototype.then;
  const promiseResolve = $Promise.resolve;
  const replace = $String.prototype.replace;
  const split = $String.prototype.split;
  const includes = $String.prototype.includes;
  const slice = $String.prototype.slice;
  const exec = RegExp.prototype.exec;

  /** What the way to the host as a C string would cut, or take for something else. */
  const DELICATE = /[\0\ud800-\udfff]/;

  function write(fd, text) {
    return apply(exec, DELICATE, [text]) === null
      ? host.write(fd, text)
      : host.write(fd, stringify(text), true);
  }

  let origin = now();

  function define(name, value) {
    defineProperty(globalThis, name, {
      value,
      writable: true,
      configurable: true,
      enumerable: false,
    });
  }

  // Console

  const SPECIFIER = /%[sdifjoOc%]/g;

  function format(args) {
    let start = 0;
    let text = "";
    if (
      typeof args[0] === "string" && args.length > 1 &&
      apply(includes, args[0], ["%"])
    ) {
      start = 1;
      text = apply(replace, args[0], [SPECIFIER, (specifier) => {
        if (specifier === "%%") return "%";
        if (start >= args.length) return specifier;
        return formatOne(specifier, args[start++]);
      }]);
    } else if (args.length > 0) {
      text = show(args[0]);
      start = 1;
    }
    for (let i = start; i < args.length; i++) text += " " + show(args[i]);
    return text;
  }

  function formatOne(specifier, value) {
    if (specifier === "%c") return "";
    if (specifier === "%s") {
      return typeof value === "symbol" ? $String(value) : show(value);
    }
    if (specifier === "%d") {
      return `${typeof value === "bigint" ? value : $Number(value)}`;
    }
    if (specifier === "%i") return `${trunc($Number(value))}`;
    if (specifier === "%f") return `${$Number(value)}`;
    if (specifier === "%j") return stringify(value);
    return inspect(value);
  }

  function show(value) {
    return typeof value === "string" ? value : inspect(value);
  }

  const counts = new $Map();
  const timers = new $Map();
  let indent = "";

  /** Characters of one text that the worker takes at the most; what is longer would be held twice in its own heap. */
  let maxWriteChars = 0;
  /** Whether a stream, by its descriptor, has had all that is kept of it: what goes there now need not be made. */
  const isFull = { __proto__: null, 1: false, 2: false };

  function emit(fd, text) {
    if (isFull[fd]) return;
    isFull[fd] = write(fd, apply(slice, text, [0, maxWriteChars]));
  }

  function line(fd, args) {
    if (isFull[fd]) return;
    const text = format(args);
    const indented = indent === ""
      ? text
      : indent + apply(replace, text, [/\n/g, "\n" + indent]);
    emit(fd, indented + "\n");
  }

  define("console", {
    log: (...args) => line(1, args),
    info: (...args) => line(1, args),
    debug: (...args) => line(1, args),
    dir: (value) =>
      line(1, [typeof value === "string" ? inspect(value) : value]),
    table: (value) => line(1, [value]),
    warn: (...args) => line(2, args),
    error: (...args) => line(2, args),
    trace: (...args) => line(2, ["Trace:", ...args]),
    assert: (condition, ...args) => {
      if (!condition) {
        line(2, ["Assertion failed" + (args.length > 0 ? ":" : ""), ...args]);
      }
    },
    group: (...args) => {
      if (args.length > 0) line(1, args);
      indent += "  ";
    },
    groupEnd: () => {
      indent = apply(slice, indent, [2]);
    },
    count: (label = "default") => {
      const count = (apply(mapGet, counts, [label]) ?? 0) + 1;
      apply(mapSet, counts, [label, count]);
      line(1, [`${label}: ${count}`]);
    },
    time: (label = "default") => {
      apply(mapSet, timers, [label, now()]);
    },
    timeEnd: (label = "default") => {
      const started = apply(mapGet, timers, [label]);
      if (started === undefined) return;
      apply(mapDelete, timers, [label]);
      line(1, [`${label}: ${now() - started} ms`]);
    },
  });
  define("print", (...args) => line(1, args));

  // Timers. The queue is guest data in guest memory: a list sorted by due time, then by number.

  let queue = null;
  let lastId = 0;
  const nested = 1;

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

  function remove(id) {
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

  function schedule(callback, delay, args, repeats) {
    if (typeof callback !== "function") {
      throw new $TypeError("The callback of a timer must be a function");
    }
    const delayMs = max(nested, $Number(delay) || 0);
    const id = ++lastId;
    insert({
      __proto__: null,
      id,
      due: now() + delayMs,
      delayMs,
      callback,
      args,
      repeats,
      next: null,
    });
    return id;
  }

  define(
    "setTimeout",
    (callback, delay, ...args) => schedule(callback, delay, args, false),
  );
  define(
    "setInterval",
    (callback, delay, ...args) => schedule(callback, delay, args, true),
  );
  define("clearTimeout", (id) => remove(id));
  define("clearInterval", (id) => remove(id));
  define("queueMicrotask", (callback) => {
    if (typeof callback !== "function") {
      throw new $TypeError("The callback of a microtask must be a function");
    }
    const resolved = apply(promiseResolve, $Promise, []);
    apply(promiseThen, resolved, [() => callback()]);
  });

  // Time and entropy

  defineProperty(Math, "random", {
    value: function random_() {
      return random();
    },
    writable: true,
    configurable: true,
  });

  // Arguments, environment, input

  /** Gives the guest its arguments, its environment and the zero of its clock. */
  function configure(settingsJson) {
    const { args, env, grants, callBytes, ...limits } = parse(settingsJson);
    origin = now();
    define("performance", {
      now: () => now() - origin,
      timeOrigin: $Date.now(),
    });
    define("scriptArgs", freeze(args));
    define("process", {
      env,
      argv: ["sandglass", "main", ...args],
      cwd: () => "/work",
    });
    const { functions, mounts, network } = grants;
    openModules = () =>
      modules ??= load("modules")({ load, later, channel, mounts, ...limits });
    defineLate("fs", () => openModules().fs);
    if (network) defineNetwork();
    if (functions.length > 0) {
      defineLate(
        "host",
        () => load("functions")(channel, values, functions, callBytes),
      );
    }
  }

  /** Sets globals of the host's, encoded as one map; what an earlier run has made of these names gives way. */
  function setGlobals(encoded) {
    const given = decode(encoded);
    const names = keys(given);
    for (let i = 0; i < names.length; i++) {
      const name = names[i];
      try {
        setGlobal(name, given[name]);
      } catch (thrown) {
        if (!isRefused(thrown)) throw thrown;
        throw new $TypeError(
          "Cannot set global " + name + " as the guest has made it read-only",
        );
      }
    }
  }

  function setGlobal(name, value) {
    const own = getOwnPropertyDescriptor($global, name);
    // What was declared with `var` stays what it is, and takes a value.
    const isFixed = own !== undefined && !own.configurable;
    defineProperty(
      $global,
      name,
      isFixed ? { __proto__: null, value } : {
        __proto__: null,
        value,
        writable: true,
        configurable: true,
        enumerable: true,
      },
    );
    // What was declared with `let` hides it. The name is an identifier: the host has checked that.
    if (isShadowed(name, value)) {
      $eval("(value) => { " + name + " = value; }")(value);
    }
  }

  /** Whether something is a constant, or was never initialized; anything else is a lack of memory. */
  function isRefused(thrown) {
    return isInstance(thrown, $TypeError) ||
      isInstance(thrown, $ReferenceError);
  }

  function isShadowed(name, value) {
    try {
      return !is($eval(name), value);
    } catch (thrown) {
      // A declaration whose initializer failed can neither be read nor set.
      if (isInstance(thrown, $ReferenceError)) return true;
      throw thrown;
    }
  }

  function defineNetwork() {
    let made;
    const names = [
      "fetch",
      "Headers",
      "Request",
      "Response",
      "AbortController",
      "AbortSignal",
    ];
    for (const name of names) {
      defineLate(name, () => (made ??= load("fetch")(channel, now))[name]);
    }
  }

  let unread = "";
  let atEnd = false;
  define("readline", (prompt = "") => {
    if (prompt !== "") emit(1, $String(prompt));
    for (;;) {
      const parts = apply(split, unread, ["\n", 2]);
      if (parts.length > 1) {
        unread = apply(slice, unread, [parts[0].length + 1]);
        return apply(replace, parts[0], [/\r$/, ""]);
      }
      const more = atEnd ? null : askHost("stdin", "").value;
      if (more === null) {
        atEnd = true;
        const rest = unread;
        unread = "";
        return rest === "" ? null : rest;
      }
      unread += more;
    }
  });

  // What is asked of the host

  /** Who waits for which answer, by the number of the question. */
  const waiting = new $Map();

  /** Reads an answer: `[error, value, bytes]`, the first two as JSON. */
  function readAnswer(reply) {
    if (reply[0] === null) return { value: parse(reply[1]), bytes: reply[2] };
    const { name, message } = parse(reply[0]);
    const error = new $Error(message);
    defineProperty(error, "name", {
      value: name,
      writable: true,
      configurable: true,
      enumerable: false,
    });
    throw error;
  }

  /** Asks a service of the host and waits; returns `{ value, bytes }`, or throws what the host refused with. */
  function askHost(service, request, buffer) {
    return readAnswer(ask(service, request, buffer));
  }

  /** Asks a service of the host; returns a promise of what `askHost` would have returned. */
  function poseToHost(service, request, buffer) {
    return new $Promise((resolve, reject) => {
      const asker = { __proto__: null, resolve, reject };
      apply(mapSet, waiting, [pose(service, request, buffer), asker]);
    });
  }

  /** Takes an answer to what `poseToHost` asked. */
  function answer(number, reply) {
    const asker = apply(mapGet, waiting, [number]);
    if (asker === undefined) return;
    apply(mapDelete, waiting, [number]);
    try {
      asker.resolve(readAnswer(reply));
    } catch (error) {
      asker.reject(error);
    }
  }

  /** `epoch` changes when everything that is waited for is given up. */
  const channel = {
    __proto__: null,
    ask: askHost,
    pose: poseToHost,
    epoch: 0,
  };

  /** Defines a global that is made when it is first looked at. */
  function defineLate(name, make) {
    defineProperty(globalThis, name, {
      get() {
        const value = make();
        define(name, value);
        return value;
      },
      set: (value) => define(name, value),
      configurable: true,
      enumerable: false,
    });
  }

  defineLate("crypto", () => load("crypto")(random));
  defineLate("structuredClone", () => load("clone")());
  let texts;
  for (const name of ["TextEncoder", "TextDecoder", "btoa", "atob"]) {
    defineLate(
      name,
      () => (texts ??= load("text")(load("encodings")()))[name],
    );
  }

  // Files and modules, which are made when something of them is first asked for

  let modules;
  let openModules;
  const later = (callback) => schedule(callback, 0, [], false);
  const require = (name) => openModules().require(name);
  define("require", require);
  defineProperty(globalThis, Symbol.for("sandglass.require"), {
    value: require,
  });

  /** Memory for bytes of the host's. */
  function allocate(bytes) {
    return new $ArrayBuffer(bytes);
  }

  /** Does what the worker requests with the files: `[answer, bytes]`, the first as JSON. */
  function files(request, buffer) {
    return openModules().serve(request, buffer);
  }

  /** The source of a module that the guest imports. */
  function sourceOf(name) {
    return openModules().sourceOf(name);
  }
  defineLate("display", () => load("display")(showForms, inspect));

  // For the worker alone

  const run = {
    __proto__: null,
    settled: false,
    failed: false,
    value: undefined,
  };

  /** Makes ready for a run. */
  function begin(outputBytes) {
    run.settled = false;
    run.failed = false;
    run.value = undefined;
    atEnd = false;
    unread = "";
    isFull[1] = false;
    isFull[2] = false;
    // One more than allowed, so that the worker sees that it has to cut.
    maxWriteChars = outputBytes + 1;
  }

  function settle(failed, value) {
    run.settled = true;
    run.failed = failed;
    run.value = value;
  }

  /** A proxy may throw where it is asked what it is; then it is no promise. */
  function isPromise(value) {
    return isInstance(value, $Promise);
  }

  function isInstance(value, constructor) {
    try {
      return value instanceof constructor;
    } catch {
      return false;
    }
  }

  /** Follows the promise of an evaluated script, whose value is boxed so that a promise in it stays one. */
  function watch(boxed) {
    follow(boxed, (box) => follow(box.value, (it) => settle(false, it)));
  }

  /** What a guest made of the prototype or the constructor of promises may throw here; that is its own failure. */
  function follow(value, next) {
    try {
      if (!isPromise(value)) return next(value);
      apply(promiseThen, value, [next, (it) => settle(true, it)]);
    } catch (thrown) {
      settle(true, thrown);
    }
  }

  function nextTimer(time) {
    return queue === null ? -1 : max(0, queue.due - time);
  }

  /** Calls the timers that are due; what a callback throws ends the run. */
  function fireTimers(time) {
    if (queue === null || queue.due > time) return;
    const timer = queue;
    queue = timer.next;
    if (timer.repeats) {
      insert({ ...timer, __proto__: null, due: time + timer.delayMs });
    }
    apply(timer.callback, undefined, timer.args);
  }

  function clearTimers() {
    queue = null;
    apply(mapClear, waiting, []);
    channel.epoch++;
  }

  function outcome(valueBytes, wantsRepr) {
    if (!run.settled) {
      const message =
        "Nothing is left that could settle what the script awaits";
      return failure("Error", message, "Error: " + message);
    }
    if (run.failed) return describe(run.value);
    const value = run.value;
    run.value = undefined;
    if (value === undefined) return `{"status":"ok"}`;
    const result = { __proto__: null, status: "ok" };
    const encoded = encode(value, valueBytes);
    if (encoded.text !== undefined) result.value = encoded.text;
    if (encoded.tooLarge) result.tooLarge = true;
    if (wantsRepr || encoded.text === undefined) {
      result.repr = inspect(value, valueBytes);
    }
    return stringify(result);
  }

  const FRAME = /^\s*at (?:.*\()?([^()]*?):(\d+)(?::(\d+))?\)?\s*$/;

  function describe(thrown) {
    if (!isInstance(thrown, $Error)) {
      const text = inspect(thrown);
      const message = typeof thrown === "string"
        ? apply(slice, thrown, [0, 100_000])
        : text;
      return failure("Uncaught", message, "Uncaught " + text);
    }
    const name = textOf(() => thrown.name, "Error");
    const message = textOf(() => thrown.message, "");
    const frames = guestFrames(textOf(() => thrown.stack, ""));
    const error = {
      __proto__: null,
      name,
      message,
      traceback: headline(name, message),
    };
    for (let i = 0; i < frames.length; i++) error.traceback += "\n" + frames[i];
    if (frames.length > 0) {
      const match = apply(exec, FRAME, [frames[0]]);
      error.line = $Number(match[2]);
      if (match[3] !== undefined && name === "SyntaxError") {
        error.column = $Number(match[3]);
      }
    }
    const exhausted = name === "InternalError" && message === "out of memory";
    return report(exhausted ? "memory" : "error", error);
  }

  function failure(name, message, traceback) {
    return report("error", { __proto__: null, name, message, traceback });
  }

  /** The prototypes are null as an inherited `toJSON` of the guest's would write the report in the engine's name. */
  function report(status, error) {
    return stringify({ __proto__: null, status, error });
  }

  function headline(name, message) {
    return message === "" ? name : `${name}: ${message}`;
  }

  function textOf(read, fallback) {
    try {
      const value = read();
      return typeof value === "string"
        ? apply(slice, value, [0, 100_000])
        : fallback;
    } catch {
      return fallback;
    }
  }

  /** The frames of a stack that lie in guest code. */
  function guestFrames(stack) {
    const lines = apply(split, stack, ["\n"]);
    const kept = [];
    for (let i = 0; i < lines.length; i++) {
      const match = apply(exec, FRAME, [lines[i]]);
      if (
        match !== null && !apply(includes, match[1], ["<sandglass:"]) &&
        match[1] !== "native"
      ) {
        defineProperty(kept, kept.length, {
          value: lines[i],
          writable: true,
          configurable: true,
          enumerable: true,
        });
      }
    }
    return kept;
  }

  return {
    configure,
    setGlobals,
    begin,
    watch,
    nextTimer,
    fireTimers,
    clearTimers,
    answer,
    allocate,
    files,
    sourceOf,
    outcome,
    describe,
  };
});
