// The modules of a guest: what `require` and `import` give.

import { resolveBy } from "./module_files.js";
import {
  loadBy,
  mainModule,
  makeRequire,
  Module,
  requireOf,
} from "./commonjs.js";
import { packagesBy } from "./packages.js";
import { CWD, paths } from "../paths.js";
import { resolveModule } from "./resolve.js";
import { isModule, keepFailure, moduleSource, takeFailure } from "./sources.js";

/**
 * @import { Wrapper } from "./commonjs.js"
 * @import { Packages } from "./packages.js"
 *
 * @typedef {object} LoaderSettings
 * @property {(name: string) => boolean} isBuiltin
 * @property {(name: string) => unknown} builtin
 * @property {(path: string) => "file" | "directory" | undefined} kindOf
 * @property {(path: string) => string} readText
 * @property {(path: string, source: string) => unknown} compile
 * @property {Packages | undefined} packages
 * @property {(path: string) => unknown} link Evaluates an ES module; gives a namespace with itself as `it`, or a promise of it.
 */

/** How the names of modules begin that lead nowhere. */
const FAILED = "sandglass:failed:";
let failed = 0;

/**
 * Makes the loader.
 *
 * @param {LoaderSettings} settings
 */
export function makeLoader(
  { isBuiltin, builtin, kindOf, readText, compile, link, packages },
) {
  packagesBy(packages);
  resolveBy({ isBuiltin, kindOf, readText });
  loadBy({
    builtin,
    readText,
    compile,
    importNow: (path) => importNow(path, link),
    isModule: (path) => isModule(path, readText),
  });
  const requireAny = requireOf(`${CWD}/main.js`);
  return {
    Module,
    mainModule: (/** @type {string} */ filename) =>
      mainModule(absolutePath(filename)),
    makeRequire,
    requireOf,
    require: requireAny,
    /**
     * The name of a module that a module asks for.
     *
     * @param {string} importer
     * @param {string} specifier
     */
    resolve: (importer, specifier) =>
      resolveOrKeep({
        specifier,
        importer: absolutePath(importer),
        manner: "import",
      }),
    /** @param {string} name */
    sourceOf(name) {
      if (name.startsWith(FAILED)) throw takeFailure(name);
      return moduleSource(name, { readText, require: requireAny });
    },
    /**
     * Runs a program in CommonJS; gives what its function returns.
     *
     * @param {string} filename
     * @param {Wrapper} wrapper
     */
    runMain(filename, wrapper) {
      const module = mainModule(absolutePath(filename));
      const { exports, path } = module;
      module.loaded = true;
      return Reflect.apply(wrapper, exports, [
        exports,
        makeRequire(module),
        module,
        module.filename,
        path,
      ]);
    },
    describe: describeMeta,
    takeFailure,
  };
}

/**
 * The name of a module. What it throws is kept under a name of its own, as only the loading of a module can fail.
 *
 * @param {Parameters<typeof resolveModule>[0]} asked
 */
function resolveOrKeep(asked) {
  try {
    return resolveModule(asked);
  } catch (thrown) {
    const name = `${FAILED}${failed++}`;
    keepFailure(name, thrown);
    return name;
  }
}

/**
 * The path of code that was evaluated under a name.
 *
 * @param {string} name
 */
export function absolutePath(name) {
  return name.startsWith("/") ? name : `${CWD}/${name.replace(/[<>]/g, "")}`;
}

/**
 * The namespace of an ES module, which must not await anything at its top level.
 *
 * @param {string} path
 * @param {LoaderSettings["link"]} link
 */
function importNow(path, link) {
  const linked = link(path);
  if (linked instanceof Promise) {
    throw Object.assign(
      new Error(
        `Cannot require ${path} as it awaits at its top level: import it, with import() or an import declaration`,
      ),
      { code: "ERR_REQUIRE_ASYNC_MODULE" },
    );
  }
  // A cast, by what `link` evaluates.
  const { it } = /** @type {{ it: Record<string, unknown> }} */ (linked);
  return "module.exports" in it ? it["module.exports"] : it;
}

/**
 * Gives `import.meta` what it has.
 *
 * @param {Record<string, unknown>} meta
 * @param {string} filename
 * @param {boolean} isMain
 */
function describeMeta(meta, filename, isMain) {
  const path = absolutePath(filename);
  meta.dirname = path.slice(0, path.lastIndexOf("/")) || "/";
  meta.filename = path;
  meta.main = isMain;
  meta.resolve = (/** @type {unknown} */ given) => {
    const specifier = `${given}`;
    if (/^\.{0,2}\//.test(specifier)) {
      return toUrl(paths.resolve(paths.dirname(path), specifier));
    }
    const name = resolveModule({ specifier, importer: path, manner: "import" });
    return name.startsWith("node:") ? name : toUrl(name);
  };
  meta.url = toUrl(path);
}

/** @param {string} path */
function toUrl(path) {
  return `file://${encodeURI(path).replace(/[?#]/g, encodeURIComponent)}`;
}
