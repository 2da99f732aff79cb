// `url`, with the legacy functions.

import { web } from "./web_globals.js";
import { invalidType, needString, nodeError } from "./errors.js";

/**
 * @import { NodeModules, NodeParts } from "./node.d.ts"
 *
 * @typedef {string | { [Key in keyof Url]?: Url[Key] }} FormatInput
 */

const SLASHED = /^(?:https?|ftp|file|wss?|gopher):$/;

class Url {
  /** @type {string | null} */
  protocol = null;
  /** @type {boolean | null} */
  slashes = null;
  /** @type {string | null} */
  auth = null;
  /** @type {string | null} */
  host = null;
  /** @type {string | null} */
  port = null;
  /** @type {string | null} */
  hostname = null;
  /** @type {string | null} */
  hash = null;
  /** @type {string | null} */
  search = null;
  /** @type {string | object | null} */
  query = null;
  /** @type {string | null} */
  pathname = null;
  /** @type {string | null} */
  path = null;
  href = "";
}

/**
 * @param {unknown} given
 * @param {boolean} [parsesQuery]
 * @param {boolean} [slashesDenoteHost]
 */
function parse(given, parsesQuery = false, slashesDenoteHost = false) {
  if (given instanceof Url) return given;
  const text = needString("url", given).trim();
  const url = new Url();
  const [, protocol] = /^([a-z][a-z0-9.+-]*:)/i.exec(text) ?? [];
  let rest = text;
  if (protocol !== undefined) {
    url.protocol = protocol.toLowerCase();
    rest = text.slice(protocol.length);
  }
  const hasHost = rest.startsWith("//") &&
    (protocol !== undefined || slashesDenoteHost);
  if (hasHost) {
    url.slashes = true;
    const [, authority = ""] = /^\/\/([^/?#]*)/.exec(rest) ?? [];
    rest = rest.slice(2 + authority.length);
    takeAuthority(url, authority);
  }
  const [, pathname = "", search = "", hash = ""] =
    /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(rest) ?? [];
  if (hash !== "") url.hash = hash;
  if (search !== "") {
    url.search = search;
    url.query = search.slice(1);
  } else if (parsesQuery) {
    url.search = "";
    url.query = "";
  }
  if (parsesQuery) {
    url.query = querystring.parse(/** @type {string} */ (url.query));
  }
  if (pathname !== "") url.pathname = escapePath(pathname);
  else if (hasHost && SLASHED.test(url.protocol ?? "")) url.pathname = "/";
  if (url.pathname !== null || search !== "") {
    url.path = `${url.pathname ?? ""}${search}`;
  }
  url.href = format(url);
  return url;
}

/** @type {NodeModules["querystring"]} */
let querystring;

/** @param {string} path */
function escapePath(path) {
  return path.replace(
    /[\s"<>\\^\x60{|}']/g,
    (it) => it === "\\" ? "/" : it === "'" ? "%27" : encodeURIComponent(it),
  );
}

/**
 * @param {Url} url
 * @param {string} authority
 */
function takeAuthority(url, authority) {
  const at = authority.lastIndexOf("@");
  if (at >= 0) url.auth = decodeURIComponent(authority.slice(0, at));
  const host = authority.slice(at + 1).toLowerCase();
  const [, hostname = host, port] = /^(.*?)(?::(\d*))?$/.exec(host) ?? [];
  url.port = port || null;
  url.hostname = hostname.replace(/^\[(.*)\]$/, "$1");
  url.host = port ? `${hostname}:${port}` : hostname;
}

/**
 * @param {FormatInput} given
 * @param {{ fragment?: boolean, search?: boolean, auth?: boolean }} [options]
 */
function format(given, options = {}) {
  if (typeof given === "string") return parse(given).href;
  if (typeof web.URL === "function" && given instanceof web.URL) {
    const copy = new web.URL(given.href);
    if (options.fragment === false) copy.hash = "";
    if (options.search === false) copy.search = "";
    if (options.auth === false) copy.username = copy.password = "";
    return copy.href;
  }
  if (given === null || typeof given !== "object") {
    throw invalidType("urlObject", "one of type object or string", given);
  }
  const { hash = "", pathname = "" } = given;
  let protocol = given.protocol ?? "";
  if (protocol !== "" && !protocol.endsWith(":")) protocol += ":";
  const auth = given.auth
    ? `${encodeURIComponent(given.auth).replace("%3A", ":")}@`
    : "";
  let host = "";
  if (given.host) host = auth + given.host;
  else if (given.hostname) {
    const name = given.hostname.includes(":")
      ? `[${given.hostname}]`
      : given.hostname;
    host = `${auth}${name}${given.port ? `:${given.port}` : ""}`;
  }
  let search = given.search || "";
  if (search === "" && given.query && typeof given.query === "object") {
    const query = querystring.stringify(given.query);
    search = query === "" ? "" : `?${query}`;
  }
  if (search !== "" && !search.startsWith("?")) search = `?${search}`;
  let path = `${pathname ?? ""}`.replace(/[?#]/g, encodeURIComponent);
  const hasSlashes = given.slashes || (SLASHED.test(protocol) && host !== "");
  if (hasSlashes) {
    if (path !== "" && !path.startsWith("/")) path = `/${path}`;
    host = `//${host}`;
  }
  const fragment = hash && !hash.startsWith("#") ? `#${hash}` : hash ?? "";
  return protocol + host + path + search.replace("#", "%23") + fragment;
}

/**
 * @param {string} from
 * @param {string} to
 */
function resolve(from, to) {
  const base = new web.URL(from, "resolve://");
  const whole = new web.URL(to, base);
  if (whole.protocol !== "resolve:") return whole.href;
  return `${whole.pathname}${whole.search}${whole.hash}`;
}

/** @param {string | { href?: unknown }} given */
function fileURLToPath(given) {
  const text = typeof given === "string" ? given : given?.href;
  if (typeof text !== "string") {
    throw invalidType("path", "of type string or an instance of URL", given);
  }
  const url = new web.URL(text);
  if (url.protocol !== "file:") {
    throw nodeError(
      TypeError,
      "ERR_INVALID_URL_SCHEME",
      "The URL must be of scheme file",
    );
  }
  if (url.hostname !== "") {
    throw nodeError(
      TypeError,
      "ERR_INVALID_FILE_URL_HOST",
      'File URL host must be "localhost" or empty on linux',
    );
  }
  return decodeURIComponent(url.pathname);
}

/** @param {NodeParts} node */
export function make({ require }) {
  querystring = require("querystring");
  const paths = require("path");
  const url = {
    URL: web.URL,
    URLSearchParams: web.URLSearchParams,
    Url,
    parse,
    format,
    resolve,
    /**
     * @param {string} from
     * @param {string} to
     */
    resolveObject: (from, to) => parse(resolve(from, to)),
    fileURLToPath,
    /** @param {string} path */
    pathToFileURL(path) {
      const whole = paths.resolve(needString("path", path));
      const tail = /[^/]\/$/.test(path) ? "/" : "";
      return new web.URL(
        `file://${
          encodeURI(whole + tail).replace(/[?#]/g, encodeURIComponent)
        }`,
      );
    },
    /** @param {import("./node.d.ts").UrlObject} it */
    urlToHttpOptions: (it) => ({
      protocol: it.protocol,
      hostname: it.hostname,
      hash: it.hash,
      search: it.search,
      pathname: it.pathname,
      path: `${it.pathname}${it.search}`,
      href: it.href,
      ...(it.port === "" ? {} : { port: Number(it.port) }),
    }),
    /** @param {string} domain */
    domainToASCII: (domain) => new web.URL(`http://${domain}`).hostname,
    /** @param {string} domain */
    domainToUnicode: (domain) => domain,
  };
  return { url };
}
