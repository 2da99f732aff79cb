/**
 * The codec of the values that host and guest exchange. The format is JSON text in which every compound and every special
 * value is an array that starts with a tag.
 *
 * | JSON | value |
 * | --- | --- |
 * | `null`, `true`, `"text"`, `1.5` | the same value; a lone surrogate is escaped as `\udXXX` |
 * | `["l", …]`, `["t", …]`, `["s", …]` | list, tuple, set of the values that follow |
 * | `["m", [key, value], …]` | map with string keys; the last of equal keys counts |
 * | `["i", "-0xff"]` | integer of any size, in hexadecimal because this takes linear time in every language |
 * | `["f", 1]` | floating-point number with a whole value (Python reads a raw `1` as an integer) |
 * | `["n", "NaN"]` | also `"Infinity"`, `"-Infinity"` and `"-0"` |
 * | `["b", "aGk="]` | bytes in base64, padded |
 * | `["d", 0.5]` | date in milliseconds since 1970-01-01T00:00:00Z |
 *
 * Some values change in transit. A Python integer within ±(2^53 - 1) becomes a number, and a larger one a bigint;
 * JavaScript's BigInts remain BigInts. A tuple is an array in JavaScript. Dates have milliseconds here and microseconds in
 * Python. As always in JavaScript, an object lists keys that look like indices first.
 *
 * The codecs of the guests are `engines/python/guest/sandglass_values.py` and `sandglass_decode.py`, and
 * `engines/javascript/guest/values/`.
 *
 * @module
 */
export { type EncodeOptions, encodeValue } from "./encode_value.ts";
export { type DecodeLimits, decodeValue } from "./decode_value.ts";
export {
  MAX_DEPTH,
  MAX_INTEGER_BITS,
  Tuple,
  type Value,
  type ValueMap,
} from "./value.ts";
export {
  ValueFormatError,
  type ValueFormatReason,
} from "./value_format_error.ts";
