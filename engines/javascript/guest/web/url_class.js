// The class `URL`.

import { encodeFragment, encodeUser } from "./percent_encoding.js";
import {
  defaultPort,
  encodeQuery,
  isSpecial,
  parseUrl,
  readPath,
  setHost,
  setPort,
} from "./url_parser.js";
import { ownedParams } from "./url_search_params.js";
import { pathText, urlText } from "./url_text.js";

/** @import { UrlRecord } from "./url_text.js" */

const INSPECT = Symbol.for("nodejs.util.inspect.custom");
/** What an inspector shows, in this order. */
const INSPECTED = /** @type {const} */ ([
  "href",
  "origin",
  "protocol",
  "username",
  "password",
  "host",
  "hostname",
  "port",
  "pathname",
  "search",
  "searchParams",
  "hash",
]);

/**
 * @param {unknown} url
 * @param {unknown} base
 */
function read(url, base) {
  const parsed = base === undefined
    ? undefined
    : parseUrl(String(base).toWellFormed(), undefined);
  if (base !== undefined && parsed === undefined) return undefined;
  return parseUrl(String(url).toWellFormed(), parsed);
}

/** @type {(record: UrlRecord) => URL} */
let fromRecord;
const OWN = {};

export class URL {
  /** @type {UrlRecord} */
  #url;
  /** @type {ReturnType<typeof ownedParams> | undefined} */
  #params;

  /**
   * @param {unknown} url
   * @param {unknown} [base]
   */
  constructor(url, base = undefined) {
    if (arguments.length === 0) {
      throw Object.assign(
        new TypeError('The "url" argument must be specified'),
        { code: "ERR_MISSING_ARGS" },
      );
    }
    // A cast, as only this file has the mark.
    const record = base === OWN
      ? /** @type {UrlRecord} */ (url)
      : read(url, base);
    if (record === undefined) {
      throw Object.assign(new TypeError("Invalid URL"), {
        code: "ERR_INVALID_URL",
        input: String(url),
        ...(base !== undefined && { base: String(base) }),
      });
    }
    this.#url = record;
  }
  static {
    fromRecord = (record) => new URL(record, OWN);
  }
  /**
   * @param {unknown} url
   * @param {unknown} [base]
   */
  static canParse(url, base = undefined) {
    return read(url, base) !== undefined;
  }
  /**
   * @param {unknown} url
   * @param {unknown} [base]
   */
  static parse(url, base = undefined) {
    const record = read(url, base);
    return record === undefined ? null : fromRecord(record);
  }
  /** @param {unknown} _object */
  static createObjectURL(_object) {
    throw new Error(
      "Cannot create an object URL as this sandbox has no store of them: read the Blob itself, for example with blob.text()",
    );
  }
  /** @param {unknown} _url */
  static revokeObjectURL(_url) {}

  get href() {
    return urlText(this.#url);
  }
  set href(value) {
    const record = read(value, undefined);
    if (record === undefined) {
      throw Object.assign(new TypeError("Invalid URL"), {
        code: "ERR_INVALID_URL",
        input: String(value),
      });
    }
    this.#url = record;
    this.#refill();
  }
  /** @returns {string} */
  get origin() {
    const { scheme, path } = this.#url;
    if (scheme === "blob" && typeof path === "string") {
      const inner = parseUrl(path, undefined);
      return inner !== undefined && /^https?$/.test(inner.scheme)
        ? fromRecord(inner).origin
        : "null";
    }
    return isSpecial(this.#url) && scheme !== "file"
      ? `${scheme}://${this.host}`
      : "null";
  }
  get protocol() {
    return `${this.#url.scheme}:`;
  }
  set protocol(value) {
    const [, scheme] = /^([a-z][a-z\d+.-]*)(?::|$)/i.exec(String(value)) ?? [];
    if (scheme === undefined) return;
    const wanted = { ...this.#url, scheme: scheme.toLowerCase() };
    if (isSpecial(wanted) !== isSpecial(this.#url)) return;
    const isFile = wanted.scheme === "file";
    if (isFile && (this.port !== "" || this.username !== "")) return;
    if (this.#url.scheme === "file" && this.#url.host === "") return;
    if (wanted.port === defaultPort(wanted.scheme)) wanted.port = null;
    this.#url = wanted;
  }
  get username() {
    return this.#url.username;
  }
  set username(value) {
    if (this.#hasNoAuthority) return;
    this.#url.username = encodeUser(String(value));
  }
  get password() {
    return this.#url.password;
  }
  set password(value) {
    if (this.#hasNoAuthority) return;
    this.#url.password = encodeUser(String(value));
  }
  get host() {
    const { host, port } = this.#url;
    return port === null ? host ?? "" : `${host}:${port}`;
  }
  set host(value) {
    if (typeof this.#url.path === "string") return;
    const text = this.#upToPath(String(value));
    const [, host = "", port] =
      /^(\[[^\]]*\]|[^:]*)(?::(\d*).*)?$/s.exec(text) ??
        [];
    if (port !== undefined && this.#url.scheme === "file") return;
    if (!this.#setHostname(host)) return;
    if (port !== undefined && port !== "") setPort(this.#url, port);
  }
  get hostname() {
    return this.#url.host ?? "";
  }
  set hostname(value) {
    if (typeof this.#url.path === "string") return;
    const text = this.#upToPath(String(value));
    if (/^[^[].*:/s.test(text) || text === ":") return;
    this.#setHostname(text);
  }
  get port() {
    const { port } = this.#url;
    return port === null ? "" : String(port);
  }
  set port(value) {
    if (this.#hasNoAuthority) return;
    const text = String(value).replace(/[\t\n\r]/g, "");
    const [digits] = /^\d*/.exec(text) ?? [""];
    if (digits !== "" || text === "") setPort(this.#url, digits);
  }
  get pathname() {
    return pathText(this.#url);
  }
  set pathname(value) {
    if (typeof this.#url.path === "string") return;
    const text = String(value).replace(/[\t\n\r]/g, "");
    this.#url.path = [];
    const slash = isSpecial(this.#url) ? /^[/\\]/ : /^\//;
    if (text === "" && !isSpecial(this.#url)) return;
    readPath(
      this.#url,
      text.replace(slash, "").replaceAll("?", "%3F").replaceAll("#", "%23"),
    );
  }
  get search() {
    const { query } = this.#url;
    return query === null || query === "" ? "" : `?${query}`;
  }
  set search(value) {
    const text = String(value).replace(/[\t\n\r]/g, "");
    this.#url.query = text === ""
      ? null
      : encodeQuery(this.#url, text.replace(/^\?/, ""));
    this.#refill();
  }
  get searchParams() {
    if (this.#params === undefined) {
      this.#params = ownedParams(() => {
        const text = `${this.#params?.params}`;
        this.#url.query = text === "" ? null : text;
      });
      this.#refill();
    }
    return this.#params.params;
  }
  get hash() {
    const { fragment } = this.#url;
    return fragment === null || fragment === "" ? "" : `#${fragment}`;
  }
  set hash(value) {
    const text = String(value).replace(/[\t\n\r]/g, "");
    this.#url.fragment = text === ""
      ? null
      : encodeFragment(text.replace(/^#/, ""));
  }
  toString() {
    return this.href;
  }
  toJSON() {
    return this.href;
  }
  get #hasNoAuthority() {
    const { host, scheme } = this.#url;
    return host === null || host === "" || scheme === "file";
  }
  #refill() {
    this.#params?.refill(this.#url.query ?? "");
  }
  /** @param {string} text */
  #upToPath(text) {
    const plain = text.replace(/[\t\n\r]/g, "");
    const end = plain.search(isSpecial(this.#url) ? /[/\\?#]/ : /[/?#]/);
    return end < 0 ? plain : plain.slice(0, end);
  }
  /** @param {string} host */
  #setHostname(host) {
    const { scheme, port, username } = this.#url;
    if (host === "" && isSpecial(this.#url) && scheme !== "file") return false;
    if (host === "" && (port !== null || username !== "")) return false;
    if (host === "") {
      this.#url.host = "";
      return true;
    }
    return setHost(this.#url, host);
  }
  /**
   * @param {number} depth
   * @param {unknown} options
   * @param {(value: unknown, options: unknown) => string} inspect
   */
  [INSPECT](depth, options, inspect) {
    if (depth < 0) return `[${this.constructor.name}]`;
    /** @type {Record<string, unknown>} */
    const inspected = {};
    for (const name of INSPECTED) inspected[name] = this[name];
    return `${this.constructor.name} ${inspect(inspected, options)}`;
  }
}
