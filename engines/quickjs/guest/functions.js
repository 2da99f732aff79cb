// The host functions that a JavaScript guest finds in `host`: `await host.name(…)`, or `host.name.sync(…)`.
(function (channel, values, names, maxBytes) {
  "use strict";

  const { encode, decode } = values;
  const { stringify } = JSON;
  const { defineProperty, freeze } = Object;

  function toRequest(name, args) {
    const encoded = encode(args, maxBytes);
    if (encoded.text !== undefined) return stringify([name, encoded.text]);
    throw new TypeError(
      encoded.tooLarge
        ? `Cannot call host.${name} as its arguments must have at most ${maxBytes} bytes`
        : `Cannot call host.${name} as its arguments must be data`,
    );
  }

  function newFunction(name) {
    const fn = async (...args) => {
      const { value } = await channel.pose("function", toRequest(name, args));
      return decode(value);
    };
    defineProperty(fn, "name", { value: name });
    fn.sync = (...args) =>
      decode(channel.ask("function", toRequest(name, args)).value);
    return freeze(fn);
  }

  const host = { __proto__: null };
  for (const name of names) host[name] = newFunction(name);
  return freeze(host);
});
