/**
 * Checks the names of globals: identifiers of the guest's language that have no other meaning there.
 *
 * @module
 */
import type { Language } from "./languages.ts";

const MAX_NAME_CHARS = 100;

/** Python looks up names in normal form NFKC, so it would never find a global with any other name. */
const PYTHON_NAME = /^[\p{XID_Start}_]\p{XID_Continue}*$/u;
const JAVASCRIPT_NAME = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;
const DUNDER = /^__.*__$/s;

/** Python's keywords. */
const PYTHON_KEYWORDS: ReadonlySet<string> = wordsOf(`
  False None True and as assert async await break class continue def del elif else except finally for from global if
  import in is lambda nonlocal not or pass raise return try while with yield`);

/** Names that Sandglass provides in Python. Built-ins of Python (`input`, `id`) may be shadowed, as in any module. */
const PYTHON_PROVIDED: ReadonlySet<string> = wordsOf("display host");

/** Reserved words, including those of strict mode, modules and async functions, and names that cannot be bound. */
const JAVASCRIPT_KEYWORDS: ReadonlySet<string> = wordsOf(`
  arguments await break case catch class const continue debugger default delete do else enum eval export extends false
  finally for function if implements import in instanceof interface let new null package private protected public return
  static super switch this throw true try typeof undefined NaN Infinity var void while with yield`);

/**
 * Names on the global object of a JavaScript guest: its own, inherited ones, those of Sandglass, and those of the
 * language standard that a future engine may have. A global of this name would replace the original, not shadow it.
 */
const JAVASCRIPT_PROVIDED: ReadonlySet<string> = wordsOf(`
  AggregateError Array ArrayBuffer AsyncDisposableStack Atomics BigInt BigInt64Array BigUint64Array Boolean DataView Date
  DisposableStack Error EvalError FinalizationRegistry Float16Array Float32Array Float64Array Function Int16Array
  Int32Array Int8Array InternalError Intl Iterator JSON Map Math Number Object Promise Proxy RangeError ReferenceError
  Reflect RegExp Set SharedArrayBuffer String SuppressedError Symbol SyntaxError Temporal TypeError URIError Uint16Array
  Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakRef WeakSet WebAssembly decodeURI decodeURIComponent encodeURI
  encodeURIComponent escape globalThis isFinite isNaN parseFloat parseInt unescape
  constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf
  AbortController AbortSignal Blob BroadcastChannel Buffer ByteLengthQueuingStrategy CountQueuingStrategy Crypto
  CryptoKey CustomEvent DOMException Event EventSource EventTarget File FormData Headers Performance PerformanceEntry
  PerformanceMark PerformanceMeasure ReadableStream ReadableStreamDefaultReader Request Response SharedWorker
  SubtleCrypto TextDecoder TextDecoderStream TextEncoder TextEncoderStream TransformStream URL URLSearchParams
  WebSocket Worker WritableStream WritableStreamDefaultWriter XMLHttpRequest __dirname __filename atob btoa
  clearImmediate clearInterval clearTimeout console crypto display exports fetch fs global host localStorage module
  navigator performance print process queueMicrotask readline require scriptArgs sessionStorage setImmediate
  setInterval setTimeout structuredClone`);

/** The rules of a language for names, and its name in messages. */
interface NameRules {
  readonly title: string;
  readonly isIdentifier: (name: string) => boolean;
  readonly keywords: ReadonlySet<string>;
  readonly provided: ReadonlySet<string>;
}

const PYTHON: NameRules = {
  title: "Python",
  isIdentifier: (name) =>
    PYTHON_NAME.test(name) && name.normalize("NFKC") === name,
  keywords: PYTHON_KEYWORDS,
  provided: PYTHON_PROVIDED,
};
const JAVASCRIPT: NameRules = {
  title: "JavaScript",
  isIdentifier: (name) => JAVASCRIPT_NAME.test(name),
  keywords: JAVASCRIPT_KEYWORDS,
  provided: JAVASCRIPT_PROVIDED,
};
const RULES: Readonly<Record<Language, NameRules>> = {
  python: PYTHON,
  javascript: JAVASCRIPT,
  typescript: JAVASCRIPT,
};

/**
 * Checks the name of a global.
 *
 * @param name The name
 * @param language The guest's language
 * @throws {TypeError} If the name is not an identifier of the language, is a keyword, begins and ends with two
 * underscores, or is a name that the guest environment already has
 *
 * @example
 * ```ts
 * import { assertThrows } from "@std/assert";
 * checkNameOfGlobal("rows", "python");
 * assertThrows(() => checkNameOfGlobal("constructor", "javascript"), TypeError);
 * ```
 */
export function checkNameOfGlobal(name: string, language: Language): void {
  const { title, isIdentifier, keywords, provided } = RULES[language];
  if (name.length > MAX_NAME_CHARS || !isIdentifier(name)) {
    throw new TypeError(
      `Cannot set globals as a name must be an identifier of ${title} with at most ${MAX_NAME_CHARS} characters: current value is ${
        JSON.stringify(name.slice(0, 80))
      }`,
    );
  }
  const rule = DUNDER.test(name)
    ? "a name must not begin and end with two underscores"
    : keywords.has(name)
    ? `a name must not be a keyword or constant of ${title}`
    : provided.has(name)
    ? "a name must not be one that the guest environment already has"
    : undefined;
  if (rule === undefined) return;
  throw new TypeError(`Cannot set global ${name} as ${rule}: choose another`);
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
