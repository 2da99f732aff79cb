// The modules of a guest: its files as QuickJS loads them, and the programs that are modules.

import {
  exec,
  NativeError,
  stringify,
  stringSlice,
} from "../worker/intrinsics.js";

/**
 * @import { QuickJSHandle, VmCallResult } from "npm:quickjs-emscripten-core@0.32.0"
 * @import { GuestRealm } from "./guest_realm.js"
 * @import { Sources } from "./sources.js"
 * @import { StripTypes } from "./worker.js"
 *
 * @typedef {import("npm:quickjs-emscripten-core@0.32.0").JSModuleLoadResult} LoadResult
 * @typedef {import("npm:quickjs-emscripten-core@0.32.0").JSModuleNormalizeResult} NormalizeResult
 */

const TYPESCRIPT = /\.[cm]?ts$/;
const PARAMETERS = "exports, require, module, __filename, __dirname";

/** What makes modules of a guest's files. */
export class GuestModules {
  #realm;
  #stripTypes;
  #sources;
  /** Whether the worker can take types out of files. */
  hasTypes = false;
  /** The name under which QuickJS knows the program that runs. */
  main = "";

  /**
   * @param {GuestRealm} realm
   * @param {StripTypes} stripTypes
   * @param {Sources} sources
   */
  constructor(realm, stripTypes, sources) {
    this.#realm = realm;
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
    const result = this.#realm.prelude.callHandles("resolveModule", [
      context.newString(base),
      context.newString(name),
    ]);
    if (result.error !== undefined) return { error: result.error };
    const path = result.value.consume((it) => context.getString(it));
    return path === `/work/${this.main}` ? this.main : path;
  }

  /**
   * @param {string} name
   * @returns {LoadResult}
   */
  #load(name) {
    const { context } = this.#realm;
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
   * @param {string} source
   * @returns {VmCallResult<QuickJSHandle>}
   */
  compileCommonJs(path, source) {
    const { context } = this.#realm;
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
