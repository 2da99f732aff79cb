// Compiles and starts a guest's code. A script may not have `import` and `export` declarations, nor `return` and
// `new.target` at its top level; what does not compile as it is gets further tries in other forms.

import { exec, NativeString, stringIncludes } from "../worker/intrinsics.js";
import { rewriteImports } from "./static_imports.js";

/**
 * @import { QuickJSHandle, VmCallResult } from "npm:quickjs-emscripten-core@0.32.0"
 * @import { GuestModules } from "./guest_modules.js"
 * @import { GuestRealm } from "./guest_realm.js"
 *
 * @typedef {object} Means
 * @property {GuestRealm} realm
 * @property {GuestModules} modules
 *
 * @typedef {object} Started
 * @property {VmCallResult<QuickJSHandle>} result What evaluating gave: an object with the script's `value`, or an error.
 * @property {boolean} [isModule] Whether it gave a namespace, or a promise of one.
 */

/** QuickJS's flag for scripts that may await at their top level. */
const EVAL_ASYNC = 1 << 7;
const IMPORT = /\bimport\b/;
const MODULE = /^[ \t]*(?:import\b(?!\s*\()|export\b)|\bimport\s*\.\s*meta\b/m;
const MODULE_FILE = /\.m[jt]s$/;
const COMMONJS_FILE = /\.c[jt]s$/;
const AWAIT = /\bawait\b/;

/**
 * Starts a script: its declarations stay for later runs, and it has a value.
 *
 * @param {string} code The script
 * @param {string} filename What the guest sees as its name
 * @param {Means} means
 * @returns {Started}
 */
export function startScript(code, filename, { realm, modules }) {
  let result = realm.declarations.evaluate(code, filename, EVAL_ASYNC);
  if (result.error !== undefined && exec(IMPORT, code) !== null) {
    const rewritten = rewriteImports(code);
    if (rewritten !== code) {
      const second = realm.declarations.evaluate(
        rewritten,
        filename,
        EVAL_ASYNC,
      );
      if (second.error === undefined || exec(MODULE, rewritten) === null) {
        result.error.dispose();
        code = rewritten;
        result = second;
      } else second.error.dispose();
    }
  }
  if (result.error === undefined) return { result };
  const message = messageOf(result.error, realm);
  if (
    stringIncludes(message, "return not in a function") ||
    stringIncludes(message, "new.target only allowed")
  ) {
    result.error.dispose();
    return { result: startFunction(code, filename, { realm, modules }) };
  }
  if (!stringIncludes(message, "SyntaxError")) return { result };
  if (exec(MODULE, code) === null) {
    return { result: startPlain(code, filename, { realm, result }) };
  }
  result.error.dispose();
  return startModule(code, filename, modules);
}

/**
 * Starts a script in which `await` is a name, which it is where a script may not await.
 *
 * @param {string} code
 * @param {string} filename
 * @param {{ realm: GuestRealm, result: VmCallResult<QuickJSHandle> }} failed How it failed as a script that may await
 */
function startPlain(code, filename, { realm, result }) {
  if (result.error === undefined || exec(AWAIT, code) === null) return result;
  const plain = realm.declarations.evaluate(code, filename, 0);
  if (plain.error !== undefined) {
    // The first error is of the form that most scripts have.
    plain.error.dispose();
    return result;
  }
  result.error.dispose();
  const boxed = realm.context.newObject();
  realm.context.setProp(boxed, "value", plain.value);
  plain.value.dispose();
  return { value: boxed };
}

/**
 * Starts a program, as Node and Deno start a file: in CommonJS, or as an ES module.
 *
 * @param {string} code The program
 * @param {string} filename
 * @param {Means} means
 * @returns {Started}
 */
export function startProgram(code, filename, means) {
  const { modules } = means;
  if (exec(MODULE_FILE, filename) !== null) {
    return startModule(code, filename, modules);
  }
  const result = startFunction(code, filename, means);
  if (result.error === undefined || exec(COMMONJS_FILE, filename) !== null) {
    return { result };
  }
  // As Node does: what is no CommonJS by its syntax, and looks like an ES module, is one.
  if (
    exec(MODULE, code) === null || !isSyntaxError(result.error, means.realm)
  ) {
    return { result };
  }
  result.error.dispose();
  return startModule(code, filename, modules);
}

/**
 * @param {string} code
 * @param {string} filename
 * @param {GuestModules} modules
 * @returns {Started}
 */
function startModule(code, filename, modules) {
  return { result: modules.evaluateModule(code, filename), isModule: true };
}

/**
 * Starts code as the body of a function, which CommonJS is.
 *
 * @param {string} code
 * @param {string} filename
 * @param {Means} means
 */
function startFunction(code, filename, { realm, modules }) {
  const mayAwait = exec(AWAIT, code) !== null;
  let compiled = modules.evaluateFunction(
    code,
    filename,
    mayAwait ? "async function" : "function",
  );
  // There `await` is no name, which it may be elsewhere.
  if (mayAwait && compiled.error !== undefined) {
    const plain = modules.evaluateFunction(code, filename, "function");
    if (plain.error === undefined) {
      compiled.error.dispose();
      compiled = plain;
    } else plain.error.dispose();
  }
  if (compiled.error !== undefined) return compiled;
  return realm.prelude.callHandles("runProgram", [
    realm.context.newString(filename),
    compiled.value,
  ]);
}

/**
 * @param {QuickJSHandle} error
 * @param {GuestRealm} realm
 */
function messageOf(error, { context }) {
  const name = context.getProp(error, "name").consume((it) => context.dump(it));
  const message = context.getProp(error, "message").consume((it) =>
    context.dump(it)
  );
  return `${NativeString(name)}: ${NativeString(message)}`;
}

/**
 * @param {QuickJSHandle} error
 * @param {GuestRealm} realm
 */
function isSyntaxError(error, realm) {
  return stringIncludes(messageOf(error, realm), "SyntaxError: ");
}
