/** Values for property tests. */
import fc from "fast-check";
import { Tuple, type Value, type ValueMap } from "../../core/value_codec.ts";

/** Keys that an object might mistake for its own machinery. */
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

/** What {@linkcode valueArbitrary} may generate. */
export interface ValueArbitraryOptions {
  /** Whether to stay with what Python can hold: see `sandglass_values.py`. */
  readonly python?: boolean;
}

const text = fc.string({ unit: "binary", maxLength: 20 });
const key = fc.oneof(text, fc.constantFrom(...AWKWARD_KEYS));

/**
 * Any value that can cross.
 *
 * @param options What to leave out
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
      // Python holds `true` and `1` for the same member, and no map for one.
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
  // Unlike assignments, this makes an own property of `__proto__`.
  return Object.fromEntries(entries);
}
