/**
 * How values cross between host and guest: as JSON text in which every compound and every special value
 * is an array that starts with a tag.
 *
 * | JSON | value |
 * | --- | --- |
 * | `null`, `true`, `"text"`, `1.5` | itself; a lone surrogate is escaped as `\udXXX` |
 * | `["l", …]`, `["t", …]`, `["s", …]` | list, tuple, set of the values that follow |
 * | `["m", [key, value], …]` | map with string keys; of equal ones the last counts |
 * | `["i", "-0xff"]` | integer of any size, in hexadecimal because that takes linear time everywhere |
 * | `["f", 1]` | floating-point number that happens to be a whole one (a raw `1` is an integer to Python) |
 * | `["n", "NaN"]` | also `"Infinity"`, `"-Infinity"` and `"-0"` |
 * | `["b", "aGk="]` | bytes in base64, padded |
 * | `["d", 0.5]` | date in milliseconds since 1970-01-01T00:00:00Z |
 *
 * What changes on the way: a Python integer within ±(2^53 - 1) comes as a number and a longer one as a bigint, while
 * JavaScript's BigInts stay what they are. Tuples are arrays to JavaScript. Dates have milliseconds here, where Python
 * has microseconds. An object lists keys that look like indices first, as always in JavaScript.
 *
 * The guests' halves are `engines/pyodide/guest/sandglass_values.py` and `engines/quickjs/guest/values/`.
 *
 * @module
 */
export { type EncodeOptions, encodeValue } from "./encode_value.ts";
export { type DecodeLimits, decodeValue } from "./decode_value.ts";
export {
  MAX_DEPTH,
  MAX_INTEGER_BITS,
  Tuple,
  utf8Bytes,
  type Value,
  ValueFormatError,
  type ValueFormatReason,
  type ValueMap,
} from "./value.ts";
