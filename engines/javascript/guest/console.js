// What few guests use of the console: tables, counters, timers and others. Loaded when one of these is first called.

const $Map = Map;
const $Set = Set;
const $Error = Error;
const { isArray } = Array;
const { keys, getPrototypeOf } = Object;
const iteratorPrototype = getPrototypeOf(
  getPrototypeOf(new Map().entries()),
);

/**
 * @typedef {object} Given
 * @property {(fd: 1 | 2, args: unknown[]) => void} line Writes a line.
 * @property {() => number} now A clock, in milliseconds.
 * @property {(value: unknown, options?: object) => string} inspect
 */

/** @type {Given} */
let given;
/** @type {Map<string, number>} */
const counts = new $Map();
/** @type {Map<string, number>} */
const timers = new $Map();

/** @param {string} text */
function warn(text) {
  given.line(2, ["%s", `Warning: ${text}`]);
}

/** @param {string} text */
function write(text) {
  given.line(1, ["%s", text]);
}

/**
 * @param {string} label
 * @param {string} method
 */
function elapsed(label, method) {
  const started = timers.get(label);
  if (started !== undefined) return formatTime(given.now() - started);
  warn(`No such label '${label}' for console.${method}()`);
  return undefined;
}

/** The methods. */
const methods = {
  /**
   * @param {unknown} [value]
   * @param {unknown} [options]
   */
  dir(value, options) {
    write(given.inspect(value, { customInspect: false, ...Object(options) }));
  },
  /** @param {unknown[]} args */
  trace(args) {
    given.line(
      2,
      args.length === 0 ? ["Trace"] : [
        typeof args[0] === "string" ? `Trace: ${args[0]}` : "Trace:",
        ...args.slice(typeof args[0] === "string" ? 1 : 0),
      ],
    );
    const frames = String(new $Error().stack).split("\n").filter((frame) =>
      /^\s+at /.test(frame) && !frame.includes("<sandglass:") &&
      !frame.endsWith("(native)")
    );
    if (frames.length > 0) given.line(2, ["%s", frames.join("\n")]);
  },
  /** @param {unknown[]} args */
  assert([condition, ...args]) {
    if (condition) return;
    const [first, ...rest] = args;
    if (args.length === 0) given.line(2, ["Assertion failed"]);
    else if (typeof first === "string") {
      given.line(2, [`Assertion failed: ${first}`, ...rest]);
    } else given.line(2, ["Assertion failed:", ...args]);
  },
  /** @param {unknown} [name] */
  count(name = "default") {
    const label = `${name}`;
    const count = (counts.get(label) ?? 0) + 1;
    counts.set(label, count);
    write(`${label}: ${count}`);
  },
  /** @param {unknown} [name] */
  countReset(name = "default") {
    const label = `${name}`;
    if (!counts.delete(label)) warn(`Count for '${label}' does not exist`);
  },
  /** @param {unknown} [name] */
  time(name = "default") {
    const label = `${name}`;
    if (timers.has(label)) {
      return warn(`Label '${label}' already exists for console.time()`);
    }
    timers.set(label, given.now());
  },
  /** @param {unknown} [name] */
  timeEnd(name = "default") {
    const label = `${name}`;
    const time = elapsed(label, "timeEnd");
    if (time !== undefined) write(`${label}: ${time}`);
    timers.delete(label);
  },
  /**
   * @param {unknown} [name]
   * @param {unknown[]} values
   */
  timeLog(name = "default", ...values) {
    const label = `${name}`;
    const time = elapsed(label, "timeLog");
    if (time !== undefined) given.line(1, ["%s: %s", label, time, ...values]);
  },
  /**
   * @param {unknown} [data]
   * @param {unknown} [columns]
   */
  table(data, columns) {
    if (columns !== undefined && !isArray(columns)) {
      throw Object.assign(
        new TypeError(
          'The "properties" argument must be an instance of Array.',
        ),
        { code: "ERR_INVALID_ARG_TYPE" },
      );
    }
    if (typeof data !== "object" || data === null) return given.line(1, [data]);
    write(tableText(data, columns, (value) =>
      given.inspect(value, {
        maxArrayLength: 3,
        breakLength: Infinity,
        depth: isNested(value) ? -1 : 0,
      })));
  },
};

/**
 * Makes the methods.
 *
 * @param {Given} host
 */
export function makeConsole(host) {
  given = host;
  return methods;
}

/** @param {unknown} value */
function isNested(value) {
  return typeof value === "object" && value !== null &&
    keys(value).length > 2;
}

/**
 * A time as Node writes it.
 *
 * @param {number} ms
 */
function formatTime(ms) {
  if (ms < 1000) return `${Number(ms.toFixed(3))}ms`;
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(3)}s`;
  const minutes = Math.floor(seconds / 60);
  const rest = (seconds % 60).toFixed(3).padStart(6, "0");
  if (minutes < 60) return `${minutes}:${rest} (m:ss.mmm)`;
  const whole = Math.floor(seconds % 60);
  return `${Math.floor(minutes / 60)}:${
    String(minutes % 60).padStart(2, "0")
  }:${String(whole).padStart(2, "0")} (h:mm:ss)`;
}

/** @param {object} data */
function rowsOf(data) {
  if (data instanceof $Map) {
    return {
      head: "(iteration index)",
      rows: [...data].map(([key, value], i) => ({
        index: `${i}`,
        key,
        value,
      })),
    };
  }
  const isIterator = getPrototypeOf(getPrototypeOf(data) ?? {}) ===
      iteratorPrototype &&
    /^(?:Map|Set) Iterator$/.test(
      // A cast, as every iterator of the language has one.
      /** @type {{ [Symbol.toStringTag]: string }} */ (data)[
        Symbol.toStringTag
      ],
    );
  if (data instanceof $Set || isIterator) {
    // A cast, as both can be iterated.
    const values = [.../** @type {Iterable<unknown>} */ (data)];
    return {
      head: "(iteration index)",
      rows: values.map((value, i) => ({ index: `${i}`, value })),
    };
  }
  return {
    head: "(index)",
    rows: keys(data).map((index) => ({
      index,
      // A cast, as every object can be looked into.
      value: /** @type {Record<string, unknown>} */ (data)[index],
    })),
  };
}

/**
 * @param {object} data
 * @param {readonly unknown[] | undefined} columns
 * @param {(value: unknown) => string} show
 */
function tableText(data, columns, show) {
  const { head, rows } = rowsOf(data);
  const isMap = data instanceof $Map;
  // What is iterated has a column of values, and none of their properties.
  const isIterated = head !== "(index)";
  const names = new $Set(isIterated ? [] : columns?.map(String));
  const isOpen = columns === undefined && !isIterated;
  /** @param {unknown} value */
  const isRow = (value) =>
    !isIterated && (typeof value === "function" ||
      typeof value === "object" && value !== null);
  let hasValues = false;
  for (const { value } of rows) {
    if (!isRow(value)) hasValues ||= columns === undefined;
    else if (isOpen) { for (const name of keys(value)) names.add(name); }
  }
  const heads = [
    head,
    ...isMap ? ["Key"] : [],
    ...names,
    ...hasValues ? ["Values"] : [],
  ];
  const cells = rows.map((row) => {
    const { index, value } = row;
    const hasCells = isRow(value);
    // A cast, as it is an object.
    const record = /** @type {Record<string, unknown>} */ (value);
    return [
      index,
      ...isMap ? [show("key" in row ? row.key : undefined)] : [],
      ...[...names].map((name) =>
        hasCells && Object.hasOwn(record, name) ? show(record[name]) : ""
      ),
      ...hasValues ? [hasCells ? "" : show(value)] : [],
    ];
  });
  return draw(heads, cells);
}

/**
 * @param {string[]} heads
 * @param {string[][]} cells
 */
function draw(heads, cells) {
  const widths = heads.map((head, column) =>
    Math.max(...[head, ...cells.map((row) => row[column])].map(widthOf)) + 2
  );
  const bars = widths.map((width) => "─".repeat(width));
  /** @param {string[]} row */
  const text = (row) =>
    `│${
      row.map((cell, i) =>
        ` ${cell}${" ".repeat(widths[i] - widthOf(cell) - 1)}`
      ).join("│")
    }│`;
  return [
    `┌${bars.join("┬")}┐`,
    text(heads),
    `├${bars.join("┼")}┤`,
    ...cells.map(text),
    `└${bars.join("┴")}┘`,
  ].join("\n");
}

/**
 * How many columns of a terminal a text takes.
 *
 * @param {string} text
 */
function widthOf(text) {
  let width = 0;
  for (const one of text.normalize("NFC")) {
    if (/^[\p{M}\p{Cf}\p{Cc}]$/u.test(one)) continue;
    width += WIDE.test(one) ? 2 : 1;
  }
  return width;
}

const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]$/u;
