// `url`, with the legacy functions.

import { web } from "./web_globals.js";
import { invalidType, needString, nodeError } from "./errors.js";

const SLASHED = /^(?:https?|ftp|file|wss?|gopher):$/;

class Url {
  protocol = null;
  slashes = null;
  auth = null;
  host = null;
  port = null;
  hostname = null;
  hash = null;
  search = null;
  query = null;
  pathname = null;
  path = null;
  href = "";
}

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
    url.query = querystring.parse(url.query);
  }
  if (pathname !== "") url.pathname = escapePath(pathname);
  else if (hasHost && SLASHED.test(url.protocol ?? "")) url.pathname = "/";
  if (url.pathname !== null || search !== "") {
    url.path = `${url.pathname ?? ""}${search}`;
  }
  url.href = format(url);
  return url;
}

let querystring;

function escapePath(path) {
  return path.replace(
    /[\s"<>\\^`{|}']/g,
    (it) => it === "\\" ? "/" : it === "'" ? "%27" : encodeURIComponent(it),
  );
}

function takeAuthority(url, authority) {
  const at = authority.lastIndexOf("@");
  if (at >= 0) url.auth = decodeURIComponent(authority.slice(0, at));
  const host = authority.slice(at + 1).toLowerCase();
  const [, hostname = host, port] = /^(.*?)(?::(\d*))?$/.exec(host) ?? [];
  url.port = port || null;
  url.hostname = hostname.replace(/^\[(.*)\]$/, "$1");
  url.host = port ? `${hostname}:${port}` : hostname;
}

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

function resolve(from, to) {
  const base = new web.URL(from, "resolve://");
  const whole = new web.URL(to, base);
  if (whole.protocol !== "resolve:") return whole.href;
  return `${whole.pathname}${whole.search}${whole.hash}`;
}

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
    resolveObject: (from, to) => parse(resolve(from, to)),
    fileURLToPath,
    pathToFileURL(path) {
      const whole = paths.resolve(needString("path", path));
      const tail = /[^/]\/$/.test(path) ? "/" : "";
      return new web.URL(
        `file://${
          encodeURI(whole + tail).replace(/[?#]/g, encodeURIComponent)
        }`,
      );
    },
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
    domainToASCII: (domain) => new web.URL(`http://${domain}`).hostname,
    domainToUnicode: (domain) => domain,
  };
  return { url };
}
