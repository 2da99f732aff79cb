import { utf8Bytes } from "./utf8_bytes.ts";
import {
  MAX_DEPTH,
  MAX_INTEGER_BITS,
  Tuple,
  type Value,
  type ValueMap,
} from "./value.ts";
import { ValueFormatError } from "./value_format_error.ts";

/** The limits of {@linkcode decodeValue}. */
export interface DecodeLimits {
  /** Bytes of UTF-8 that the text may have. */
  readonly maxBytes: number;
}

/** A map nests two arrays, and the innermost may contain a tagged scalar. */
const MAX_ARRAY_DEPTH = 2 * MAX_DEPTH + 1;

const INTEGER = /^-?0x(?:0|[1-9a-f][0-9a-f]*)$/;
const MAX_DATE_MS = 8.64e15;

const SPECIAL_NUMBERS: ReadonlyMap<unknown, number> = new Map([
  ["NaN", NaN],
  ["Infinity", Infinity],
  ["-Infinity", -Infinity],
  ["-0", -0],
]);

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x5b;
const CLOSE = 0x5d;

/** A container that is being decoded. */
interface Frame {
  readonly source: readonly unknown[];
  readonly put: (raw: unknown) => void;
  next: number;
}

/**
 * Decodes a value that a guest sent. The text is untrusted: its length and nesting are bounded before it is parsed, and
 * its whole shape is checked.
 *
 * A decoded text of small containers may take up to 60 times its bytes in memory. `maxBytes` therefore bounds the
 * memory as well.
 *
 * @param text The encoded value
 * @param limits The longest text to accept
 * @returns The value. Maps are ordinary objects; each key is an own data property, including `__proto__`
 * @throws {ValueFormatError} If the text is too long or not an encoded value
 *
 * @example
 * ```ts
 * import { assertEquals, assertThrows } from "@std/assert";
 * assertEquals(decodeValue('["l",1,["i","0x2"]]', { maxBytes: 100 }), [1, 2n]);
 * assertThrows(() => decodeValue('["l",1', { maxBytes: 100 }), Error);
 * ```
 */
export function decodeValue(text: string, limits: DecodeLimits): Value {
  const { maxBytes } = limits;
  if (
    text.length > maxBytes ||
    (text.length * 3 > maxBytes && utf8Bytes(text) > maxBytes)
  ) {
    throw new ValueFormatError(
      "too-large",
      `its text must be at most ${maxBytes} bytes long`,
    );
  }
  checkNesting(text);
  return build(parse(text));
}

/** Bounds the work of the parser: V8 needs ten seconds to parse fifty million brackets. */
function checkNesting(text: string): void {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit === QUOTE) index = endOfString(text, index);
    else if (unit === CLOSE) depth--;
    else if (unit === OPEN && ++depth > MAX_ARRAY_DEPTH) throw tooDeep();
  }
}

function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit === QUOTE) return index;
    if (unit === BACKSLASH) index++;
  }
  throw malformed("a string must end");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed("its text must be JSON");
  }
}

function build(root: unknown): Value {
  const frames: Frame[] = [];
  const value = decodeOne(root, frames);
  for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
    if (frame.next < frame.source.length) frame.put(frame.source[frame.next++]);
    else frames.pop();
  }
  return value;
}

/** Decodes a scalar, or opens a container and pushes a frame that fills it. */
function decodeOne(raw: unknown, frames: Frame[]): Value {
  switch (typeof raw) {
    case "string":
    case "boolean":
      return raw;
    case "number":
      return decodeFinite(raw);
    default:
      if (raw === null) return null;
      if (Array.isArray(raw)) return decodeTagged(raw, frames);
      throw malformed("there must be no JSON object in it");
  }
}

function decodeTagged(raw: readonly unknown[], frames: Frame[]): Value {
  switch (raw[0]) {
    case "l":
      return openList([], raw, frames);
    case "t":
      return openList(new Tuple(), raw, frames);
    case "s":
      return openSet(raw, frames);
    case "m":
      return openMap(raw, frames);
    default:
      if (raw.length !== 2) {
        throw malformed("a tagged scalar must have one content");
      }
      return decodeScalar(raw[0], raw[1]);
  }
}

function decodeScalar(tag: unknown, content: unknown): Value {
  switch (tag) {
    case "i":
      return decodeInteger(content);
    case "f":
      return decodeFinite(content);
    case "n":
      return decodeSpecial(content);
    case "b":
      return decodeBytes(content);
    case "d":
      return decodeDate(content);
    default:
      throw malformed("the tag of an array must be known");
  }
}

function openList(
  list: Value[],
  source: readonly unknown[],
  frames: Frame[],
): Value[] {
  pushFrame(frames, source, (raw) => list.push(decodeOne(raw, frames)));
  return list;
}

function openSet(source: readonly unknown[], frames: Frame[]): Set<Value> {
  const set = new Set<Value>();
  pushFrame(frames, source, (raw) => set.add(decodeOne(raw, frames)));
  return set;
}

function openMap(source: readonly unknown[], frames: Frame[]): ValueMap {
  const map: ValueMap = {};
  pushFrame(frames, source, (raw) => {
    if (!Array.isArray(raw) || raw.length !== 2 || typeof raw[0] !== "string") {
      throw malformed("an entry of a map must be a string key and a value");
    }
    define(map, raw[0], decodeOne(raw[1], frames));
  });
  return map;
}

function define(map: ValueMap, key: string, value: Value): void {
  if (key !== "__proto__") map[key] = value;
  // An assignment would set the prototype to a value of the guest's choice.
  else {Object.defineProperty(map, key, {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    });}
}

function pushFrame(
  frames: Frame[],
  source: readonly unknown[],
  put: Frame["put"],
): void {
  if (frames.length >= MAX_DEPTH) throw tooDeep();
  frames.push({ source, put, next: 1 });
}

function decodeFinite(content: unknown): number {
  // JSON.parse reads 1e999 as Infinity.
  if (typeof content === "number" && Number.isFinite(content)) return content;
  throw malformed("a number must be finite");
}

function decodeSpecial(content: unknown): number {
  const number = SPECIAL_NUMBERS.get(content);
  if (number === undefined) {
    throw malformed("a special number must be NaN, Infinity, -Infinity or -0");
  }
  return number;
}

function decodeInteger(content: unknown): bigint {
  if (typeof content !== "string") throw malformed("an integer must be text");
  const isNegative = content.startsWith("-");
  const digits = content.length - (isNegative ? 3 : 2);
  if (digits > MAX_INTEGER_BITS / 4 || !INTEGER.test(content)) {
    throw malformed(
      `an integer must be hexadecimal text of at most ${MAX_INTEGER_BITS} bits`,
    );
  }
  return isNegative ? -BigInt(content.slice(1)) : BigInt(content);
}

function decodeBytes(content: unknown): Uint8Array {
  // The strict decoder refuses every irregularity but whitespace.
  if (typeof content !== "string" || /\s/.test(content)) {
    throw malformed("bytes must be base64 text");
  }
  try {
    return Uint8Array.fromBase64(content, { lastChunkHandling: "strict" });
  } catch {
    throw malformed("bytes must be canonical base64 text");
  }
}

function decodeDate(content: unknown): Date {
  if (typeof content !== "number" || !(Math.abs(content) <= MAX_DATE_MS)) {
    throw malformed("a date must be milliseconds within 8.64e15 of 1970");
  }
  return new Date(content);
}

function malformed(detail: string): ValueFormatError {
  return new ValueFormatError("malformed", detail);
}

function tooDeep(): ValueFormatError {
  return malformed(`a value must nest at most ${MAX_DEPTH} deep`);
}
