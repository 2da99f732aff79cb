/**
 * Values of the host's that a guest finds as globals: how their names are checked, and how they are encoded.
 *
 * Everything is read once and encoded on the host, before anything starts: what changes in the values afterwards reaches
 * no guest, and what cannot cross is refused by the name of its global.
 *
 * @module
 */
import { checkNameOfGlobal } from "./global_names.ts";
import { messageOf } from "./errors.ts";
import type { Language } from "./languages.ts";
import {
  decodeValue,
  encodeValue,
  utf8Bytes,
  type Value,
} from "./value_codec.ts";

/** Globals, encoded: the text of each value by its name. */
export type ResolvedGlobals = ReadonlyMap<string, string>;

/** How many globals a sandbox and a run may each be given. */
export const MAX_GLOBALS = 256;

const NONE: ResolvedGlobals = new Map();

/** The first and the last moment that Python's `datetime` can hold, in milliseconds since 1970. */
const PYTHON_DATES_MS = [-62_135_596_800_000, 253_402_300_799_999] as const;

/** For whom globals are. */
export interface GlobalsFor {
  readonly language: Language;
  /** Bytes of UTF-8 that all of them may have together, encoded. */
  readonly callBytes: number;
}

/**
 * Checks and encodes globals.
 *
 * @param globals What the caller gave: a plain object of values by name
 * @param target For whom they are
 * @returns The encoded values, which share nothing with what was given
 * @throws {TypeError} If they are no plain object, or one of them has a bad name or a value that cannot cross
 * @throws {RangeError} If there are more than {@linkcode MAX_GLOBALS}, or they are larger than `callBytes`
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
  target: GlobalsFor,
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
 * Puts globals of one run over those of its pool.
 *
 * @param pool What the pool gives each sandbox
 * @param own What is given for one of them, which takes the place of the pool's of the same name
 * @param target For whom they are
 * @returns Both together
 * @throws {RangeError} If they are too many or too large together
 */
export function mergeGlobals(
  pool: ResolvedGlobals,
  own: ResolvedGlobals,
  target: GlobalsFor,
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
 * The message that a worker gets.
 *
 * @param globals The encoded values
 * @returns All of them as one map in the form of the value codec, in UTF-8; nothing where there are none
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

/** Refuses lists, maps, promises and whatever else would pass for an empty object. */
function checkObject(globals: unknown): Readonly<Record<string, unknown>> {
  const isPlain = reading("globals", () => {
    if (typeof globals !== "object" || globals === null) return false;
    const prototype = Object.getPrototypeOf(globals);
    return prototype === null || Object.getPrototypeOf(prototype) === null;
  });
  // By the check above.
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

/** Reads something of the caller's, whose getters and proxies may throw. */
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
  target: GlobalsFor,
): string {
  let text: string;
  try {
    text = encodeValue(value, { maxBytes: target.callBytes });
  } catch (cause) {
    throw refusal(name, cause, target);
  }
  if (target.language === "python") checkForPython(name, text);
  return text;
}

/** What the codec says of a value, as said of a global. */
function refusal(name: string, cause: unknown, target: GlobalsFor): unknown {
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

function tooLarge(what: string, { callBytes }: GlobalsFor): RangeError {
  return new RangeError(
    `Cannot set ${what} as all globals together must have at most ${callBytes} bytes, encoded: set limits.callBytes`,
  );
}

/** Refuses what Python's types cannot hold, which its half of the codec would refuse in the guest. */
function checkForPython(name: string, text: string): void {
  // In a string a quotation mark is escaped, so that nothing else begins like this.
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
