/**
 * The values that host and guest exchange, and their bounds.
 *
 * @module
 */

/** A value that host and guest can exchange. */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | Date
  | Value[]
  | Tuple
  | Set<Value>
  | ValueMap;

/** A map with string keys: an ordinary object whose own properties are plain data, including `__proto__`. */
export interface ValueMap {
  /** The value of each key. */
  [key: string]: Value;
}

/**
 * A Python tuple. It is an array, but it becomes a tuple again when it returns to Python.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const point = Tuple.of(3, 4);
 * const [x, y] = point;
 * assertEquals([x, y], [3, 4]);
 * assertEquals(point.map((one) => one), [3, 4]);
 * ```
 */
export class Tuple extends Array<Value> {
  /** Methods such as `map` and `slice` return an ordinary array. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }
}

export {
  MAX_DEPTH,
  MAX_INTEGER_BITS,
} from "../engines/worker/shared_values.js";
