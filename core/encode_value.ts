import { LIMIT_RULES } from "./limits.ts";
import { utf8Bytes } from "./utf8_bytes.ts";
import { MAX_DEPTH, MAX_INTEGER_BITS, Tuple } from "./value.ts";

/** The options of {@linkcode encodeValue}. */
export interface EncodeOptions {
  /**
   * The most bytes of UTF-8 that the text may have. The default is the highest `valueBytes`.
   * @default {33_554_432}
   */
  readonly maxBytes?: number;
}

/** How many steps of a long path a message shows at each end. */
const PATH_ENDS = 8;

/** A container that is being encoded. */
interface Frame {
  readonly source: object;
  readonly children: Iterator<Child>;
  /** Whether the container is the value in a pair of a map. */
  readonly inPair: boolean;
  /** The key or index of the current item. */
  at: string | number;
}

/** An item of a container, with its key (in a map) or index. */
type Child = readonly [at: string | number, item: unknown];

/**
 * Encodes a value for a guest.
 *
 * Accepts the types of {@linkcode Value}, and also an `ArrayBuffer` (as bytes) and a `Map` with string keys.
 *
 * @param value The value
 * @param options The longest text to return
 * @returns The text, for {@linkcode decodeValue} and the decoders in the guests
 * @throws {TypeError} If a part of the value has no counterpart in a guest; the message names the part
 * @throws {RangeError} If the text becomes too long or the value nests too deeply
 *
 * @example
 * ```ts
 * import { assertEquals, assertThrows } from "@std/assert";
 * assertEquals(encodeValue({ a: [1, NaN] }), '["m",["a",["l",1,["n","NaN"]]]]');
 * assertThrows(() => encodeValue({ a: [() => 1] }), TypeError, "value.a[0]");
 * ```
 */
export function encodeValue(
  value: unknown,
  options: EncodeOptions = {},
): string {
  const maxBytes = options.maxBytes ?? LIMIT_RULES.valueBytes.max;
  const frames: Frame[] = [];
  const open = new Set<object>();
  let out = "";
  let item = value;
  let inPair = false;

  for (;;) {
    checkRoom(item, maxBytes);
    const scalar = encodeScalar(item, frames);
    if (scalar !== undefined) {
      out += inPair ? `${scalar}]` : scalar;
    } else {
      const [tag, source, children] = openContainer(item, frames, open);
      out += `["${tag}"`;
      open.add(source);
      frames.push({ source, children, inPair, at: 0 });
    }
    if (out.length > maxBytes) throw tooLarge(maxBytes);
    const next = nextChild(frames, open);
    out += next.closing;
    if (next.child === undefined) break;
    const [at, child] = next.child;
    inPair = typeof at === "string";
    out += inPair ? `,[${JSON.stringify(at)},` : ",";
    item = child;
  }
  if (out.length * 3 > maxBytes && utf8Bytes(out) > maxBytes) {
    throw tooLarge(maxBytes);
  }
  return out;
}

/** Refuses a text or bytes over the limit before encoding, which would take several times their memory. */
function checkRoom(item: unknown, maxBytes: number): void {
  const size = typeof item === "string"
    ? item.length
    : item instanceof Uint8Array || item instanceof ArrayBuffer
    ? item.byteLength
    : 0;
  if (size > maxBytes) throw tooLarge(maxBytes);
}

/** Closes the containers that are complete, and returns the next item of the first that is not. */
function nextChild(
  frames: Frame[],
  open: Set<object>,
): { readonly closing: string; readonly child: Child | undefined } {
  let closing = "";
  for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
    const step = frame.children.next();
    if (!step.done) {
      frame.at = step.value[0];
      return { closing, child: step.value };
    }
    closing += frame.inPair ? "]]" : "]";
    open.delete(frame.source);
    frames.pop();
  }
  return { closing, child: undefined };
}

function encodeScalar(
  item: unknown,
  frames: readonly Frame[],
): string | undefined {
  switch (typeof item) {
    case "string":
    case "boolean":
      return JSON.stringify(item);
    case "number":
      return encodeNumber(item);
    case "bigint":
      return encodeInteger(item, frames);
    case "object":
      return item === null ? "null" : encodeScalarObject(item, frames);
    default:
      throw noCounterpart(item, frames);
  }
}

function encodeNumber(item: number): string {
  if (!Number.isFinite(item) || Object.is(item, -0)) {
    return `["n","${Object.is(item, -0) ? "-0" : item}"]`;
  }
  // A whole number outside the safe range is rounded. Python gets a float, not an exact integer.
  const isRounded = Number.isInteger(item) && !Number.isSafeInteger(item);
  return isRounded ? `["f",${item}]` : `${item}`;
}

function encodeInteger(item: bigint, frames: readonly Frame[]): string {
  const digits = (item < 0n ? -item : item).toString(16);
  if (digits.length > MAX_INTEGER_BITS / 4) {
    throw new RangeError(
      `Cannot encode ${
        pathOf(frames)
      } as an integer must have at most ${MAX_INTEGER_BITS} bits: ` +
        `current value has about ${digits.length * 4}`,
    );
  }
  return `["i","${item < 0n ? "-" : ""}0x${digits}"]`;
}

function encodeScalarObject(
  item: object,
  frames: readonly Frame[],
): string | undefined {
  if (item instanceof Uint8Array) return `["b","${item.toBase64()}"]`;
  if (item instanceof ArrayBuffer) {
    return `["b","${new Uint8Array(item).toBase64()}"]`;
  }
  if (!(item instanceof Date)) return undefined;
  if (Number.isNaN(item.getTime())) throw noCounterpart(item, frames);
  return `["d",${item.getTime()}]`;
}

function openContainer(
  item: unknown,
  frames: readonly Frame[],
  open: ReadonlySet<object>,
): readonly [tag: string, source: object, children: Iterator<Child>] {
  if (typeof item !== "object" || item === null) {
    throw noCounterpart(item, frames);
  }
  if (open.has(item)) {
    throw new TypeError(
      `Cannot encode ${pathOf(frames)} as a value must not contain itself`,
    );
  }
  if (frames.length >= MAX_DEPTH) {
    throw new RangeError(
      `Cannot encode ${
        pathOf(frames)
      } as a value must nest at most ${MAX_DEPTH} deep`,
    );
  }
  if (Array.isArray(item)) {
    return [item instanceof Tuple ? "t" : "l", item, numbered(item)];
  }
  if (item instanceof Set) return ["s", item, numbered(item)];
  if (item instanceof Map) return ["m", item, keyed(item, frames)];
  if (isPlain(item)) return ["m", item, properties(item)];
  throw noCounterpart(item, frames);
}

/** Whether the object is a plain object, of this or another realm, and not an instance of a class. */
function isPlain(item: object): item is Readonly<Record<string, unknown>> {
  const prototype = Object.getPrototypeOf(item);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** The items of a list. An item that is `undefined` is `null`, as in JSON. */
function* numbered(items: Iterable<unknown>): Generator<Child, undefined> {
  let index = 0;
  for (const item of items) yield [index++, item ?? null];
}

function* keyed(
  items: ReadonlyMap<unknown, unknown>,
  frames: readonly Frame[],
): Generator<Child, undefined> {
  for (const [key, item] of items) {
    if (typeof key !== "string") {
      throw new TypeError(
        `Cannot encode ${
          pathOf(frames.slice(0, -1))
        } as the keys of a map must be strings: ` +
          `current value is ${describe(key)}`,
      );
    }
    if (item !== undefined) yield [key, item];
  }
}

/** The properties of an object without those that are `undefined`, as in JSON. */
function* properties(
  item: Readonly<Record<string, unknown>>,
): Generator<Child, undefined> {
  for (const key of Object.keys(item)) {
    const value = item[key];
    if (value !== undefined) yield [key, value];
  }
}

function noCounterpart(item: unknown, frames: readonly Frame[]): TypeError {
  return new TypeError(
    `Cannot encode ${pathOf(frames)} as it has no counterpart in a guest: ` +
      `current value is ${describe(item)}`,
  );
}

function tooLarge(maxBytes: number): RangeError {
  return new RangeError(
    `Cannot encode value as its text must be at most ${maxBytes} bytes long`,
  );
}

function pathOf(frames: readonly Frame[]): string {
  const steps = frames.map(({ at }) => {
    if (typeof at === "number") return `[${at}]`;
    const key = at.length > 40 ? `${at.slice(0, 40)}…` : at;
    return /^[A-Za-z_$][\w$]*$/.test(key)
      ? `.${key}`
      : `[${JSON.stringify(key)}]`;
  });
  if (steps.length > 2 * PATH_ENDS) {
    steps.splice(PATH_ENDS, steps.length - 2 * PATH_ENDS, "…");
  }
  return `value${steps.join("")}`;
}

function describe(item: unknown): string {
  if (typeof item === "function") {
    return `a function${item.name === "" ? "" : ` (${item.name})`}`;
  }
  if (item instanceof Date) return "an invalid date";
  if (typeof item !== "object" || item === null) return String(item);
  const name: unknown = item.constructor?.name;
  return typeof name === "string" && name !== ""
    ? `an instance of ${name}`
    : "an object";
}
