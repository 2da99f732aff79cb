// The host functions that a JavaScript guest finds in `host`: `await host.name(…)`, or `host.name.sync(…)`.
(function (channel, values, names, maxBytes) {
  "use strict";

  const { encode, decode } = values;
  const { defineProperty, freeze } = Object;
  const { apply } = Reflect;
  const $Promise = Promise;
  const $Error = Error;
  const $TypeError = TypeError;
  const promiseThen = $Promise.prototype.then;

  /** Calls that may wait for their answers at the same time; the others wait here, where they cost the host nothing. */
  const MAX_OPEN = 256;
  /** Text of requests that may be on its way at the same time, unless one request alone has more. */
  const MAX_OPEN_CHARS = 2 ** 22;

  let open = 0;
  let openChars = 0;
  let first = null;
  let last = null;
  let { epoch } = channel;

  function toRequest(name, args) {
    const encoded = encode([name, ...args], maxBytes);
    if (encoded.text !== undefined) return encoded.text;
    throw new $TypeError(
      encoded.tooLarge
        ? `Cannot call host.${name} as its arguments must have at most ${maxBytes} bytes`
        : `Cannot call host.${name} as its arguments must be data that can cross`,
    );
  }

  function isFull(request) {
    return open >= MAX_OPEN ||
      (open > 0 && openChars + request.length > MAX_OPEN_CHARS);
  }

  /** Sends what waits, as far as there is room. */
  function sendOn() {
    while (first !== null && !isFull(first.request)) {
      const call = first;
      first = call.next;
      if (first === null) last = null;
      send(call);
    }
  }

  function send({ request, resolve, reject }) {
    open++;
    openChars += request.length;
    const begun = epoch;
    const settle = (settleCall, outcome) => {
      if (begun === epoch) {
        open--;
        openChars -= request.length;
        sendOn();
      }
      settleCall(outcome);
    };
    apply(promiseThen, channel.pose("function", request), [
      ({ value }) => settle(resolve, value),
      (refusal) => settle(reject, refusal),
    ]);
  }

  function pose(request) {
    // What a run waited for that was given up is not waited for by the next one.
    if (epoch !== channel.epoch) {
      ({ epoch } = channel);
      open = openChars = 0;
      first = last = null;
    }
    return new $Promise((resolve, reject) => {
      const call = { __proto__: null, request, resolve, reject, next: null };
      if (first === null && !isFull(request)) return send(call);
      if (last === null) first = call;
      else last.next = call;
      last = call;
    });
  }

  /** An error that was made where the guest called, so that its stack says so. */
  function tell(error, { name, message }) {
    for (const [key, value] of [["name", name], ["message", message]]) {
      defineProperty(error, key, {
        __proto__: null,
        value,
        writable: true,
        configurable: true,
        enumerable: false,
      });
    }
    return error;
  }

  function newFunction(name) {
    const fn = async (...args) => {
      const error = new $Error();
      const request = toRequest(name, args);
      let text;
      try {
        text = await pose(request);
      } catch (refusal) {
        throw tell(error, refusal);
      }
      return decode(text);
    };
    defineProperty(fn, "name", { value: name });
    fn.sync = (...args) =>
      decode(channel.ask("function", toRequest(name, args)).value);
    defineProperty(fn.sync, "name", { value: name });
    return freeze(fn);
  }

  const host = { __proto__: null };
  for (const name of names) host[name] = newFunction(name);
  return freeze(host);
});
