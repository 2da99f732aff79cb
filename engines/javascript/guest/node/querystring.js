// `querystring`.

/** @param {unknown} text */
function escape(text) {
  return encodeURIComponent(String(text).toWellFormed());
}

/** @param {string} text */
function unescape(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(
      /%([0-9a-f]{2})/gi,
      (_, /** @type {string} */ hex) => String.fromCharCode(parseInt(hex, 16)),
    );
  }
}

/** @param {unknown} value */
function toText(value) {
  if (typeof value === "string") return value;
  if (typeof value === "number") {
    return Number.isFinite(value) ? `${value}` : "";
  }
  return typeof value === "bigint" || typeof value === "boolean"
    ? `${value}`
    : "";
}

/**
 * @param {unknown} object
 * @param {string} [separator]
 * @param {string} [equals]
 * @param {{ encodeURIComponent?: (text: string) => string }} [options]
 * @returns {string}
 */
function stringify(object, separator = "&", equals = "=", options = {}) {
  if (object === null || typeof object !== "object") return "";
  const encode = options?.encodeURIComponent ?? querystring.escape;
  return Object.entries(object).flatMap(([key, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) =>
      encode(toText(key)) + equals + encode(toText(one))
    )
  ).join(separator);
}

/**
 * @param {unknown} text
 * @param {string} [separator]
 * @param {string} [equals]
 * @param {{ decodeURIComponent?: (text: string) => string, maxKeys?: number }} [options]
 */
function parse(text, separator = "&", equals = "=", options = {}) {
  const parsed = Object.create(null);
  if (typeof text !== "string" || text === "") return parsed;
  const decode = options?.decodeURIComponent ?? querystring.unescape;
  const most = options?.maxKeys ?? 1000;
  const pairs = text.split(separator);
  for (const pair of most > 0 ? pairs.slice(0, most) : pairs) {
    if (pair === "") continue;
    const at = pair.indexOf(equals);
    const [key, value] = (at < 0
      ? [pair, ""]
      : [pair.slice(0, at), pair.slice(at + equals.length)])
      .map((it) =>
        decode(it.replace(/\+/g, " "))
      );
    if (!(key in parsed)) parsed[key] = value;
    else if (Array.isArray(parsed[key])) parsed[key].push(value);
    else parsed[key] = [parsed[key], value];
  }
  return parsed;
}

const querystring = {
  stringify,
  encode: stringify,
  parse,
  decode: parse,
  escape,
  unescape,
};

export function make() {
  return { querystring };
}
