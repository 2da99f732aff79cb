// What a package names for others in the `exports` of its `package.json`, and for itself in `imports`.

import {
  endsWith,
  entries,
  isArray,
  stringIndexOf,
  stringSlice,
} from "../worker/intrinsics.js";

/** @typedef {"import" | "require"} Manner How a module is asked for. */

/** How deep conditions may be in others, and lists. */
const MAX_DEPTH_OF_CONDITIONS = 32;

/**
 * What a map has for a path.
 *
 * @param {unknown} map The value of `exports` or `imports`
 * @param {string} path `.`, or beginning with `./` or `#`
 * @param {Manner} manner
 * @returns {string | undefined}
 */
export function exportedTarget(map, path, manner) {
  const pairs = pairsOf(map);
  const isMap = pairs.length > 0 && !isArray(map) &&
    (pairs[0][0][0] === "." || pairs[0][0][0] === "#");
  if (!isMap) return path === "." ? chooseTarget(map, manner, 0) : undefined;
  let longest = -1;
  /** @type {unknown} */
  let value;
  let middle = "";
  for (let i = 0; i < pairs.length; i++) {
    const key = pairs[i][0];
    if (key === path) return chooseTarget(pairs[i][1], manner, 0);
    const star = stringIndexOf(key, "*");
    // A key that ends in a slash is the older form of one with a star.
    const isFolder = star < 0 && key[key.length - 1] === "/";
    if (star < 0 && !isFolder) continue;
    const head = isFolder ? key : stringSlice(key, 0, star);
    const tail = isFolder ? "" : stringSlice(key, star + 1);
    if (head.length <= longest || path.length < head.length + tail.length) {
      continue;
    }
    if (stringSlice(path, 0, head.length) !== head || !endsWith(path, tail)) {
      continue;
    }
    longest = head.length;
    value = pairs[i][1];
    middle = stringSlice(path, head.length, path.length - tail.length);
  }
  const target = chooseTarget(value, manner, 0);
  if (target === undefined) return undefined;
  return target[target.length - 1] === "/"
    ? target + middle
    : replaceStars(target, middle);
}

/**
 * The first target whose conditions hold. `null` ends the search: the package refuses the path.
 *
 * @param {unknown} target
 * @param {Manner} manner
 * @param {number} depth
 * @returns {string | undefined}
 */
function chooseTarget(target, manner, depth) {
  const found = choosePart(target, manner, depth);
  return found === null ? undefined : found;
}

/**
 * @param {unknown} target
 * @param {Manner} manner
 * @param {number} depth
 * @returns {string | null | undefined}
 */
function choosePart(target, manner, depth) {
  if (typeof target === "string") return target;
  if (target === null) return null;
  if (depth === MAX_DEPTH_OF_CONDITIONS) return undefined;
  const pairs = pairsOf(target);
  const isList = isArray(target);
  for (let i = 0; i < pairs.length; i++) {
    const condition = pairs[i][0];
    const holds = isList || condition === "node" || condition === "default" ||
      condition === manner;
    if (!holds) continue;
    const found = choosePart(pairs[i][1], manner, depth + 1);
    if (found !== undefined && !(isList && found === null)) return found;
  }
  return undefined;
}

/**
 * @param {unknown} value
 * @returns {[string, unknown][]}
 */
function pairsOf(value) {
  return typeof value === "object" && value !== null ? entries(value) : [];
}

/**
 * @param {string} target
 * @param {string} middle
 */
function replaceStars(target, middle) {
  let replaced = "";
  let rest = target;
  for (;;) {
    const at = stringIndexOf(rest, "*");
    if (at < 0) return replaced + rest;
    replaced += stringSlice(rest, 0, at) + middle;
    rest = stringSlice(rest, at + 1);
  }
}
