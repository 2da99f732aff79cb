// The packages of npm that the host gives to guests: one file with those of all packages (`core/packed_files.ts`), and in it
// a description of which package imports which. A guest sees them below `/node_modules`, but cannot change them. They are
// found and read here, by the rules of Node, as this is much faster than in the guest. The text of a file is taken out when
// the guest first imports it.

import {
  copyOf,
  decodeUtf8,
  endsWith,
  entries,
  exec,
  mapGet,
  mapSet,
  NativeMap,
  parse,
  readUint32,
  stringIndexOf,
  stringLastIndexOf,
  stringSlice,
} from "../worker/intrinsics.js";
import { exportedTarget } from "./package_exports.js";

/**
 * @import { Manner } from "./package_exports.js"
 *
 * @typedef {{ path: string, fault?: undefined } | { path?: undefined, fault: { code: string, message: string } }} Found
 * @typedef {Map<string, readonly [at: number, bytes: number]>} PackedIndex
 *
 * @typedef {object} PackageEntry
 * @property {string} name
 * @property {Map<string, string>} dependencies The folders of the packages that it imports.
 *
 * @typedef {{ main?: unknown, type?: unknown, exports?: unknown, imports?: unknown }} Manifest
 */

/** The directory in which guests see packages. */
const PACKAGES_ROOT = "/node_modules/";
/** The file that says what there is. */
const DESCRIPTION_PATH = "packages.json";
/** What the name of a file may lack, in an import. */
const ENDINGS = [".js", ".json", ".cjs", ".mjs"];
/** The folder of a package at the beginning of a path. */
const FOLDER = /^(?:@[^/]+\/)?[^/]+/;
/** What an ES module has, and what CommonJS has. */
const OF_MODULE = /^[ \t]*(?:import\b(?!\s*\()|export\b)/m;
const OF_COMMONJS = /\bmodule\.exports\b|\bexports\.[\w$]+\s*=|\brequire\s*\(/;

/** The packages of all guests of a worker. */
export class GuestPackages {
  #bytes;
  /** @type {PackedIndex | undefined} */
  #files;
  /** @type {Map<string, PackageEntry>} */
  #packages = new NativeMap();
  /** @type {Map<string, string>} */
  #roots = new NativeMap();
  /** @type {Map<string, Manifest>} */
  #manifests = new NativeMap();

  /**
   * How files are loaded of which only their text says it.
   *
   * @type {Map<string, "module" | "commonjs">}
   */
  #kinds = new NativeMap();

  /** @param {Uint8Array} bytes The packed file; the memory may be shared */
  constructor(bytes) {
    this.#bytes = bytes;
  }

  /**
   * Whether a path is that of a file of packages.
   *
   * @param {string} path
   */
  hasFile(path) {
    return this.#entryAt(inPackages(path)) !== undefined;
  }

  /**
   * The text of a file.
   *
   * @param {string} path
   * @returns {string | undefined}
   */
  textOf(path) {
    return this.#read(inPackages(path));
  }

  /**
   * How a file is loaded, by the rules of Node.
   *
   * @param {string} path
   * @returns {"module" | "commonjs" | "json" | undefined} `undefined` if there is no such file
   */
  kindOf(path) {
    const own = inPackages(path);
    if (this.#entryAt(own) === undefined) return undefined;
    if (endsWith(own, ".json")) return "json";
    if (endsWith(own, ".mjs")) return "module";
    if (endsWith(own, ".cjs")) return "commonjs";
    const type = this.#typeOf(own);
    if (type === "module" || type === "commonjs") return type;
    return mapGet(this.#kinds, own) ?? this.#kindByText(own);
  }

  /** @param {string} path */
  #kindByText(path) {
    const text = this.#read(path) ?? "";
    const isModule = exec(OF_MODULE, text) !== null &&
      exec(OF_COMMONJS, text) === null;
    const kind = isModule ? "module" : "commonjs";
    mapSet(this.#kinds, path, kind);
    return kind;
  }

  /**
   * Finds what a module imports.
   *
   * @param {string} importer The path of the module
   * @param {string} specifier No name of a built-in module
   * @param {Manner} manner
   * @returns {Found | undefined} `undefined` if no package is meant
   */
  resolve(importer, specifier, manner) {
    const from = inPackages(importer);
    const own = from === "" ? "" : this.#folderOf(from);
    if (specifier[0] === "#") {
      return own === "" ? undefined : this.#resolveInternal(own, specifier, {
        importer,
        manner,
      });
    }
    if (specifier[0] === "/") {
      return this.hasFile(specifier) ? { path: specifier } : undefined;
    }
    if (exec(/^\.{1,2}(?:\/|$)/, specifier) !== null) {
      if (own === "") return undefined;
      const at = joinPaths(parentOf(from), specifier);
      return this.#toFound(this.#findFile(at), { importer, specifier, manner });
    }
    const name = packageNameOf(specifier);
    const folder = own === ""
      ? this.#rootOf(name)
      : this.#dependencyOf(own, name);
    if (folder === undefined) return undefined;
    const rest = stringSlice(specifier, name.length);
    return this.#resolveIn(folder, rest, { importer, specifier, manner });
  }

  /**
   * @param {string} name
   * @returns {string | undefined}
   */
  #rootOf(name) {
    this.#open();
    return mapGet(this.#roots, name);
  }

  /**
   * The folder of a package that another one imports. One that it does not name, as it should, is taken from those that
   * the guest can import.
   *
   * @param {string} own
   * @param {string} name
   * @returns {string | undefined}
   */
  #dependencyOf(own, name) {
    const entry = mapGet(this.#packages, own);
    if (entry?.name === name) return own;
    return (entry && mapGet(entry.dependencies, name)) ?? this.#rootOf(name);
  }

  /**
   * @param {string} folder
   * @param {string} rest What follows the name of the package: empty, or from a slash on
   * @param {{ importer: string, specifier: string, manner: Manner }} asked
   * @returns {Found}
   */
  #resolveIn(folder, rest, asked) {
    const { exports } = this.#manifestOf(folder);
    const inside = rest === "/" ? "" : rest;
    if (exports !== undefined && exports !== null) {
      const target = exportedTarget(exports, `.${inside}`, asked.manner);
      if (target === undefined) {
        return {
          fault: {
            code: "ERR_PACKAGE_PATH_NOT_EXPORTED",
            message:
              `Package subpath '.${inside}' is not defined by "exports" in ${PACKAGES_ROOT}${folder}/package.json`,
          },
        };
      }
      return this.#toFound(this.#findFile(joinPaths(folder, target)), asked);
    }
    const found = inside === ""
      ? this.#findMain(folder)
      : this.#findFile(joinPaths(folder, `.${inside}`));
    return this.#toFound(found, asked);
  }

  /**
   * Finds what a package names for itself, in its `imports`.
   *
   * @param {string} own
   * @param {string} specifier
   * @param {{ importer: string, manner: Manner }} asked
   * @returns {Found}
   */
  #resolveInternal(own, specifier, { importer, manner }) {
    const { imports } = this.#manifestOf(own);
    const target = exportedTarget(imports, specifier, manner);
    const asked = { importer, specifier, manner };
    if (target === undefined || target[0] === "#") {
      return this.#toFound(undefined, asked);
    }
    if (target[0] === ".") {
      return this.#toFound(this.#findFile(joinPaths(own, target)), asked);
    }
    return this.resolve(importer, target, manner) ?? { path: target };
  }

  /**
   * @param {string | undefined} found
   * @param {{ importer: string, specifier: string, manner: Manner }} asked
   * @returns {Found}
   */
  #toFound(found, { importer, specifier, manner }) {
    if (found !== undefined) return { path: PACKAGES_ROOT + found };
    const message = manner === "require"
      ? `Cannot find module '${specifier}' required by ${importer}`
      : `Cannot find module '${specifier}' imported from ${importer}`;
    const code = manner === "require"
      ? "MODULE_NOT_FOUND"
      : "ERR_MODULE_NOT_FOUND";
    return { fault: { code, message } };
  }

  /**
   * The file that an import means: itself, with an ending, or the main file of a directory.
   *
   * @param {string} path
   * @returns {string | undefined}
   */
  #findFile(path) {
    return this.#findWithEnding(path) ?? this.#findMain(path);
  }

  /** @param {string} path */
  #findWithEnding(path) {
    if (this.#entryAt(path) !== undefined) return path;
    for (let i = 0; i < ENDINGS.length; i++) {
      const whole = path + ENDINGS[i];
      if (this.#entryAt(whole) !== undefined) return whole;
    }
    return undefined;
  }

  /**
   * The main file of a directory. One that its `package.json` names may be in a directory, whose own is not looked at: two
   * of them could name each other.
   *
   * @param {string} folder
   */
  #findMain(folder) {
    const { main } = this.#manifestOf(folder);
    if (typeof main === "string") {
      const at = joinPaths(folder, main);
      const found = this.#findWithEnding(at) ?? this.#findIndex(at);
      if (found !== undefined) return found;
    }
    return this.#findIndex(folder);
  }

  /** @param {string} folder */
  #findIndex(folder) {
    for (let i = 0; i < ENDINGS.length; i++) {
      const path = `${folder}/index${ENDINGS[i]}`;
      if (this.#entryAt(path) !== undefined) return path;
    }
    return undefined;
  }

  /**
   * The `type` of the nearest `package.json`.
   *
   * @param {string} path
   */
  #typeOf(path) {
    const own = this.#folderOf(path);
    for (let at = parentOf(path); at.length >= own.length; at = parentOf(at)) {
      if (this.#entryAt(`${at}/package.json`) !== undefined) {
        return this.#manifestOf(at).type;
      }
      if (at === "") break;
    }
    return undefined;
  }

  /**
   * The `package.json` of a folder; one that cannot be read says nothing.
   *
   * @param {string} folder
   * @returns {Manifest}
   */
  #manifestOf(folder) {
    const known = mapGet(this.#manifests, folder);
    if (known !== undefined) return known;
    /** @type {Manifest} */
    let manifest = {};
    try {
      manifest = parse(this.#read(`${folder}/package.json`) ?? "") ?? {};
    } catch {
      // As if it were empty.
    }
    mapSet(this.#manifests, folder, manifest);
    return manifest;
  }

  /**
   * The folder of the package to which a path belongs; empty if it belongs to none.
   *
   * @param {string} path
   */
  #folderOf(path) {
    this.#open();
    const found = exec(FOLDER, path);
    const folder = found === null ? "" : found[0];
    return mapGet(this.#packages, folder) === undefined ? "" : folder;
  }

  /** @param {string} path */
  #entryAt(path) {
    return path === "" ? undefined : mapGet(this.#open(), path);
  }

  /**
   * @param {string} path
   * @returns {string | undefined}
   */
  #read(path) {
    const entry = this.#entryAt(path);
    if (entry === undefined) return undefined;
    // A copy, as shared memory is not decoded.
    return decodeUtf8(copyOf(this.#bytes, entry[0], entry[0] + entry[1]));
  }

  /** Reads the index and the description, once. */
  #open() {
    if (this.#files !== undefined) return this.#files;
    const files = readIndexOf(this.#bytes);
    this.#files = files;
    const { roots, packages } = parse(this.#read(DESCRIPTION_PATH) ?? "{}");
    this.#roots = mapOf(roots);
    const all = entries(packages);
    for (let i = 0; i < all.length; i++) {
      const { name, dependencies } = all[i][1];
      mapSet(this.#packages, all[i][0], {
        name,
        dependencies: mapOf(dependencies),
      });
    }
    return files;
  }
}

/**
 * @param {Uint8Array} packed
 * @returns {PackedIndex}
 */
function readIndexOf(packed) {
  let at = 4 + readUint32(packed, 0);
  /** @type {[path: string, bytes: number][]} */
  const sizes = parse(decodeUtf8(copyOf(packed, 4, at)));
  /** @type {PackedIndex} */
  const files = new NativeMap();
  for (let i = 0; i < sizes.length; i++) {
    const bytes = sizes[i][1];
    mapSet(files, sizes[i][0], [at, bytes]);
    at += bytes;
  }
  return files;
}

/**
 * @param {Readonly<Record<string, string>>} record
 * @returns {Map<string, string>}
 */
function mapOf(record) {
  const map = new NativeMap();
  const pairs = entries(record);
  for (let i = 0; i < pairs.length; i++) mapSet(map, pairs[i][0], pairs[i][1]);
  return map;
}

/**
 * What follows the directory of packages in a path; empty if it is not below.
 *
 * @param {string} path
 */
function inPackages(path) {
  return stringSlice(path, 0, PACKAGES_ROOT.length) === PACKAGES_ROOT
    ? stringSlice(path, PACKAGES_ROOT.length)
    : "";
}

/** @param {string} specifier */
function packageNameOf(specifier) {
  const found = exec(FOLDER, specifier);
  return found === null ? specifier : found[0];
}

/** @param {string} path */
function parentOf(path) {
  const at = stringLastIndexOf(path, "/");
  return at < 0 ? "" : stringSlice(path, 0, at);
}

/**
 * A path from a folder on, without `.` and `..`. One that would lead out of all packages ends there.
 *
 * @param {string} folder
 * @param {string} path
 */
function joinPaths(folder, path) {
  let joined = folder;
  let rest = path;
  while (rest !== "") {
    const at = stringIndexOf(rest, "/");
    const name = at < 0 ? rest : stringSlice(rest, 0, at);
    rest = at < 0 ? "" : stringSlice(rest, at + 1);
    if (name === "..") joined = parentOf(joined);
    else if (name !== "" && name !== ".") {
      joined = joined === "" ? name : `${joined}/${name}`;
    }
  }
  return joined;
}
