// Compiles and starts a guest's script. A script may not have `import` declarations, nor `return` at its top level; what
// does not compile as it is gets a second try without them.

import { exec, NativeString, stringIncludes } from "../worker/intrinsics.js";
import { rewriteImports } from "./static_imports.js";

/**
 * @import { QuickJSHandle, VmCallResult } from "npm:quickjs-emscripten-core@0.32.0"
 * @import { GuestRealm } from "./guest_realm.js"
 */

/** QuickJS's flag for scripts that may await at their top level. */
const EVAL_ASYNC = 1 << 7;

/**
 * Starts a script.
 *
 * @param {GuestRealm} realm The guest's realm
 * @param {string} code The script
 * @param {string} filename What the guest sees as its name
 * @returns {VmCallResult<QuickJSHandle>} What evaluating it gave: an object with the script's `value`, or an error
 */
export function startScript(realm, code, filename) {
  const { context } = realm;
  /** @type {{ type: "global" }} */
  const options = { type: "global" };
  let result = realm.evaluateScript(code, filename, EVAL_ASYNC);
  if (result.error !== undefined && exec(/\bimport\b/, code) !== null) {
    const rewritten = rewriteImports(code);
    if (rewritten !== code) {
      result.error.dispose();
      code = rewritten;
      result = realm.evaluateScript(code, filename, EVAL_ASYNC);
    }
  }
  if (result.error === undefined || exec(/\breturn\b/, code) === null) {
    return result;
  }
  // A script may not `return` at its top level; as the body of a function it may.
  const message = context.getProp(result.error, "message").consume((it) =>
    context.dump(it)
  );
  if (!stringIncludes(NativeString(message), "return not in a function")) {
    return result;
  }
  result.error.dispose();
  const wrapped = context.evalCode(
    `(async () => {${code}\n})()`,
    filename,
    options,
  );
  if (wrapped.error !== undefined) return wrapped;
  const holder = context.newObject();
  context.setProp(holder, "value", wrapped.value);
  wrapped.value.dispose();
  return { value: holder };
}
