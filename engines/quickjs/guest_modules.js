// The modules of a guest: its files as QuickJS loads them, and the programs that are modules.

import {
  exec,
  NativeError,
  stringify,
  stringIncludes,
  stringSlice,
} from "../worker/intrinsics.js";

/**
 * @import { QuickJSHandle, VmCallResult } from "npm:quickjs-emscripten-core@0.32.0"
 * @import { GuestRealm } from "./guest_realm.js"
 * @import { Sources } from "./sources.js"
 * @import { Shared } from "./worker.js"
 *
 * @typedef {import("npm:quickjs-emscripten-core@0.32.0").JSModuleLoadResult} LoadResult
 * @typedef {import("npm:quickjs-emscripten-core@0.32.0").JSModuleNormalizeResult} NormalizeResult
 */

const TYPESCRIPT = /\.[cm]?ts$/;
/** The bytes of a character of the source, and what the copy of a source takes beside it. */
const BYTES_OF_CHAR = 3;
const SPARE_OF_SOURCE = 64;
const PARAMETERS = "exports, require, module, __filename, __dirname";

/** What makes modules of a guest's files. */
export class GuestModules {
  #realm;
  #stripTypes;
  #packages;
  #sources;
  /** Whether the worker can take types out of files. */
  hasTypes = false;
  /** The name under which QuickJS knows the program that runs. */
  main = "";

  /**
   * @param {GuestRealm} realm
   * @param {Pick<Shared, "stripTypes" | "packages">} shared
   * @param {Sources} sources
   */
  constructor(realm, { stripTypes, packages }, sources) {
    this.#realm = realm;
    this.#packages = packages;
    this.#sources = sources;
    this.#stripTypes = stripTypes;
    realm.runtime.setModuleLoader(
      (name) => this.#load(name),
      (base, name) => this.#resolve(base, name),
    );
  }

  /**
   * @param {string} base
   * @param {string} name
   * @returns {NormalizeResult}
   */
  #resolve(base, name) {
    const { context } = this.#realm;
    const packaged = this.#resolveInPackages(base, name);
    if (packaged !== undefined) return packaged;
    const result = this.#realm.prelude.callHandles("resolveModule", [
      context.newString(base),
      context.newString(name),
    ]);
    if (result.error !== undefined) return { error: result.error };
    const path = result.value.consume((it) => context.getString(it));
    return path === `/work/${this.main}` ? this.main : path;
  }

  /**
   * Finds what a module of a package imports, without the prelude. The prelude decides about the names of modules, of which
   * some are built in, and reports what is not found.
   *
   * @param {string} base
   * @param {string} name
   */
  #resolveInPackages(base, name) {
    const packages = this.#packages;
    if (packages === undefined) return undefined;
    if (name[0] === "/") return packages.hasFile(name) ? name : undefined;
    if (name[0] !== "." || !packages.hasFile(base)) return undefined;
    return packages.resolve(base, name, "import")?.path;
  }

  /**
   * Gives the text of an ES module of a package.
   *
   * @param {string} name
   * @returns {LoadResult | undefined}
   */
  #loadFromPackages(name) {
    if (this.#packages?.kindOf(name) !== "module") return undefined;
    const source = this.#packages.textOf(name) ?? "";
    const failure = this.#makeRoom(source);
    if (failure !== undefined) return { error: failure };
    this.#sources.note(name, source);
    return stringIncludes(source, "import.meta")
      ? this.#toModule(source, name, false)
      : source;
  }

  /**
   * Has the guest find memory for a copy of a source, as the library does not look whether there is any.
   *
   * @param {string} source
   */
  #makeRoom(source) {
    const { context, prelude } = this.#realm;
    const bytes = BYTES_OF_CHAR * source.length + SPARE_OF_SOURCE;
    const made = prelude.callHandles("allocate", [context.newNumber(bytes)]);
    if (made.error !== undefined) return made.error;
    made.value.dispose();
    return undefined;
  }

  /**
   * @param {string} name
   * @returns {LoadResult}
   */
  #load(name) {
    const { context } = this.#realm;
    const packaged = this.#loadFromPackages(name);
    if (packaged !== undefined) return packaged;
    const result = this.#realm.prelude.callHandles("sourceOf", [
      context.newString(name),
    ]);
    if (result.error !== undefined) return { error: result.error };
    const source = context.getProp(result.value, 0)
      .consume((it) => context.getString(it));
    const isOwn = context.getProp(result.value, 1)
      .consume((it) => context.dump(it));
    result.value.dispose();
    if (isOwn !== true) return source;
    const plain = this.#toJavaScript(name, source);
    if (plain.code === undefined) return { error: plain.error };
    return this.#toModule(plain.code, name, false);
  }

  /**
   * @param {string} name
   * @param {string} source
   * @returns {{ code: string, error?: undefined } | { code?: undefined, error: Error }}
   */
  #toJavaScript(name, source) {
    this.#sources.note(name, source);
    if (exec(TYPESCRIPT, name) === null) return { code: source };
    if (!this.hasTypes) {
      return {
        error: new NativeError(
          `Cannot import ${name} as the program is JavaScript, which has no types: run it as TypeScript (--language typescript)`,
        ),
      };
    }
    const { code, error, map } = this.#stripTypes(source);
    if (code !== undefined) {
      this.#sources.transform(name, code, map);
      return { code };
    }
    const failure = new NativeError(`${name}: ${error?.message}`);
    failure.name = "SyntaxError";
    return { error: failure };
  }

  /**
   * Compiles the body of a module in CommonJS, for the prelude.
   *
   * @param {string} path
   * @param {string} source Empty for a file of a package
   * @returns {VmCallResult<QuickJSHandle>}
   */
  compileCommonJs(path, source) {
    const { context } = this.#realm;
    const packaged = this.#packages?.textOf(path);
    if (packaged !== undefined) {
      const failure = this.#makeRoom(packaged);
      if (failure !== undefined) return { error: failure };
      this.#sources.note(path, packaged);
      return this.evaluateFunction(packaged, path, "function");
    }
    const plain = this.#toJavaScript(path, source);
    if (plain.code === undefined) {
      return { error: context.newError(plain.error) };
    }
    return this.evaluateFunction(plain.code, path, "function");
  }

  /**
   * Evaluates a function around code.
   *
   * @param {string} code
   * @param {string} filename
   * @param {"function" | "async function"} kind
   * @returns {VmCallResult<QuickJSHandle>}
   */
  evaluateFunction(code, filename, kind) {
    const prefix = `(${kind} (${PARAMETERS}) {`;
    this.#sources.wrap(filename, prefix);
    return this.#realm.context.evalCode(
      `${prefix}${withoutShebang(code)}\n})`,
      filename,
      { type: "global" },
    );
  }

  /**
   * Evaluates an ES module, for the prelude; gives its namespace as `it`, or a promise.
   *
   * @param {string} path
   */
  importNow(path) {
    return this.#realm.context.evalCode(
      `export * as it from ${stringify(path)};`,
      "<sandglass:link>",
      { type: "module" },
    );
  }

  /**
   * Evaluates a program as an ES module.
   *
   * @param {string} code
   * @param {string} filename
   */
  evaluateModule(code, filename) {
    this.main = filename;
    return this.#realm.context.evalCode(
      this.#toModule(code, filename, true),
      filename,
      { type: "module" },
    );
  }

  /**
   * A module's text with what gives it its `import.meta`, in its first line.
   *
   * @param {string} code
   * @param {string} name
   * @param {boolean} isMain
   */
  #toModule(code, name, isMain) {
    const own = `globalThis[Symbol.for("sandglass.require")]`;
    const prefix = `${own}.meta(import.meta,${stringify(name)},${isMain});`;
    this.#sources.wrap(name, prefix);
    return prefix + withoutShebang(code);
  }
}

/** @param {string} code */
function withoutShebang(code) {
  return stringSlice(code, 0, 2) === "#!" ? "//" + stringSlice(code, 2) : code;
}
