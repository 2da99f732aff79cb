/**
 * Values after they were in another language.
 *
 * @module
 */
import { Tuple, type Value } from "../../core/value_codec.ts";

/** The value as JavaScript sends it back, without tuples. */
export function asJavaScript(value: Value): Value {
  if (Array.isArray(value)) return [...value].map(asJavaScript);
  if (value instanceof Set) return new Set([...value].map(asJavaScript));
  return isMap(value) ? mapEach(value, asJavaScript) : value;
}

/** The value as Python sends it back: an integer within 53 bits arrives as a number. */
export function asPython(value: Value): Value {
  if (typeof value === "bigint") {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value;
  }
  if (value instanceof Tuple) return Tuple.from(value.map(asPython));
  if (Array.isArray(value)) return value.map(asPython);
  return isMap(value) ? mapEach(value, asPython) : value;
}

function isMap(value: Value): value is { [key: string]: Value } {
  return typeof value === "object" && value !== null &&
    Object.getPrototypeOf(value) === Object.prototype;
}

function mapEach(
  map: { readonly [key: string]: Value },
  change: (value: Value) => Value,
): Value {
  return Object.fromEntries(
    Object.entries(map).map(([key, item]) => [key, change(item)]),
  );
}
