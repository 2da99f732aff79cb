// The code of a guest's runs by file name, so that errors can show their place in it.

import {
  charCodeAt,
  mapGet,
  mapSet,
  max,
  NativeMap,
  parse,
  push,
  stringIndexOf,
  stringLastIndexOf,
  stringSlice,
} from "../worker/intrinsics.js";
import {
  MAX_KEPT_CODE_CHARS,
  MAX_KEPT_PROGRAMS,
} from "../worker/shared_values.js";

/**
 * @typedef {object} Source
 * @property {string} code The code as it was sent.
 * @property {string} ran What the engine runs; other code if TypeScript was transformed.
 * @property {string} [prefix] What stands before it in its first line, which is not the guest's.
 * @property {string} [map] The source map from the one to the other, as JSON.
 * @property {readonly (readonly Mapping[])[]} [lines] The map, decoded: the mappings of each line.
 *
 * @typedef {readonly [column: number, line: number, originalColumn: number]} Mapping From 0.
 */

/** The code before a place, and after it, that is looked at. */
const BEFORE_CHARS = 400;
const AFTER_CHARS = 80;
/** @type {Source} */
const NO_CODE = { code: "", ran: "" };

/** The sources of one guest. */
export class Sources {
  /** Whether any file has a source map. */
  isMapped = false;
  /** @type {Map<string, Source>} */
  #files = new NativeMap();
  #count = 0;
  #chars = 0;

  /**
   * Names the code of a run: no other code of the guest has the name.
   *
   * @param {string} filename
   * @param {number} run The number of the run
   * @param {string} code
   * @returns {string}
   */
  place(filename, run, code) {
    const known = mapGet(this.#files, filename);
    const name = known === undefined || known.code === code
      ? filename
      : withNumber(filename, run);
    this.#chars += code.length;
    if (++this.#count > MAX_KEPT_PROGRAMS) return name;
    const source = this.#chars > MAX_KEPT_CODE_CHARS
      ? NO_CODE
      : { code, ran: code };
    mapSet(this.#files, name, source);
    return name;
  }

  /**
   * Notes what became of the code of a file.
   *
   * @param {string} name
   * @param {string} ran
   * @param {string | undefined} map
   */
  transform(name, ran, map) {
    const source = mapGet(this.#files, name);
    if (source === undefined || source === NO_CODE) return;
    this.isMapped ||= map !== undefined;
    mapSet(this.#files, name, {
      code: source.code,
      ran,
      ...(map === undefined ? {} : { map }),
    });
  }

  /**
   * Notes the code of a module, which a program loads.
   *
   * @param {string} name
   * @param {string} code
   */
  note(name, code) {
    if (mapGet(this.#files, name) === undefined) this.place(name, 0, code);
  }

  /**
   * Notes what stands before code in its first line, in place of what stood there.
   *
   * @param {string} name
   * @param {string} prefix
   */
  wrap(name, prefix) {
    const source = mapGet(this.#files, name);
    if (source === undefined || source === NO_CODE) return;
    const { prefix: earlier = "", ran } = source;
    this.isMapped = true;
    mapSet(this.#files, name, {
      ...source,
      prefix,
      ran: prefix + stringSlice(ran, earlier.length),
    });
  }

  /**
   * The code that the engine runs before a place, as far as it matters.
   *
   * @param {string} name
   * @param {number} line From 1
   * @param {number} column From 1
   */
  before(name, line, column) {
    const ran = mapGet(this.#files, name)?.ran ?? "";
    const start = lineStart(ran, line);
    if (start < 0) return "";
    const end = start + column - 1;
    return stringSlice(ran, max(0, end - BEFORE_CHARS), end);
  }

  /**
   * The same after a place.
   *
   * @param {string} name
   * @param {number} line From 1
   * @param {number} column From 1
   */
  after(name, line, column) {
    const ran = mapGet(this.#files, name)?.ran ?? "";
    const start = lineStart(ran, line);
    if (start < 0) return "";
    const at = start + column - 1;
    return stringSlice(ran, at, at + AFTER_CHARS);
  }

  /**
   * A line of the code as it was sent.
   *
   * @param {string} name
   * @param {number} line From 1
   */
  line(name, line) {
    const code = mapGet(this.#files, name)?.code ?? "";
    const start = lineStart(code, line);
    if (start < 0) return "";
    const end = stringIndexOf(code, "\n", start);
    return stringSlice(code, start, end < 0 ? code.length : end);
  }

  /**
   * The place in the code as it was sent, as `line:column`.
   *
   * @param {string} name
   * @param {number} line From 1
   * @param {number} given The column, from 1
   */
  original(name, line, given) {
    const source = mapGet(this.#files, name);
    const { prefix = "" } = source ?? NO_CODE;
    const column = line === 1 ? max(1, given - prefix.length) : given;
    if (source?.map === undefined) return `${line}:${column}`;
    source.lines ??= decodeMappings(parse(source.map).mappings);
    const mappings = source.lines[line - 1] ?? [];
    /** @type {Mapping | undefined} */
    let found = mappings[0];
    for (let i = 0; i < mappings.length; i++) {
      if (mappings[i][0] > column - 1) break;
      found = mappings[i];
    }
    return found === undefined
      ? `${line}:${column}`
      : `${found[1] + 1}:${found[2] + 1}`;
  }
}

/**
 * Where a line starts, or -1.
 *
 * @param {string} code
 * @param {number} line From 1
 */
function lineStart(code, line) {
  let start = 0;
  for (let i = 1; i < line; i++) {
    start = stringIndexOf(code, "\n", start) + 1;
    if (start === 0) return -1;
  }
  return start;
}

const DIGITS =
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/**
 * Decodes the mappings of a source map of one source: numbers in base 64, each relative to the one before.
 *
 * @param {string} text
 * @returns {Mapping[][]}
 */
function decodeMappings(text) {
  /** @type {Mapping[][]} */
  const lines = [[]];
  let column = 0;
  let line = 0;
  let originalColumn = 0;
  let field = 0;
  let value = 0;
  let shift = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === ";") {
      push(lines, []);
      column = 0;
    }
    if (char === ";" || char === ",") {
      field = 0;
      continue;
    }
    const digit = stringIndexOf(DIGITS, char);
    value += (digit & 31) * 2 ** shift;
    shift += 5;
    if (digit >= 32) continue;
    const delta = (value % 2 === 0 ? 1 : -1) * (value >>> 1);
    value = shift = 0;
    if (field === 0) column += delta;
    else if (field === 2) line += delta;
    else if (field === 3) {
      originalColumn += delta;
      push(lines[lines.length - 1], [column, line, originalColumn]);
    }
    field++;
  }
  return lines;
}

/**
 * Puts a number into a file name: `main-2.js`, `<repl-2>`.
 *
 * @param {string} name
 * @param {number} number
 */
function withNumber(name, number) {
  const dot = stringLastIndexOf(name, ".");
  const isAngled = charCodeAt(name, name.length - 1) === 0x3e;
  const at = isAngled
    ? name.length - 1
    : dot > stringLastIndexOf(name, "/") + 1
    ? dot
    : name.length;
  return `${stringSlice(name, 0, at)}-${number}${stringSlice(name, at)}`;
}
