// The local time of a guest: that of its TZ, and UTC without it, never that of the host. Emscripten asks JavaScript for
// local time; here the answers come from a table of changes, which Python makes of its time zone data.

import {
  apply,
  ceil,
  charCodeAt,
  isArray,
  isInteger,
  memoryBuffer,
  min,
  NativeInt32Array,
  NativeNumber,
  NativeTypeError,
  NativeUint8Array,
  parse,
} from "../worker/intrinsics.js";

/**
 * @typedef {readonly [from: number, offset: number, isDst: number, name: string]} Change From a time in seconds on: the
 *   seconds east of UTC, 1 for summer time or 0, and the abbreviation
 */

const DAY = 86_400;
/** What C reserves for the name of a zone. */
const NAME_BYTES = 17;
const MAX_CHANGES = 10_000;
const MAX_OFFSET = 7 * DAY;
const NativeBigInt = BigInt;
/** @type {readonly Change[]} */
const UTC = [[-Infinity, 0, 0, "UTC"]];
/** The days before each month of a year that begins in March. */
const MONTH_DAYS = [0, 31, 61, 92, 122, 153, 184, 214, 245, 275, 306, 337];

/** @param {number} number */
function floor(number) {
  return -ceil(-number);
}

/** The local time of the interpreter. */
class LocalTime {
  /** @type {readonly Change[]} */
  #changes = UTC;
  /** Where C has the names of standard and summer time; they are part of the snapshot. */
  names = [0, 0];
  /** @type {WebAssembly.Memory | undefined} */
  memory;

  /**
   * Takes a table of changes, in JSON. Returns false if it is not one: a guest may send anything.
   *
   * @param {string} text
   */
  useChanges(text) {
    /** @type {unknown} */
    let changes;
    try {
      changes = parse(text);
    } catch {
      return false;
    }
    if (!isArray(changes)) return false;
    const count = changes.length;
    if (count === 0 || count > MAX_CHANGES) return false;
    for (let i = 0; i < count; i++) {
      const change = changes[i];
      if (!isArray(change) || typeof change[3] !== "string") return false;
      if (!isInteger(change[0]) || !isInteger(change[1])) return false;
      if (change[1] > MAX_OFFSET || change[1] < -MAX_OFFSET) return false;
    }
    this.#changes = changes;
    return true;
  }

  /**
   * The change that applies at a time.
   *
   * @param {number} seconds
   */
  #at(seconds) {
    let low = 0;
    let high = this.#changes.length;
    while (high - low > 1) {
      const middle = floor((low + high) / 2);
      if (this.#changes[middle][0] <= seconds) low = middle;
      else high = middle;
    }
    return this.#changes[low];
  }

  /**
   * Writes the parts of a time as C has them.
   *
   * @param {number} seconds
   * @param {number} at Where they are written
   */
  write(seconds, at) {
    const change = this.#at(seconds);
    const offset = change[1];
    const isDst = change[2];
    const local = seconds + offset;
    const days = floor(local / DAY);
    const rest = local - days * DAY;
    const { year, month, day, dayOfYear } = civil(days);
    const parts = this.#parts(at);
    parts[0] = rest % 60;
    parts[1] = floor(rest / 60) % 60;
    parts[2] = floor(rest / 3600);
    parts[3] = day;
    parts[4] = month;
    parts[5] = year - 1900;
    parts[6] = ((days + 4) % 7 + 7) % 7;
    parts[7] = dayOfYear;
    parts[8] = isDst ? 1 : 0;
    parts[9] = offset;
    this.#name(isDst ? 1 : 0, change[3]);
  }

  /**
   * The time of parts that are local, which are written anew.
   *
   * @param {number} at
   */
  read(at) {
    const parts = this.#parts(at);
    const isDst = parts[8];
    const months = parts[5] * 12 + parts[4];
    const years = floor(months / 12);
    const days = daysBefore(1900 + years, months - years * 12) + parts[3] - 1;
    const local = days * DAY + parts[2] * 3600 + parts[1] * 60 + parts[0];
    const before = this.#at(local - DAY);
    const after = this.#at(local + DAY);
    let found = before;
    for (let i = 0; i < 2; i++) {
      const one = i === 0 ? before : after;
      if (this.#at(local - one[1])[1] !== one[1]) continue;
      found = one;
      if (isDst < 0 || (isDst > 0) === (one[2] !== 0)) break;
    }
    const seconds = local - this.#meant(found, isDst)[1];
    this.write(seconds, at);
    return seconds;
  }

  /**
   * The change that parts with this flag mean: they may say summer time in winter.
   *
   * @param {Change} found
   * @param {number} isDst
   */
  #meant(found, isDst) {
    if (isDst < 0 || (isDst > 0) === (found[2] !== 0)) return found;
    let last = found;
    for (let i = 0; i < this.#changes.length; i++) {
      const one = this.#changes[i];
      if ((one[2] !== 0) === (found[2] !== 0)) continue;
      last = one;
      if (one[0] > found[0]) break;
    }
    return last;
  }

  /** @param {number} at */
  #parts(at) {
    return new NativeInt32Array(this.#buffer, at, 10);
  }

  get #buffer() {
    if (this.memory === undefined) {
      throw new NativeTypeError("There is no memory yet");
    }
    return memoryBuffer(this.memory);
  }

  /**
   * Writes the abbreviation to where C finds it.
   *
   * @param {0 | 1} which
   * @param {string} name
   */
  #name(which, name) {
    const at = this.names[which];
    if (at === 0) return;
    const bytes = new NativeUint8Array(this.#buffer, at, NAME_BYTES);
    const length = min(name.length, NAME_BYTES - 1);
    for (let i = 0; i < length; i++) bytes[i] = charCodeAt(name, i) & 0x7f;
    bytes[length] = 0;
  }

  /** Writes both names, as C wants them before it asks for any time. */
  begin() {
    this.#name(0, "UTC");
    this.#name(1, "UTC");
  }
}

/**
 * The date of a day since 1970.
 *
 * @param {number} days
 */
function civil(days) {
  // Years that begin in March have their leap day at their end.
  const shifted = days + 719_468;
  const era = floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = floor(
    (dayOfEra - floor(dayOfEra / 1460) + floor(dayOfEra / 36_524) -
      floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra -
    (365 * yearOfEra + floor(yearOfEra / 4) - floor(yearOfEra / 100));
  const march = floor((5 * dayOfYear + 2) / 153);
  const month = march < 10 ? march + 2 : march - 10;
  const year = yearOfEra + era * 400 + (month < 2 ? 1 : 0);
  return {
    year,
    month,
    day: dayOfYear - floor((153 * march + 2) / 5) + 1,
    dayOfYear: days - daysBefore(year, 0),
  };
}

/**
 * The days from 1970 to the first of a month, which counts from 0.
 *
 * @param {number} year
 * @param {number} month
 */
function daysBefore(year, month) {
  const marchYear = month < 2 ? year - 1 : year;
  const march = month < 2 ? month + 10 : month - 2;
  return 365 * marchYear + floor(marchYear / 4) - floor(marchYear / 100) +
    floor(marchYear / 400) + MONTH_DAYS[march] - 719_468;
}

/** The local time of this worker's interpreter. */
export const localTime = new LocalTime();

/**
 * Has the interpreter get its local time from here.
 *
 * @before-guest it is done before the interpreter is there
 * @param {WebAssembly.Imports} imports
 */
export function replaceLocalTime({ env }) {
  if (env === undefined) return;
  /** @type {Record<string, (...args: never[]) => unknown>} */
  const own = {
    /** @param {bigint} time @param {number} at */
    _localtime_js: (time, at) => localTime.write(NativeNumber(time), at >>> 0),
    /** @param {number} at */
    _mktime_js: (at) =>
      apply(NativeBigInt, undefined, [localTime.read(at >>> 0)]),
    /** @param {number} timezone @param {number} daylight @param {number} standard @param {number} summer */
    _tzset_js: (timezone, daylight, standard, summer) => {
      localTime.names = [standard >>> 0, summer >>> 0];
      localTime.begin();
      const memory = localTime.memory;
      if (memory === undefined) return;
      new NativeInt32Array(memoryBuffer(memory), timezone >>> 0, 1)[0] = 0;
      new NativeInt32Array(memoryBuffer(memory), daylight >>> 0, 1)[0] = 0;
    },
  };
  for (const [name, replacement] of Object.entries(own)) {
    const { sig } = Object(env[name]);
    env[name] = Object.assign(replacement, { sig });
  }
}
