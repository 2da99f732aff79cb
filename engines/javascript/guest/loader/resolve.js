// What the specifiers of modules lead to, by the rules of Node: built-in modules, files, and packages in `node_modules`.

import { files } from "./module_files.js";
import { findInPackages } from "./packages.js";
import { paths } from "../paths.js";
import {
  noPackage,
  notFound,
  refuseDirectory,
  refuseRemote,
  withCode,
} from "./resolve_errors.js";

/**
 * @typedef {"import" | "require"} Manner How a module is asked for.
 *
 * @typedef {object} ModuleFiles
 * @property {(name: string) => boolean} isBuiltin
 * @property {(path: string) => "file" | "directory" | undefined} kindOf
 * @property {(path: string) => string} readText
 *
 * @typedef {object} Asked
 * @property {string} specifier
 * @property {string} importer The path of the module that asks.
 * @property {Manner} manner
 *
 * @typedef {{ name?: unknown, main?: unknown, type?: unknown, exports?: unknown }} PackageJson
 */

const { parse: parseManifest } = JSON;
/** What `require` may leave out. */
const EXTENSIONS = [".js", ".json", ".cjs", ".ts", ".cts"];
const REMOTE = /^(?:npm|jsr|https?):/;

/**
 * The name of a module: `node:NAME` of a built-in one, or the path of a file.
 *
 * @param {Asked} asked
 * @returns {string}
 */
export function resolveModule(asked) {
  const { specifier } = asked;
  const plain = specifier.replace(/^node:/, "");
  if (files.isBuiltin(plain)) return `node:${plain}`;
  if (plain !== specifier) {
    throw withCode(
      new Error(`No such built-in module: ${specifier}`),
      "ERR_UNKNOWN_BUILTIN_MODULE",
    );
  }
  if (REMOTE.test(specifier)) refuseRemote(specifier);
  const packaged = findInPackages(asked);
  if (packaged !== undefined) {
    // A package may name a built-in module for itself.
    return packaged.startsWith("/")
      ? packaged
      : resolveModule({ ...asked, specifier: packaged });
  }
  const here = paths.dirname(asked.importer);
  if (specifier.startsWith("file://")) {
    return resolveFile(decodeURIComponent(specifier.slice(7)), asked);
  }
  if (/^(?:\/|\.{1,2}(?:\/|$))/.test(specifier)) {
    return resolveFile(paths.resolve(here, specifier), asked);
  }
  return resolvePackage(here, asked);
}

/**
 * @param {string} path
 * @param {Asked} asked
 */
function resolveFile(path, asked) {
  if (asked.manner === "require") {
    const found = findRequired(path);
    if (found !== undefined) return found;
  } else {
    const whole = path.replace(/[?#].*$/, "");
    const kind = files.kindOf(whole);
    if (kind === "file") return whole;
    if (kind === "directory") refuseDirectory(whole, asked);
  }
  throw notFound(path, asked);
}

/**
 * The file that `require` takes for a path: itself, with an extension, or the main file of a directory.
 *
 * @param {string} path
 * @returns {string | undefined}
 */
function findRequired(path) {
  if (files.kindOf(path) === "file") return path;
  for (const extension of EXTENSIONS) {
    if (files.kindOf(path + extension) === "file") return path + extension;
  }
  if (files.kindOf(path) !== "directory") return undefined;
  const { main } = readPackage(path) ?? {};
  if (typeof main === "string") {
    const found = findRequired(paths.join(path, main));
    if (found !== undefined) return found;
  }
  for (const extension of EXTENSIONS) {
    const index = paths.join(path, `index${extension}`);
    if (files.kindOf(index) === "file") return index;
  }
  return undefined;
}

/**
 * The `package.json` of a directory.
 *
 * @param {string} directory
 * @returns {PackageJson | undefined}
 */
function readPackage(directory) {
  const path = paths.join(directory, "package.json");
  if (files.kindOf(path) !== "file") return undefined;
  try {
    const read = parseManifest(files.readText(path));
    return typeof read === "object" && read !== null ? read : undefined;
  } catch (thrown) {
    throw withCode(
      new Error(`Invalid package config ${path}. ${thrown}`),
      "ERR_INVALID_PACKAGE_CONFIG",
    );
  }
}

/**
 * The `type` of the package in which a file lies.
 *
 * @param {string} path
 * @returns {unknown}
 */
export function packageType(path) {
  for (let at = paths.dirname(path);; at = paths.dirname(at)) {
    const found = readPackage(at);
    if (found !== undefined) return found.type;
    if (at === "/") return undefined;
  }
}

/**
 * @param {string} here
 * @param {Asked} asked
 */
function resolvePackage(here, asked) {
  const [whole, name = ""] =
    /^((?:@[^/]+\/)?[^/]+)(?:\/.*)?$/.exec(asked.specifier) ?? [];
  if (whole === undefined) throw noPackage(asked.specifier, asked);
  const rest = asked.specifier.slice(name.length);
  for (let at = here;; at = paths.dirname(at)) {
    const directory = paths.join(at, "node_modules", name);
    if (files.kindOf(directory) === "directory") {
      return resolveInPackage(directory, rest, asked);
    }
    if (at === "/") throw noPackage(name, asked);
  }
}

/**
 * @param {string} directory
 * @param {string} rest What follows the name of the package: empty, or from a slash on
 * @param {Asked} asked
 */
function resolveInPackage(directory, rest, asked) {
  const { exports, main } = readPackage(directory) ?? {};
  if (exports !== undefined && exports !== null) {
    const target = exportedBy(exports, `.${rest}`, asked.manner);
    if (target !== undefined) return paths.join(directory, target);
    throw withCode(
      new Error(
        `Package subpath '.${rest}' is not defined by "exports" in ${directory}/package.json`,
      ),
      "ERR_PACKAGE_PATH_NOT_EXPORTED",
    );
  }
  const at = rest === "" && typeof main === "string" ? `/${main}` : rest;
  const found = findRequired(paths.join(directory, at)) ??
    findRequired(directory);
  if (found === undefined) throw notFound(paths.join(directory, at), asked);
  return found;
}

/**
 * What the `exports` of a package have for a path in it.
 *
 * @param {unknown} exports
 * @param {string} path
 * @param {Manner} manner
 * @returns {string | undefined}
 */
function exportedBy(exports, path, manner) {
  const isMap = typeof exports === "object" && exports !== null &&
    !Array.isArray(exports) &&
    Object.keys(exports).some((key) => key.startsWith("."));
  if (!isMap) return path === "." ? choose(exports, manner) : undefined;
  // A cast, as it is an object.
  const map = /** @type {Record<string, unknown>} */ (exports);
  if (path in map) return choose(map[path], manner);
  for (const key of Object.keys(map)) {
    const [head, tail] = key.split("*");
    if (tail === undefined || path.length < key.length) continue;
    if (!path.startsWith(head) || !path.endsWith(tail)) continue;
    const middle = path.slice(head.length, path.length - tail.length);
    return choose(map[key], manner)?.replaceAll("*", middle);
  }
  return undefined;
}

/**
 * The first target whose conditions hold.
 *
 * @param {unknown} target
 * @param {Manner} manner
 * @returns {string | undefined}
 */
function choose(target, manner) {
  if (typeof target === "string") return target;
  if (typeof target !== "object" || target === null) return undefined;
  for (const [condition, below] of Object.entries(target)) {
    const holds = Array.isArray(target) ||
      ["node", "default", manner].includes(condition);
    const found = holds ? choose(below, manner) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
