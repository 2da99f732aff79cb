// CommonJS: `require`, and the modules that it has loaded.

import { append } from "../lists.js";
import { paths } from "../paths.js";
import { bindImports } from "./import_bindings.js";
import { packageKind, packageText } from "./packages.js";
import { packageType, resolveModule } from "./resolve.js";

/**
 * @typedef {(exports: unknown, require: Require, module: Module, filename: string, dirname: string) => unknown} Wrapper
 *
 * @typedef {((specifier: unknown, manner?: unknown, names?: Record<string, string>) => unknown) & RequireMembers} Require
 *
 * @typedef {object} RequireMembers
 * @property {(specifier: unknown) => string} resolve
 * @property {Record<string, Module>} cache
 * @property {Module | undefined} main
 *
 * @typedef {object} CommonJsSettings
 * @property {(name: string) => unknown} builtin A built-in module.
 * @property {(path: string) => string} readText
 * @property {(path: string, source: string) => unknown} compile Compiles the body of a module to a `Wrapper`.
 * @property {(path: string) => unknown} importNow The namespace of an ES module.
 * @property {(path: string) => boolean} isModule Whether a file is an ES module.
 */

/** @type {CommonJsSettings} */
let settings;
/** @type {Record<string, Module>} */
const cache = Object.create(null);
/** @type {Module | undefined} */
let main;

/**
 * Says what modules are made of.
 *
 * @param {CommonJsSettings} given
 */
export function loadBy(given) {
  settings = given;
}

/** A module in CommonJS. */
export class Module {
  /**
   * @param {string} filename
   * @param {Module | undefined} parent
   */
  constructor(filename, parent) {
    this.id = parent === undefined ? "." : filename;
    this.path = paths.dirname(filename);
    /** @type {unknown} */
    this.exports = {};
    this.filename = filename;
    this.loaded = false;
    /** @type {Module[]} */
    this.children = [];
    this.paths = lookupPaths(this.path);
    Object.defineProperty(this, "parent", {
      value: parent,
      writable: true,
      configurable: true,
      enumerable: false,
    });
    if (parent !== undefined) append(parent.children, this);
  }

  /** @param {unknown} specifier */
  require(specifier) {
    return requireFrom(this.filename, specifier, this);
  }
}

/** @param {string} directory */
function lookupPaths(directory) {
  /** @type {string[]} */
  const found = [];
  for (let at = directory;; at = paths.dirname(at)) {
    append(found, paths.join(at, "node_modules"));
    if (at === "/") return found;
  }
}

/**
 * The module of the program, which `require.main` is.
 *
 * @param {string} filename
 * @returns {Module}
 */
export function mainModule(filename) {
  if (main?.filename === filename) return main;
  main = new Module(filename, undefined);
  cache[filename] = main;
  return main;
}

/**
 * Gives the exports of a module, and loads it if need be.
 *
 * @param {string} importer
 * @param {unknown} specifier
 * @param {Module} [parent]
 * @returns {unknown}
 */
function requireFrom(importer, specifier, parent) {
  const name = resolveRequired(importer, specifier);
  if (name.startsWith("node:")) return settings.builtin(name.slice(5));
  const known = cache[name];
  if (known !== undefined) return known.exports;
  return load(new Module(name, parent ?? main)).exports;
}

/**
 * Gives what an import declaration does, in a script.
 *
 * @param {string} importer
 * @param {string} specifier
 * @returns {unknown}
 */
function importFrom(importer, specifier) {
  const name = resolveModule({ specifier, importer, manner: "import" });
  if (name.startsWith("node:")) return settings.builtin(name.slice(5));
  if (settings.isModule(name)) return settings.importNow(name);
  const exports = requireFrom(importer, name);
  return name.endsWith(".json")
    ? { default: exports }
    : { ...Object(exports), default: exports };
}

/**
 * @param {string} importer
 * @param {unknown} specifier
 */
function resolveRequired(importer, specifier) {
  if (typeof specifier !== "string" || specifier === "") {
    const isText = typeof specifier === "string";
    throw Object.assign(
      new TypeError(
        isText
          ? "The argument 'id' must be a non-empty string. Received ''"
          : `The "id" argument must be of type string. Received ${
            specifier === null ? "null" : typeof specifier
          }`,
      ),
      { code: isText ? "ERR_INVALID_ARG_VALUE" : "ERR_INVALID_ARG_TYPE" },
    );
  }
  return resolveModule({ specifier, importer, manner: "require" });
}

/**
 * Evaluates a module. One that fails is not kept, as a later `require` tries anew.
 *
 * @param {Module} module
 */
function load(module) {
  const { filename } = module;
  cache[filename] = module;
  try {
    evaluate(module);
    module.loaded = true;
    return module;
  } catch (thrown) {
    delete cache[filename];
    throw thrown;
  }
}

/** @param {Module} module */
function evaluate(module) {
  const { filename } = module;
  switch (packageKind(filename)) {
    case "module":
      return takeNamespace(module);
    case "json":
      module.exports = readJson(filename, packageText(filename));
      return;
    case "commonjs":
      // The worker has the text.
      return callWrapper(module, settings.compile(filename, ""));
  }
  const source = settings.readText(filename);
  if (filename.endsWith(".json")) {
    module.exports = readJson(filename, source);
    return;
  }
  if (/\.m[jt]s$/.test(filename)) return takeNamespace(module);
  const isCommonJs = /\.c[jt]s$/.test(filename);
  if (!isCommonJs && packageType(filename) === "module") {
    return takeNamespace(module);
  }
  /** @type {unknown} */
  let compiled;
  try {
    compiled = settings.compile(filename, source);
  } catch (thrown) {
    // As Node does: what is no CommonJS by its syntax, and looks like an ES module, is one.
    if (isCommonJs || !looksLikeModule(source)) throw thrown;
    return takeNamespace(module);
  }
  callWrapper(module, compiled);
}

/**
 * @param {Module} module
 * @param {unknown} compiled
 */
function callWrapper(module, compiled) {
  // A cast, as it is what the wrapper's text says.
  const wrapper = /** @type {Wrapper} */ (compiled);
  const { exports, filename, path } = module;
  Reflect.apply(wrapper, exports, [
    exports,
    makeRequire(module),
    module,
    filename,
    path,
  ]);
}

/** @param {Module} module */
function takeNamespace(module) {
  module.exports = settings.importNow(module.filename);
}

/**
 * Whether a source has the declarations of an ES module.
 *
 * @param {string} source
 */
export function looksLikeModule(source) {
  return /^[ \t]*(?:import\b(?!\s*\()|export\b)|\bimport\s*\.\s*meta\b|\bawait\b/m
    .test(source);
}

/**
 * @param {string} path
 * @param {string} source
 * @returns {unknown}
 */
function readJson(path, source) {
  try {
    return JSON.parse(source.replace(/^\ufeff/, ""));
  } catch (thrown) {
    // A cast, as JSON.parse throws errors.
    const error = /** @type {Error} */ (thrown);
    error.message = `${path}: ${error.message}`;
    throw error;
  }
}

/**
 * The `require` of a module.
 *
 * @param {Module} module
 * @returns {Require}
 */
export function makeRequire(module) {
  return requireOf(module.filename, module);
}

/**
 * The `require` of code at a path.
 *
 * @param {string} importer
 * @param {Module} [module]
 * @returns {Require}
 */
export function requireOf(importer, module) {
  /**
   * @param {unknown} specifier
   * @param {unknown} [manner] `import` where an import declaration was rewritten
   * @param {Record<string, string>} [names] What it binds
   */
  const require = (specifier, manner, names) => {
    if (manner !== "import") return requireFrom(importer, specifier, module);
    const namespace = importFrom(importer, `${specifier}`);
    if (names !== undefined) bindImports(namespace, names, `${specifier}`);
    return namespace;
  };
  return Object.assign(require, {
    /** @param {unknown} specifier */
    resolve: (specifier) =>
      resolveRequired(importer, specifier).replace(/^node:/, ""),
    cache,
    main,
  });
}
