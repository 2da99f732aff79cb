// How URLs are read and written, as the URL standard says.

import {
  CONTROL,
  encodeFragment,
  encodeUser,
  PATH,
  percentDecode,
  percentEncode,
  QUERY,
  SPECIAL_QUERY,
} from "./percent_encoding.js";
import { parseHost } from "./url_host.js";

/** @import { UrlRecord } from "./url_text.js" */

const DEFAULT_PORTS =
  /** @type {Readonly<Record<string, number | null | undefined>>} */ ({
    __proto__: null,
    "ftp": 21,
    "file": null,
    "http": 80,
    "https": 443,
    "ws": 80,
    "wss": 443,
  });

/** @param {UrlRecord} url */
export function isSpecial({ scheme }) {
  return scheme in DEFAULT_PORTS;
}

/** @param {string} text */
function isDriveLetter(text) {
  return /^[a-z][:|]$/i.test(text);
}

/**
 * @param {UrlRecord} url
 * @param {string} text
 */
export function setHost(url, text) {
  const host = parseHost(text, {
    isSpecial: isSpecial(url),
    decode: percentDecode,
    encode: (it) => percentEncode(it, CONTROL),
  });
  if (host === undefined) return false;
  url.host = url.scheme === "file" && host === "localhost" ? "" : host;
  return true;
}

/**
 * @param {UrlRecord} url
 * @param {string} digits
 */
export function setPort(url, digits) {
  if (digits === "") {
    url.port = null;
    return true;
  }
  if (!/^\d+$/.test(digits) || Number(digits) > 65_535) return false;
  const port = Number(digits);
  url.port = port === DEFAULT_PORTS[url.scheme] ? null : port;
  return true;
}

/**
 * @param {UrlRecord} url
 * @param {string} authority
 */
function readAuthority(url, authority) {
  const at = authority.lastIndexOf("@");
  if (at >= 0) {
    const credentials = authority.slice(0, at);
    const colon = credentials.indexOf(":");
    url.username = encodeUser(
      colon < 0 ? credentials : credentials.slice(0, colon),
    );
    url.password = colon < 0 ? "" : encodeUser(credentials.slice(colon + 1));
  }
  const place = authority.slice(at + 1);
  const match = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/s.exec(place);
  if (match === null) return false;
  const [, host, port = ""] = match;
  if (host === "" && (isSpecial(url) || at >= 0 || port !== "")) return false;
  if (host === "" && match[2] !== undefined) return false;
  if (host === "") url.host = "";
  else if (!setHost(url, host)) return false;
  return setPort(url, port);
}

/**
 * Appends the segments of a path.
 *
 * @param {UrlRecord} url
 * @param {string} text
 */
export function readPath(url, text) {
  // A cast, as the caller looked whether it is opaque.
  const path = /** @type {string[]} */ (url.path);
  const segments = text.split(isSpecial(url) ? /[/\\]/ : "/");
  for (const [i, segment] of segments.entries()) {
    const isLast = i === segments.length - 1;
    const name = segment.toLowerCase().replaceAll("%2e", ".");
    if (name === "..") {
      const isDrive = url.scheme === "file" && path.length === 1 &&
        /^[a-z]:$/i.test(path[0]);
      if (!isDrive) path.pop();
      if (isLast) path.push("");
    } else if (name === ".") {
      if (isLast) path.push("");
    } else {
      const isDrive = url.scheme === "file" && path.length === 0 &&
        isDriveLetter(segment);
      path.push(isDrive ? `${segment[0]}:` : percentEncode(segment, PATH));
    }
  }
}

/**
 * @param {UrlRecord} url
 * @param {string} text
 */
export function encodeQuery(url, text) {
  return percentEncode(text, isSpecial(url) ? SPECIAL_QUERY : QUERY);
}

/**
 * Reads a URL, if need be relative to another.
 *
 * @param {string} given
 * @param {UrlRecord | undefined} base
 * @returns {UrlRecord | undefined} Nothing if it is not valid
 */
export function parseUrl(given, base) {
  const input = given.replace(/^[\0-\x20]+|[\0-\x20]+$/g, "")
    .replace(/[\t\n\r]/g, "");
  const [, beforeFragment, fragment] = /^([^#]*)(?:#(.*))?$/s.exec(input) ?? [];
  const scheme = /^([a-z][a-z\d+.-]*):/i.exec(beforeFragment)?.[1];
  const url = scheme === undefined ? relative(beforeFragment, base) : absolute(
    scheme.toLowerCase(),
    beforeFragment.slice(scheme.length + 1),
    base,
  );
  if (url === undefined) return undefined;
  // Of an opaque base, only the fragment can be replaced.
  const isOpaque = typeof url.path === "string" && scheme === undefined;
  if (isOpaque && fragment === undefined) return undefined;
  url.fragment = fragment === undefined ? null : encodeFragment(fragment);
  return url;
}

/**
 * @param {string} scheme
 * @returns {UrlRecord}
 */
function newRecord(scheme) {
  return {
    scheme,
    username: "",
    password: "",
    host: null,
    port: null,
    path: [],
    query: null,
    fragment: null,
  };
}

/**
 * @param {string} scheme
 * @param {string} rest
 * @param {UrlRecord | undefined} base
 */
function absolute(scheme, rest, base) {
  const url = newRecord(scheme);
  if (scheme === "file") return file(url, rest, base);
  if (isSpecial(url)) {
    const isRelative = base?.scheme === scheme && !rest.startsWith("//");
    if (isRelative) return relative(rest, base);
    return hierarchical(url, rest.replace(/^[/\\]*/, ""));
  }
  if (rest.startsWith("//")) return hierarchical(url, rest.slice(2));
  const [, path, query] = /^([^?]*)(?:\?(.*))?$/s.exec(rest) ?? [];
  if (path.startsWith("/")) readPath(url, path.slice(1));
  else url.path = percentEncode(path, CONTROL);
  if (query !== undefined) url.query = encodeQuery(url, query);
  return url;
}

/**
 * @param {UrlRecord} url
 * @param {string} rest What follows the slashes.
 */
function hierarchical(url, rest) {
  const pattern = isSpecial(url)
    ? /^([^/\\?]*)([^?]*)(?:\?(.*))?$/s
    : /^([^/?]*)([^?]*)(?:\?(.*))?$/s;
  const [, authority, path, query] = pattern.exec(rest) ?? [];
  if (!readAuthority(url, authority)) return undefined;
  if (path !== "") readPath(url, path.slice(1));
  else if (isSpecial(url)) url.path = [""];
  if (query !== undefined) url.query = encodeQuery(url, query);
  return url;
}

/**
 * @param {UrlRecord} url
 * @param {string} rest
 * @param {UrlRecord | undefined} base
 */
function file(url, rest, base) {
  const own = base?.scheme === "file" ? base : undefined;
  url.host = "";
  const [, path, query] = /^([^?]*)(?:\?(.*))?$/s.exec(rest) ?? [];
  const slashes = /^[/\\]*/.exec(path)?.[0].length ?? 0;
  if (slashes >= 2) {
    const [, host, below] = /^[/\\]{2}([^/\\]*)(.*)$/s.exec(path) ?? [];
    const isDrive = isDriveLetter(host);
    if (host !== "" && !isDrive && !setHost(url, host)) return undefined;
    readPath(url, isDrive ? host + below : below.slice(1));
  } else if (slashes === 1) {
    if (own !== undefined) {
      url.host = own.host;
      const [drive] = own.path;
      const keeps = /^[a-z]:$/i.test(drive ?? "") &&
        !/^[/\\][a-z][:|](?:[/\\]|$)/i.test(path);
      if (keeps) url.path = [drive];
    }
    readPath(url, path.slice(1));
  } else if (own !== undefined) {
    return relative(rest, own);
  } else readPath(url, path);
  if (query !== undefined) url.query = encodeQuery(url, query);
  return url;
}

/**
 * @param {string} text
 * @param {UrlRecord | undefined} base
 * @returns {UrlRecord | undefined}
 */
function relative(text, base) {
  if (base === undefined) return undefined;
  const url = { ...base };
  if (typeof base.path === "string") {
    return text === "" ? url : undefined;
  }
  url.path = [...base.path];
  const isBacked = isSpecial(base);
  const [, path, query] = /^([^?]*)(?:\?(.*))?$/s.exec(text) ?? [];
  const slashes = (isBacked ? /^[/\\]*/ : /^\/*/).exec(path)?.[0].length ?? 0;
  if (base.scheme === "file" && (slashes > 0 || isDrivePath(path))) {
    return file(
      newRecord("file"),
      slashes > 0 ? text : `/${text}`,
      base,
    );
  }
  if (slashes >= 2) {
    return hierarchical(
      newRecord(base.scheme),
      isBacked ? text.replace(/^[/\\]*/, "") : text.slice(2),
    );
  }
  if (slashes === 1) {
    url.path = [];
    readPath(url, path.slice(1));
    url.query = null;
  } else if (path !== "") {
    url.path.pop();
    readPath(url, path);
    url.query = null;
  }
  if (query !== undefined) url.query = encodeQuery(url, query);
  return url;
}

/** @param {string} path */
function isDrivePath(path) {
  return /^[a-z][:|](?:[/\\]|$)/i.test(path);
}

/**
 * The port that a scheme has if none is named.
 *
 * @param {string} scheme
 */
export function defaultPort(scheme) {
  return DEFAULT_PORTS[scheme];
}
