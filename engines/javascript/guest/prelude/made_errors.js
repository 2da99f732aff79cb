// What becomes of an error when the engine has just made its stack. The engine's worker calls these functions while the
// guest runs, so no code of the guest may run here: nothing is read that may be a getter's.

import {
  $RangeError,
  $WeakMap,
  defineProperty,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  includes,
  indexOf,
  setPrototypeOf,
  slice,
  weakMapDelete,
  weakMapGet,
  weakMapSet,
} from "../intrinsics.js";
import { frames, LONG_CHARS } from "./error_frames.js";
import { host } from "./host.js";
import { reportsUnlessLoading } from "./reports.js";

const EngineErrorPrototype = InternalError?.prototype;
const SyntaxErrorPrototype = SyntaxError.prototype;
const RangeErrorPrototype = $RangeError.prototype;

/** The kind of an error that the engine made, not a constructor. */
const BY_ENGINE = 2;
/** What Node says where the stack ends. */
const TOO_DEEP = "Maximum call stack size exceeded";
/** What QuickJS says where memory ends. */
const NO_MEMORY = "out of memory";

/** @type {typeof import("../messages.js") | undefined} */
let messages;
let isOpening = false;

/** The texts, unless the error is one of loading them. */
function openMessages() {
  if (messages !== undefined || isOpening) return messages;
  isOpening = true;
  try {
    return messages = host.load("messages");
  } finally {
    isOpening = false;
  }
}

/**
 * Gives an error the messages of other engines, and puts its name and message at the head of its stack when that is first read.
 *
 * @param {object} error
 * @param {number} kind
 */
export function errorMade(error, kind) {
  if (kind === BY_ENGINE) {
    // What is left for the error itself is not enough to go on: `overflowed` gets more.
    if (isOverflow(error)) throw error;
    const stack = ownText(error, "stack") ?? "";
    // Without memory the texts cannot be loaded: that would only make the next error.
    if (!isOwn(stack) && ownText(error, "message") !== NO_MEMORY) {
      openMessages()?.explain(error, stack, host);
    }
  }
  finishStack(error);
}

/**
 * Makes of an error of the engine's what other engines throw where the stack ends.
 *
 * @param {object} error
 */
export function overflowed(error) {
  if (!isOverflow(error)) return;
  setPrototypeOf(error, RangeErrorPrototype);
  setValue(error, "message", TOO_DEEP);
  finishStack(error);
}

/**
 * Whether an error happened in code of ours, which may expect it.
 *
 * @param {string} stack
 */
function isOwn(stack) {
  if (!includes(stack, "<sandglass:")) return false;
  let from = 0;
  for (;;) {
    const end = indexOf(stack, "\n", from);
    if (end < 0) return false;
    const line = slice(stack, from, end);
    if (!includes(line, "(native)")) return includes(line, "<sandglass:");
    from = end + 1;
  }
}

/** @param {object} error */
function isOverflow(error) {
  if (ownText(error, "message") !== "stack overflow") return false;
  const prototype = getPrototypeOf(error);
  // The latter is of code, JSON and patterns that are nested too deeply.
  return prototype === EngineErrorPrototype ||
    prototype === SyntaxErrorPrototype;
}

/**
 * The stacks of errors, as the engine made them, until somebody looks.
 *
 * @type {WeakMap<object, string>}
 */
const rawStacks = new $WeakMap();

/**
 * Replaces the stack by a property that puts the error's name and message before the frames when it is first read.
 *
 * @param {object} error
 */
function finishStack(error) {
  const raw = ownText(error, "stack");
  if (raw === undefined) return;
  // The frames of a deep recursion would take much memory.
  weakMapSet(rawStacks, error, raw.length < LONG_CHARS ? raw : frames(raw));
  defineProperty(error, "stack", stackProperty);
}

/** @type {PropertyDescriptor & WithoutPrototype} */
const stackProperty = {
  __proto__: null,
  /** @this {object} */
  get: function stack() {
    const raw = isObject(this) ? weakMapGet(rawStacks, this) : undefined;
    if (raw === undefined) return undefined;
    weakMapDelete(rawStacks, this);
    const text = headOf(this) +
      withoutConstructor(this, raw.length < LONG_CHARS ? frames(raw) : raw);
    setValue(this, "stack", text);
    return text;
  },
  /**
   * @this {object}
   * @param {unknown} value
   */
  set: function stack(value) {
    if (isObject(this)) setValue(this, "stack", value);
  },
  configurable: true,
  enumerable: false,
};

/**
 * Frames without those of the error's own constructor.
 *
 * @param {object} error
 * @param {string} text
 */
function withoutConstructor(error, text) {
  const name = reportsUnlessLoading()?.constructorName(error) ?? null;
  if (name === null) return text;
  while (indexOf(text, "\n    at " + name + " (") === 0) {
    const next = indexOf(text, "\n", 1);
    if (next < 0) return text;
    text = slice(text, next);
  }
  return text;
}

/** @param {object} error */
function headOf(error) {
  // A cast, as what inherits from errors may have anything in their place.
  const given = /** @type {{ name: unknown, message: unknown }} */ (error);
  const name = textAt(() => given.name) || "Error";
  const message = textAt(() => given.message);
  return message === "" ? name : name + ": " + message;
}

/** @param {() => unknown} read */
function textAt(read) {
  try {
    const value = read();
    return typeof value === "string" ? value : "";
  } catch {
    return "";
  }
}

/** @param {unknown} value */
function isObject(value) {
  return typeof value === "object" && value !== null;
}

/**
 * @param {object} object
 * @param {string} name
 * @returns {string | undefined}
 */
function ownText(object, name) {
  const property = getOwnPropertyDescriptor(object, name);
  if (property === undefined) return undefined;
  const own = getOwnPropertyDescriptor(property, "value");
  return own !== undefined && typeof own.value === "string"
    ? own.value
    : undefined;
}

/**
 * @param {object} error
 * @param {string} name
 * @param {unknown} value
 */
function setValue(error, name, value) {
  defineProperty(error, name, {
    __proto__: null,
    value,
    writable: true,
    configurable: true,
    enumerable: false,
  });
}
