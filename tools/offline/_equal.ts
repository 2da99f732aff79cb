import { isDeepStrictEqual } from "node:util";

/**
 * Deep equality as in `@std/assert`: `isDeepStrictEqual`, except that `0` equals
 * `-0`, and an object without a prototype equals one with `Object`'s.
 *
 * @param a One value
 * @param b The other
 * @returns Whether they are equal
 */
export function equal(a: unknown, b: unknown): boolean {
  return compare(a, b, new Map());
}

function compare(a: unknown, b: unknown, seen: Map<object, object>): boolean {
  if (a === b || Object.is(a, b)) return true;
  if (!isObject(a) || !isObject(b) || kindOf(a) !== kindOf(b)) return false;
  if (seen.get(a) === b) return true;
  seen.set(a, b);
  if (a instanceof Map && b instanceof Map) {
    return a.size === b.size && sameEntries([...a], [...b], seen);
  }
  if (a instanceof Set && b instanceof Set) {
    return a.size === b.size && sameEntries([...a], [...b], seen);
  }
  // The original compares the stacks of errors, so an error equals only itself.
  if (a instanceof Error && b instanceof Error && a.stack !== b.stack) {
    return false;
  }
  const isPlain = kindOf(a) === Object.prototype || Array.isArray(a);
  if (!isPlain) return isDeepStrictEqual(a, b);
  return sameProperties(a, b, seen);
}

function sameProperties(
  a: object,
  b: object,
  seen: Map<object, object>,
): boolean {
  const keys = Reflect.ownKeys({ ...a });
  return keys.length === Reflect.ownKeys({ ...b }).length &&
    keys.every((key) =>
      key in b && compare(Reflect.get(a, key), Reflect.get(b, key), seen)
    );
}

/** Whether each item of one has an equal in the other, in any order. */
function sameEntries(
  a: readonly unknown[],
  b: readonly unknown[],
  seen: Map<object, object>,
): boolean {
  const left = [...b];
  return a.every((one) => {
    const at = left.findIndex((other) => compare(one, other, new Map(seen)));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function kindOf(value: object): unknown {
  return Object.getPrototypeOf(value) ?? Object.prototype;
}
