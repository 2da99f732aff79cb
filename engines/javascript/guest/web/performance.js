// `performance`. Loaded when the guest first looks at it.

/**
 * @typedef {object} EntryInit
 * @property {string} name
 * @property {string} entryType
 * @property {number} startTime
 * @property {number} duration
 * @property {unknown} detail
 *
 * @typedef {object} Clock
 * @property {() => number} now Milliseconds since the origin.
 * @property {number} timeOrigin
 * @property {(name: string, message: string) => unknown} exception Makes a DOMException.
 */

class PerformanceEntry {
  /** @param {EntryInit} init */
  constructor({ name, entryType, startTime, duration, detail }) {
    this.name = name;
    this.entryType = entryType;
    this.startTime = startTime;
    this.duration = duration;
    this.detail = detail;
  }
  toJSON() {
    return { ...this };
  }
}
class PerformanceMark extends PerformanceEntry {}
class PerformanceMeasure extends PerformanceEntry {}

/** @type {Clock} */
let clock;
/** @type {PerformanceEntry[]} */
let entries = [];

/** @param {PerformanceEntry} entry */
function add(entry) {
  entries.push(entry);
  return entry;
}

/** @param {unknown} mark */
function timeOf(mark) {
  if (typeof mark === "number") return mark;
  const found = entries.findLast((one) =>
    one.entryType === "mark" && one.name === String(mark)
  );
  if (found !== undefined) return found.startTime;
  throw clock.exception(
    "SyntaxError",
    `The "${mark}" performance mark has not been set`,
  );
}

/**
 * @param {string} type
 * @param {unknown} name
 */
function clear(type, name) {
  entries = entries.filter((one) =>
    one.entryType !== type ||
    (name !== undefined && one.name !== String(name))
  );
}

function sorted() {
  return entries.toSorted((a, b) => a.startTime - b.startTime);
}

class Performance {
  get timeOrigin() {
    return clock.timeOrigin;
  }
  now() {
    return clock.now();
  }
  /**
   * @param {unknown} name
   * @param {{ startTime?: unknown, detail?: unknown }} [options]
   */
  mark(name, options = {}) {
    return add(
      new PerformanceMark({
        name: String(name),
        entryType: "mark",
        startTime: options.startTime === undefined
          ? clock.now()
          : Number(options.startTime),
        duration: 0,
        detail: options.detail ?? null,
      }),
    );
  }
  /**
   * @param {unknown} name
   * @param {unknown} [start] A mark, or options.
   * @param {unknown} [end]
   */
  measure(name, start, end) {
    // A cast, as an object may have any properties.
    const options =
      /** @type {{ start?: unknown, end?: unknown, duration?: unknown, detail?: unknown }} */ (
        typeof start === "object" && start !== null ? start : { start, end }
      );
    const duration = options.duration === undefined
      ? undefined
      : Number(options.duration);
    const until = options.end === undefined
      ? duration !== undefined && options.start !== undefined
        ? timeOf(options.start) + duration
        : clock.now()
      : timeOf(options.end);
    const from = options.start === undefined
      ? duration === undefined ? 0 : until - duration
      : timeOf(options.start);
    return add(
      new PerformanceMeasure({
        name: String(name),
        entryType: "measure",
        startTime: from,
        duration: until - from,
        detail: options.detail ?? null,
      }),
    );
  }
  getEntries() {
    return sorted();
  }
  /**
   * @param {unknown} name
   * @param {unknown} [type]
   */
  getEntriesByName(name, type) {
    return sorted().filter((one) =>
      one.name === String(name) &&
      (type === undefined || one.entryType === type)
    );
  }
  /** @param {unknown} type */
  getEntriesByType(type) {
    return sorted().filter((one) => one.entryType === type);
  }
  /** @param {unknown} [name] */
  clearMarks(name) {
    clear("mark", name);
  }
  /** @param {unknown} [name] */
  clearMeasures(name) {
    clear("measure", name);
  }
  toJSON() {
    return { timeOrigin: clock.timeOrigin };
  }
}
Object.defineProperty(Performance.prototype, Symbol.toStringTag, {
  value: "Performance",
  configurable: true,
});

/**
 * Makes `performance`.
 *
 * @param {Clock} given
 */
export function makePerformance(given) {
  clock = given;
  return {
    performance: new Performance(),
    Performance,
    PerformanceEntry,
    PerformanceMark,
    PerformanceMeasure,
  };
}
