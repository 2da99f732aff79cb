/**
 * Globals: values of the host that a guest gets as global variables.
 *
 * The values are read and encoded once, before the sandbox starts. Later changes to them do not reach the guest. An error
 * about a value that cannot be encoded names its global.
 *
 * @module
 */
import { checkNameOfGlobal } from "./global_names.ts";
import { messageOf } from "./errors.ts";
import type { Language } from "./languages.ts";
import { decodeValue, encodeValue, type Value } from "./value_codec.ts";
import { utf8Bytes } from "./utf8_bytes.ts";

/** The encoded text of each global, by name. */
export type ResolvedGlobals = ReadonlyMap<string, string>;

/** The most globals of a sandbox, and of a run. */
const MAX_GLOBALS = 256;

const NONE: ResolvedGlobals = new Map();

/** The range of Python's `datetime`, in milliseconds since 1970. */
const PYTHON_DATES_MS = [-62_135_596_800_000, 253_402_300_799_999] as const;

/** The guest that gets the globals. */
interface GlobalsTarget {
  readonly language: Language;
  /** The most bytes of all encoded globals together, in UTF-8. */
  readonly callBytes: number;
}

/**
 * Checks and encodes globals.
 *
 * @param globals A plain object of values by name
 * @param target The guest that gets the globals
 * @returns The encoded values, which share nothing with the originals
 * @throws {TypeError} If `globals` is not a plain object, or has an invalid name or a value that cannot be encoded
 * @throws {RangeError} If there are more than 256 globals, or they are larger than `callBytes`
 *
 * @example
 * ```ts
 * import { assertEquals, assertThrows } from "@std/assert";
 * const target = { language: "python", callBytes: 1_000 } as const;
 * assertEquals(resolveGlobals({ n: 5 }, target).get("n"), "5");
 * assertThrows(() => resolveGlobals({ lambda: 5 }, target), TypeError, "global lambda");
 * ```
 */
export function resolveGlobals(
  globals: unknown,
  target: GlobalsTarget,
): ResolvedGlobals {
  if (globals === undefined) return NONE;
  const given = checkObject(globals);
  const names = reading("globals", () => Object.keys(given));
  checkCount(names.length);
  const resolved = new Map<string, string>();
  let leftBytes = target.callBytes - EMPTY_BYTES;
  for (const name of names) {
    checkNameOfGlobal(name, target.language);
    const value = reading(`global ${name}`, () => given[name]);
    const text = encodeGlobal(name, value, target);
    leftBytes -= utf8Bytes(toPair(name, text));
    if (leftBytes < 0) throw tooLarge(`global ${name}`, target);
    resolved.set(name, text);
  }
  return resolved;
}

/**
 * Merges the globals of a pool and of one of its sandboxes.
 *
 * @param pool The globals of the pool
 * @param own The globals of the sandbox, which replace those of the pool with the same name
 * @param target The guest that gets the globals
 * @returns The merged globals
 * @throws {RangeError} If there are too many globals, or they are too large together
 */
export function mergeGlobals(
  pool: ResolvedGlobals,
  own: ResolvedGlobals,
  target: GlobalsTarget,
): ResolvedGlobals {
  if (own.size === 0) return pool;
  if (pool.size === 0) return own;
  const merged = new Map([...pool, ...own]);
  checkCount(merged.size);
  const bytes = toGlobalsText(merged)?.length ?? 0;
  if (bytes > target.callBytes) throw tooLarge("globals", target);
  return merged;
}

/**
 * Encodes globals for the worker.
 *
 * @param globals The encoded values
 * @returns One map in the format of the value codec, in UTF-8, or `undefined` if there are no globals
 */
export function toGlobalsText(
  globals: ResolvedGlobals,
): Uint8Array | undefined {
  if (globals.size === 0) return undefined;
  const pairs = Array.from(globals, ([name, text]) => toPair(name, text));
  return new TextEncoder().encode(`["m"${pairs.join("")}]`);
}

const EMPTY_BYTES = '["m"]'.length;

function toPair(name: string, text: string): string {
  return `,[${JSON.stringify(name)},${text}]`;
}

/** Refuses lists, maps, promises and anything else that would look like an empty object. */
function checkObject(globals: unknown): Readonly<Record<string, unknown>> {
  const isPlain = reading("globals", () => {
    if (typeof globals !== "object" || globals === null) return false;
    const prototype = Object.getPrototypeOf(globals);
    return prototype === null || Object.getPrototypeOf(prototype) === null;
  });
  // The check above says that it is a plain object.
  if (isPlain) return globals as Readonly<Record<string, unknown>>;
  throw new TypeError(
    `Cannot set globals as they must be a plain object of values by name: current value is ${
      describe(globals)
    }`,
  );
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (value instanceof Promise) return "a promise (await it first)";
  if (value instanceof Map) return "a Map (Object.fromEntries makes an object)";
  return typeof value === "object" && value !== null
    ? "an instance of a class"
    : String(value).slice(0, 80);
}

function checkCount(count: number): void {
  if (count <= MAX_GLOBALS) return;
  throw new RangeError(
    `Cannot set globals as there must be at most ${MAX_GLOBALS}: current value is ${count}`,
  );
}

/** Reads from an object of the caller, whose getters and proxies may throw. */
function reading<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new TypeError(
      `Cannot set ${what} as reading it must not throw: ${messageOf(cause)}`,
      { cause },
    );
  }
}

function encodeGlobal(
  name: string,
  value: unknown,
  target: GlobalsTarget,
): string {
  let text: string;
  try {
    text = encodeValue(value, { maxBytes: target.callBytes });
  } catch (cause) {
    throw toGlobalError(name, cause, target);
  }
  if (target.language === "python") checkForPython(name, text);
  return text;
}

/** Converts an error of the codec to an error about a global. */
function toGlobalError(
  name: string,
  cause: unknown,
  target: GlobalsTarget,
): unknown {
  const message = messageOf(cause);
  const [, path, rule] = /^Cannot encode value(.*?) as (.*)$/s.exec(message) ??
    [];
  if (path === undefined || rule === undefined) {
    return new TypeError(
      `Cannot set global ${name} as reading it must not throw: ${message}`,
      { cause },
    );
  }
  if (rule.startsWith("its text must be")) {
    return tooLarge(`global ${name}`, target);
  }
  const text = `Cannot set global ${name}${path} as ${rule}`;
  return cause instanceof RangeError
    ? new RangeError(text)
    : new TypeError(text);
}

function tooLarge(what: string, { callBytes }: GlobalsTarget): RangeError {
  return new RangeError(
    `Cannot set ${what} as all globals together must have at most ${callBytes} bytes, encoded: set limits.callBytes`,
  );
}

/** Refuses values that Python's types cannot hold. The decoder in the guest would refuse them later. */
function checkForPython(name: string, text: string): void {
  // A quotation mark in a string is escaped, so only a set or a date contains this text.
  if (!text.includes('["s"') && !text.includes('["d"')) return;
  checkValueForPython(name, decodeValue(text, { maxBytes: Infinity }), false);
}

function checkValueForPython(name: string, value: Value, inSet: boolean): void {
  if (typeof value !== "object" || value === null) return;
  if (value instanceof Uint8Array) return;
  if (value instanceof Date) return checkDateForPython(name, value);
  const isMap = !Array.isArray(value) && !(value instanceof Set);
  if (isMap && inSet) {
    throw new TypeError(
      `Cannot set global ${name} as a set in Python cannot hold a map`,
    );
  }
  const items = isMap ? Object.values(value) : value;
  for (const item of items) {
    checkValueForPython(name, item, inSet || value instanceof Set);
  }
}

function checkDateForPython(name: string, date: Date): void {
  const [first, last] = PYTHON_DATES_MS;
  if (date.getTime() >= first && date.getTime() <= last) return;
  throw new RangeError(
    `Cannot set global ${name} as a date in Python must be in the years 1 to 9999: current value is ${date.toISOString()}`,
  );
}
