// `display` of a JavaScript guest: shows a value, or data of a MIME type.

import { MAX_FORMS } from "../../worker/shared_values.js";

/** @import { Host } from "./host.d.ts" */

const { stringify } = JSON;
const { getPrototypeOf, keys } = Object;
const { isArray } = Array;
const { isView } = ArrayBuffer;
const { apply } = Reflect;
const { exec } = RegExp.prototype;
const $ArrayBuffer = ArrayBuffer;
const $Promise = Promise;
const $TypeError = TypeError;
const $Uint8Array = Uint8Array;
const promiseThen = $Promise.prototype.then;
const ObjectPrototype = Object.prototype;

/** By which objects give their own forms, as in Deno's notebooks. */
const FORMS = Symbol.for("Jupyter.display");
const MIME = /^[\w.+-]{1,49}\/[\w.+-]{1,50}$/;

/** @type {Host["show"]} */
let show;
/** @type {(value: unknown) => string} */
let inspect;

/**
 * Makes `display`.
 *
 * @param {Host["show"]} givenShow Hands forms to the worker
 * @param {(value: unknown) => string} givenInspect Text for a value
 */
export function makeDisplay(givenShow, givenInspect) {
  show = givenShow;
  inspect = givenInspect;
  return display;
}

/**
 * @param {unknown} value
 * @param {string} [mimeType]
 * @returns {unknown}
 */
function display(value, mimeType) {
  if (mimeType !== undefined) return showForms({ [mimeType]: value });
  // A cast, as any value but these two may have any property.
  const method = value === undefined || value === null
    ? undefined
    : /** @type {{ [FORMS]?: unknown }} */ (value)[FORMS];
  if (typeof method !== "function") return showForms(formsOf(value));
  const forms = apply(method, value, []);
  return forms instanceof $Promise
    ? apply(promiseThen, forms, [showForms])
    : showForms(forms);
}

/** @param {unknown} forms */
function showForms(forms) {
  if (typeof forms !== "object" || forms === null) {
    throw new $TypeError(
      "Cannot display value as its forms must be an object",
    );
  }
  const given = /** @type {Record<string, unknown>} */ (forms);
  const mimes = keys(given);
  if (mimes.length === 0 || mimes.length > MAX_FORMS) {
    throw new $TypeError(
      `Cannot display value as it must have 1 to ${MAX_FORMS} forms: current value has ${mimes.length}`,
    );
  }
  /** @type {Record<string, string | number>} */
  const texts = Object.create(null);
  /** @type {ArrayBuffer[]} */
  const buffers = [];
  for (const mime of mimes) texts[mime] = toForm(mime, given[mime], buffers);
  show(stringify(texts), ...buffers);
}

/**
 * Text as it is, bytes as the number of their buffer.
 *
 * @param {string} mime
 * @param {unknown} data
 * @param {ArrayBuffer[]} buffers
 * @returns {string | number}
 */
function toForm(mime, data, buffers) {
  if (apply(exec, MIME, [mime]) === null) {
    throw new $TypeError(
      `Cannot display value as a MIME type must look like "image/png": current value is ${
        stringify(mime)
      }`,
    );
  }
  if (typeof data === "string") return data;
  if (isView(data)) {
    const { buffer, byteOffset, byteLength } = data;
    return toForm(
      mime,
      new $Uint8Array(new $Uint8Array(buffer, byteOffset, byteLength)).buffer,
      buffers,
    );
  }
  if (data instanceof $ArrayBuffer) return buffers.push(data) - 1;
  const isJson = mime === "application/json" || mime.endsWith("+json");
  const text = isJson ? stringify(data) : undefined;
  if (text !== undefined) return text;
  throw new $TypeError(
    `Cannot display value as ${mime} as it must be a string or bytes`,
  );
}

/** @param {object} value */
function isPlain(value) {
  if (isArray(value)) return true;
  const prototype = getPrototypeOf(value);
  return prototype === ObjectPrototype || prototype === null;
}

/** @param {unknown} value */
function formsOf(value) {
  /** @type {Record<string, string>} */
  const forms = { "text/plain": inspect(value) };
  if (typeof value !== "object" || value === null || !isPlain(value)) {
    return forms;
  }
  try {
    const json = stringify(value);
    if (json !== undefined) forms["application/json"] = json;
  } catch {
    // What is no data (a cycle, a BigInt) has its text alone.
  }
  return forms;
}
