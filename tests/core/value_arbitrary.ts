/** Values for property tests. */
import fc from "fast-check";
import { Tuple, type Value, type ValueMap } from "../../core/value_codec.ts";

/** Keys that collide with properties of objects. */
const AWKWARD_KEYS = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "then",
  "length",
  "0",
  "",
];

/** Options of {@linkcode valueArbitrary}. */
export interface ValueArbitraryOptions {
  /** Whether to generate only values that Python can represent: see `sandglass_values.py`. */
  readonly python?: boolean;
}

const text = fc.string({ unit: "binary", maxLength: 20 });
const key = fc.oneof(text, fc.constantFrom(...AWKWARD_KEYS));

/**
 * Any value that can be encoded.
 *
 * @param options What to exclude
 * @returns An arbitrary
 */
export function valueArbitrary(
  options: ValueArbitraryOptions = {},
): fc.Arbitrary<Value> {
  return fc.letrec<{ value: Value; list: Value[] }>((tie) => ({
    list: fc.array(tie("value"), { maxLength: 6 }),
    value: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      scalarArbitrary(options),
      tie("list"),
      tie("list").map((items) => Tuple.from(items)),
      // In Python `true` and `1` are the same member, and a map cannot be one.
      (options.python ? fc.array(text, { maxLength: 6 }) : tie("list"))
        .map((items) => new Set<Value>(items)),
      fc.array(fc.tuple(key, tie("value")), { maxLength: 6 }).map(toMap),
    ),
  })).value;
}

function scalarArbitrary(
  { python = false }: ValueArbitraryOptions,
): fc.Arbitrary<Value> {
  const years = python
    ? { min: new Date("0001-01-01T00:00:00Z"), max: new Date(253402300799999) }
    : {};
  return fc.oneof(
    fc.constantFrom(null, true, false),
    fc.integer(),
    fc.maxSafeInteger(),
    fc.double(),
    fc.constantFrom(-0, 2 ** 53, -(2 ** 53), 1e300, 5e-324),
    fc.bigInt({ min: -(2n ** 200n), max: 2n ** 200n }),
    text,
    fc.uint8Array({ maxLength: 20 }).map((bytes) => Uint8Array.from(bytes)),
    fc.date({ noInvalidDate: true, ...years }),
  );
}

function toMap(entries: readonly (readonly [string, Value])[]): ValueMap {
  // Unlike an assignment, this creates an own property `__proto__`.
  return Object.fromEntries(entries);
}
