// Node's `util.inspect`.

import { $Object, assign, inspectSymbol } from "../intrinsics.js";
import { customCaller } from "./custom.js";
import { inspect } from "./inspect.js";
import { INSPECT_DEFAULTS } from "./state.js";

const MAX_INSPECTED = 2 ** 24;

/**
 * Describes a value, as `util.inspect` does.
 *
 * @param {unknown} value
 * @param {unknown} [given] The options; a boolean is an old form of `showHidden`
 * @param {unknown} [depth] An old form of `depth`
 */
export function inspectWith(value, given, depth) {
  /** @type {import("./state.js").InspectOptions} */
  const options = { ...INSPECT_DEFAULTS, ...$Object(given) };
  if (typeof given === "boolean" && depth !== undefined) {
    // A cast, as Node takes it for a number too.
    options.depth = /** @type {number} */ (depth);
  }
  if (options.depth === null) options.depth = Infinity;
  if (options.maxArrayLength === null) options.maxArrayLength = Infinity;
  return inspect(value, MAX_INSPECTED, options, $Object(given));
}
customCaller.inspect = assign(inspectWith, {
  custom: inspectSymbol,
  defaultOptions: { ...INSPECT_DEFAULTS },
});
