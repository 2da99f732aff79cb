// URLs as text.

/**
 * @typedef {object} UrlRecord
 * @property {string} scheme
 * @property {string} username
 * @property {string} password
 * @property {string | null} host
 * @property {number | null} port
 * @property {string[] | string} path Text where it is opaque.
 * @property {string | null} query
 * @property {string | null} fragment
 */

/** @param {UrlRecord} url */
export function pathText({ path }) {
  return typeof path === "string"
    ? path
    : path.map((segment) => `/${segment}`).join("");
}

/**
 * Writes a URL.
 *
 * @param {UrlRecord} url
 */
export function urlText(url) {
  let text = `${url.scheme}:`;
  if (url.host !== null) {
    text += "//";
    if (url.username !== "" || url.password !== "") {
      text += url.username;
      if (url.password !== "") text += `:${url.password}`;
      text += "@";
    }
    text += url.host;
    if (url.port !== null) text += `:${url.port}`;
  } else if (
    typeof url.path !== "string" && url.path.length > 1 && url.path[0] === ""
  ) text += "/.";
  text += pathText(url);
  if (url.query !== null) text += `?${url.query}`;
  return url.fragment === null ? text : `${text}#${url.fragment}`;
}
