/**
 * A result as data that JSON can hold: what `--json` prints, and what servers answer.
 *
 * A value that JSON can hold without loss is written as it is. Any other is an object with one key:
 *
 * | JSON | value |
 * | --- | --- |
 * | `{"$bigint": "123"}` | an integer past what a double holds exactly |
 * | `{"$number": "NaN"}` | also `"Infinity"`, `"-Infinity"` and `"-0"` |
 * | `{"$bytes": "aGk="}` | bytes in base64 |
 * | `{"$date": "1970-01-01T00:00:00.000Z"}` | a point in time |
 * | `{"$tuple": [1, 2]}`, `{"$set": [1, 2]}` | a tuple, a set |
 * | `{"$map": {"$key": 1}}` | a map with a single key that starts with `$`, which would look like one of the above |
 *
 * A value without a counterpart is left out, and `repr` has the guest's own text for it.
 *
 * @module
 */
import type { Display } from "./displays.ts";
import type { RunResult } from "./result.ts";
import { escapeJsonForTerminal } from "./terminal.ts";
import { Tuple, type Value } from "./value.ts";

/**
 * Writes a result.
 *
 * @param result How the run ended
 * @returns One line of JSON without a newline, in which control and bidirectional characters are escaped
 */
export function resultToJson(result: RunResult): string {
  return escapeJsonForTerminal(JSON.stringify(resultToPlain(result)));
}

/**
 * Turns a result into what JSON can hold, files by name and size only.
 *
 * @param result How the run ended
 * @returns Data that `JSON.stringify` keeps as it is, but for what is undefined
 */
export function resultToPlain(
  result: RunResult,
): Readonly<Record<string, unknown>> {
  const { status, ...all } = result;
  const files = all.files.map(({ path, bytes }) => ({ path, bytes }));
  const displays = all.displays.map(displayToPlain);
  const rest = { ...all, files, displays };
  return "value" in rest && rest.value !== undefined
    ? { status, ...rest, value: valueToPlain(rest.value) }
    : { status, ...rest };
}

/** Bytes as `{"base64": …}`, text as it is. */
function displayToPlain(display: Display): Readonly<Record<string, unknown>> {
  const forms = Object.entries(display).map(([mime, content]) =>
    [
      mime,
      typeof content === "string" ? content : { base64: content.toBase64() },
    ] as const
  );
  return Object.fromEntries(forms);
}

/**
 * Turns a value into what JSON can hold.
 *
 * @param value A value of a guest
 * @returns Data that `JSON.stringify` keeps as it is
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(valueToPlain([1, 2n]), [1, { $bigint: "2" }]);
 * ```
 */
export function valueToPlain(value: Value): unknown {
  switch (typeof value) {
    case "bigint":
      return { $bigint: String(value) };
    case "number":
      return numberToPlain(value);
    case "object":
      return value === null ? null : objectToPlain(value);
    default:
      return value;
  }
}

function numberToPlain(value: number): unknown {
  if (Object.is(value, -0)) return { $number: "-0" };
  return Number.isFinite(value) ? value : { $number: String(value) };
}

function objectToPlain(value: Extract<Value, object>): unknown {
  if (value instanceof Uint8Array) return { $bytes: value.toBase64() };
  if (value instanceof Date) return { $date: value.toISOString() };
  if (value instanceof Set) return { $set: Array.from(value, valueToPlain) };
  if (value instanceof Tuple) {
    return { $tuple: Array.from(value, valueToPlain) };
  }
  if (Array.isArray(value)) return value.map(valueToPlain);
  const entries = Object.entries(value);
  // fromEntries defines what it sets, so that a key "__proto__" is a key like any other.
  const map = Object.fromEntries(
    entries.map(([key, item]) => [key, valueToPlain(item)]),
  );
  const looksTagged = entries.length === 1 && entries[0]?.[0].startsWith("$");
  return looksTagged ? { $map: map } : map;
}
