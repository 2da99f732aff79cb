// Paths, as `require("path")` has them on POSIX.

import { append, joinNames, takeLast } from "./lists.js";

export const CWD = "/work";

/** @param {unknown} path */
function check(path) {
  if (typeof path === "string") return path;
  throw Object.assign(
    new TypeError(
      `The "path" argument must be of type string. Received ${typeof path}`,
    ),
    { code: "ERR_INVALID_ARG_TYPE" },
  );
}

/**
 * The names of a path without `.`, `..` and empty ones; `..` at the root stays there.
 *
 * @param {string} path
 * @param {boolean} isAbsolute
 */
function names(path, isAbsolute) {
  /** @type {string[]} */
  const kept = [];
  const all = path.split("/");
  for (let i = 0; i < all.length; i++) {
    const name = all[i];
    if (name === "" || name === ".") continue;
    if (name !== "..") append(kept, name);
    else if (kept.length > 0 && kept[kept.length - 1] !== "..") takeLast(kept);
    else if (!isAbsolute) append(kept, name);
  }
  return kept;
}

/** @param {string} path */
function isAbsolute(path) {
  return check(path).startsWith("/");
}

/** @param {string} path */
function normalize(path) {
  if (check(path) === "") return ".";
  const absolute = isAbsolute(path);
  const joined = joinNames(names(path, absolute));
  const tail = path.endsWith("/") && joined !== "" ? "/" : "";
  if (absolute) return `/${joined}${tail}`;
  return joined === "" ? (path.endsWith("/") ? "./" : ".") : joined + tail;
}

/** @param {string[]} paths */
function join(...paths) {
  /** @type {string[]} */
  const given = [];
  for (let i = 0; i < paths.length; i++) {
    if (check(paths[i]) !== "") append(given, paths[i]);
  }
  return normalize(joinNames(given));
}

/** @param {string[]} paths */
function resolve(...paths) {
  let whole = "";
  for (let i = paths.length - 1; i >= 0 && !whole.startsWith("/"); i--) {
    if (check(paths[i]) === "") continue;
    whole = whole === "" ? paths[i] : `${paths[i]}/${whole}`;
  }
  if (!whole.startsWith("/")) whole = `${CWD}/${whole}`;
  return `/${joinNames(names(whole, true))}`;
}

/** @param {string} path */
function withoutTail(path) {
  let end = check(path).length;
  while (end > 1 && path[end - 1] === "/") end--;
  return path.slice(0, end);
}

/** @param {string} path */
function dirname(path) {
  const whole = withoutTail(path);
  const slash = whole.lastIndexOf("/");
  if (slash < 0) return ".";
  // POSIX leaves open what two slashes at the beginning mean.
  if (slash === 1 && whole[0] === "/") return "//";
  return whole.slice(0, slash) || "/";
}

/**
 * @param {string} path
 * @param {string} [suffix]
 */
function basename(path, suffix = "") {
  const whole = withoutTail(path);
  const name = whole.slice(whole.lastIndexOf("/") + 1);
  return suffix !== "" && name !== suffix && name.endsWith(check(suffix))
    ? name.slice(0, -suffix.length)
    : name;
}

/** @param {string} path */
function extname(path) {
  const name = basename(path);
  const dot = name.lastIndexOf(".");
  return dot <= 0 || name === ".." ? "" : name.slice(dot);
}

/**
 * @param {string} from
 * @param {string} to
 */
function relative(from, to) {
  const start = names(resolve(from), true);
  const end = names(resolve(to), true);
  let same = 0;
  while (same < start.length && start[same] === end[same]) same++;
  const up = "../".repeat(start.length - same);
  const down = joinNames(end, same);
  return down === "" ? up.slice(0, -1) : up + down;
}

/** @param {string} path */
function parse(path) {
  const base = basename(path);
  const ext = extname(path);
  const dir = dirname(path);
  return {
    root: isAbsolute(path) ? "/" : "",
    dir: withoutTail(path).includes("/") ? dir : "",
    base,
    ext,
    name: ext === "" ? base : base.slice(0, -ext.length),
  };
}

/** @param {{ root?: string, dir?: string, base?: string, name?: string, ext?: string }} parts */
function format({ root = "", dir = "", base, name = "", ext = "" }) {
  const last = base ?? name + ext;
  if (dir === "") return root + last;
  return dir === root ? dir + last : `${dir}/${last}`;
}

/** The module. */
export const paths = {
  basename,
  delimiter: ":",
  dirname,
  extname,
  format,
  isAbsolute,
  join,
  normalize,
  parse,
  relative,
  resolve,
  sep: "/",
  /** @param {string} path */
  toNamespacedPath: (path) => path,
  /** Itself, on POSIX. @type {unknown} */
  posix: undefined,
};
paths.posix = paths;
