// What the arguments of `fs` lead to.

import { MAX_PATH_BYTES } from "../../../worker/shared_values.js";
import { encodings } from "../encodings.js";
import { $Uint8Array } from "../latin1.js";
import { invalidType, nodeError } from "../node/errors.js";
import { paths } from "../paths.js";
import { attempt, fail } from "./errors.js";

/**
 * @import { Backend } from "../host.d.ts"
 *
 * @typedef {object} Target A path, the same in absolute and normal form, and who serves it.
 * @property {string} path
 * @property {string} whole
 * @property {Backend} backend
 *
 * @typedef {object} FsOptions What operations take, of which each looks at its own.
 * @property {unknown} [encoding]
 * @property {string} [flag]
 * @property {boolean} [recursive]
 * @property {boolean} [force]
 * @property {boolean} [withFileTypes]
 * @property {boolean} [throwIfNoEntry]
 */

/**
 * Who serves a path.
 *
 * @type {(path: string) => Backend}
 */
let backendOf;

/**
 * Says who serves which path.
 *
 * @param {(path: string) => Backend} given
 */
export function serveBy(given) {
  backendOf = given;
}

/**
 * Who serves a path, absolute and normal.
 *
 * @param {string} path
 */
export function backendFor(path) {
  return backendOf(path);
}

/**
 * @param {string} name
 * @param {unknown} value
 * @returns {never}
 */
function refuse(name, value) {
  if (typeof value !== "string") {
    throw invalidType(
      name,
      "of type string or an instance of Buffer or URL",
      value,
    );
  }
  throw nodeError(
    TypeError,
    "ERR_INVALID_ARG_VALUE",
    `The argument '${name}' must be a string without null bytes and lone surrogates. Received ${
      JSON.stringify(value.slice(0, 80))
    }`,
  );
}

/**
 * @param {unknown} given
 * @param {string} [name]
 */
function toPath(given, name = "path") {
  const path = textOf(given);
  if (typeof path !== "string" || path.includes("\0")) refuse(name, path);
  if (!path.isWellFormed()) refuse(name, path);
  return path;
}

/**
 * A path that is a URL or bytes as text.
 *
 * @param {unknown} given
 */
function textOf(given) {
  if (given instanceof $Uint8Array) return encodings.decode(given);
  if (typeof given !== "object" || given === null) return given;
  const { href } = /** @type {{ href?: unknown }} */ (given);
  return typeof href === "string" && href.startsWith("file://")
    ? decodeURIComponent(href.slice(7))
    : given;
}

/**
 * A path, the same in absolute and normal form, and who serves it.
 *
 * @param {unknown} given
 * @param {string} [name]
 * @returns {Target}
 */
function locate(given, name) {
  const path = toPath(given, name);
  const whole = attempt("open", [path], () => {
    if (path === "") fail("ENOENT");
    return path.length > MAX_PATH_BYTES
      ? fail("ENAMETOOLONG")
      : paths.resolve(path);
  });
  return { path, whole, backend: backendFor(whole) };
}

/**
 * Does something with one path.
 *
 * @template Result
 * @param {string} syscall
 * @param {unknown} given
 * @param {(target: Target) => Result} act
 */
export function on(syscall, given, act) {
  const target = locate(given);
  return attempt(syscall, [target.path], () => act(target));
}

/**
 * Does something with two paths.
 *
 * @template Result
 * @param {string} syscall
 * @param {readonly [unknown, unknown]} paths
 * @param {(from: Target, to: Target) => Result} act
 */
export function onTwo(syscall, [given, givenTo], act) {
  const from = locate(given);
  const to = locate(givenTo, "dest");
  return attempt(syscall, [from.path, to.path], () => act(from, to));
}

/**
 * @param {unknown} options
 * @returns {FsOptions}
 */
export function toOptions(options) {
  if (typeof options === "string") return { encoding: options };
  return typeof options === "object" && options !== null ? options : {};
}
