/**
 * The names that globals may have: identifiers of the guest's language that stand for nothing else there.
 *
 * @module
 */
import type { Language } from "./languages.ts";

const MAX_NAME_CHARS = 100;

/** Python looks a name up in its normal form NFKC, so that a global with another name would never be found. */
const PYTHON_NAME = /^[\p{XID_Start}_]\p{XID_Continue}*$/u;
const JAVASCRIPT_NAME = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;
const DUNDER = /^__.*__$/s;

/** Python's keywords. */
const PYTHON_KEYWORDS: ReadonlySet<string> = wordsOf(`
  False None True and as assert async await break class continue def del elif else except finally for from global if
  import in is lambda nonlocal not or pass raise return try while with yield`);

/** What Sandglass gives a Python guest. What Python itself has (`input`, `id`) may be shadowed, as in any module. */
const PYTHON_PROVIDED: ReadonlySet<string> = wordsOf("display host");

/** Reserved words, those of strict code, modules and async functions included, and names that cannot be bound there. */
const JAVASCRIPT_KEYWORDS: ReadonlySet<string> = wordsOf(`
  arguments await break case catch class const continue debugger default delete do else enum eval export extends false
  finally for function if implements import in instanceof interface let new null package private protected public return
  static super switch this throw true try typeof undefined NaN Infinity var void while with yield`);

/**
 * What the global object of a JavaScript guest has, by itself, by inheritance, by Sandglass or, of the language's
 * standard, in an engine to come. To set one of these would take it away rather than shadow it.
 */
const JAVASCRIPT_PROVIDED: ReadonlySet<string> = wordsOf(`
  AggregateError Array ArrayBuffer AsyncDisposableStack Atomics BigInt BigInt64Array BigUint64Array Boolean DataView Date
  DisposableStack Error EvalError FinalizationRegistry Float16Array Float32Array Float64Array Function Int16Array
  Int32Array Int8Array InternalError Intl Iterator JSON Map Math Number Object Promise Proxy RangeError ReferenceError
  Reflect RegExp Set SharedArrayBuffer String SuppressedError Symbol SyntaxError Temporal TypeError URIError Uint16Array
  Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakRef WeakSet WebAssembly decodeURI decodeURIComponent encodeURI
  encodeURIComponent escape globalThis isFinite isNaN parseFloat parseInt unescape
  constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf
  AbortController AbortSignal Headers Request Response TextDecoder TextEncoder atob btoa clearInterval clearTimeout
  console crypto display fetch fs host performance print process queueMicrotask readline require scriptArgs setInterval
  setTimeout structuredClone`);

/** What a language calls itself in a message, and what it says of names. */
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
 * Refuses a name that a global cannot have.
 *
 * @param name The name
 * @param language The guest's language
 * @throws {TypeError} If it is no identifier of the language, a keyword, framed by two underscores, or the name of
 * something that the guest is provided with
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
    ? "a name must not be one of what the guest is provided with"
    : undefined;
  if (rule === undefined) return;
  throw new TypeError(`Cannot set global ${name} as ${rule}: choose another`);
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
