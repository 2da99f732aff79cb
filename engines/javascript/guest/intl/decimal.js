// Decimal numbers of any length, and how they are rounded.

/**
 * @typedef {object} Decimal
 * @property {boolean} negative
 * @property {string} digits Without zeros at the start; empty for zero.
 * @property {number} point How many of the digits, if need be with zeros, stand before the decimal point.
 * @property {"finite" | "infinity" | "nan"} kind
 *
 * @typedef {"ceil" | "floor" | "expand" | "trunc" | "halfCeil" | "halfFloor" | "halfExpand" | "halfTrunc" | "halfEven"} RoundingMode
 */

const DECIMAL = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?\s*$/;

/**
 * The decimal that a number, a big integer or a text means.
 *
 * @param {unknown} given
 * @returns {Decimal}
 */
export function toDecimal(given) {
  const value = typeof given === "object" && given !== null ||
      typeof given === "function"
    ? toPrimitive(given)
    : given;
  if (typeof value === "string") {
    const match = DECIMAL.exec(value);
    const isNumber = match !== null && (match[2] + (match[3] ?? "")) !== "";
    return isNumber ? parseDecimal(value) : fromNumber(Number(value));
  }
  if (typeof value === "bigint") return parseDecimal(String(value));
  return fromNumber(Number(value));
}

/** @param {unknown} value */
function toPrimitive(value) {
  // What `Number` would have taken, but a text or a big integer keeps its digits.
  const method = /** @type {Record<symbol, unknown>} */ (value)[
    Symbol.toPrimitive
  ];
  if (typeof method === "function") {
    return Reflect.apply(method, value, ["number"]);
  }
  const object = /** @type {{ valueOf(): unknown }} */ (value);
  const primitive = object.valueOf();
  return typeof primitive === "object" ? String(value) : primitive;
}

/** @param {number} value */
function fromNumber(value) {
  if (value !== value) return special("nan", false);
  if (value === Infinity || value === -Infinity) {
    return special("infinity", value < 0);
  }
  const decimal = parseDecimal(String(value));
  if (value === 0 && 1 / value < 0) decimal.negative = true;
  return decimal;
}

/**
 * @param {Decimal["kind"]} kind
 * @param {boolean} negative
 * @returns {Decimal}
 */
function special(kind, negative) {
  return { negative, digits: "", point: 0, kind };
}

/**
 * @param {string} text
 * @returns {Decimal}
 */
function parseDecimal(text) {
  const [, sign, whole = "", fraction = "", exponent = "0"] =
    DECIMAL.exec(text) ?? [];
  const all = whole + fraction;
  const digits = all.replace(/^0+/, "");
  const point = whole.length - (all.length - digits.length) + Number(exponent);
  return {
    negative: sign === "-",
    digits: digits.replace(/0+$/, ""),
    point: digits === "" ? 0 : point,
    kind: "finite",
  };
}

/**
 * Moves the decimal point to the right.
 *
 * @param {Decimal} decimal
 * @param {number} places
 * @returns {Decimal}
 */
export function shift(decimal, places) {
  return decimal.digits === ""
    ? decimal
    : { ...decimal, point: decimal.point + places };
}

/**
 * Whether the size of what is cut off rounds up.
 *
 * @param {RoundingMode} mode
 * @param {{ negative: boolean, half: -1 | 0 | 1, isOdd: boolean }} rest
 */
function roundsUp(mode, { negative, half, isOdd }) {
  switch (mode) {
    case "ceil":
      return !negative;
    case "floor":
      return negative;
    case "expand":
      return true;
    case "trunc":
      return false;
    case "halfCeil":
      return half > 0 || (half === 0 && !negative);
    case "halfFloor":
      return half > 0 || (half === 0 && negative);
    case "halfTrunc":
      return half > 0;
    case "halfEven":
      return half > 0 || (half === 0 && isOdd);
    default:
      return half >= 0;
  }
}

/**
 * Rounds to so many digits after the decimal point, fewer than none for tens; in steps of an increment.
 *
 * @param {Decimal} decimal
 * @param {number} places
 * @param {{ mode: RoundingMode, increment?: number }} how
 * @returns {Decimal}
 */
export function roundToPlaces(decimal, places, { mode, increment = 1 }) {
  const { digits, point, negative } = decimal;
  const kept = point + places;
  if (digits === "" || (increment === 1 && digits.length <= kept)) {
    return decimal;
  }
  const padded = digits.padEnd(Math.max(kept, 0), "0");
  const head = kept > 0 ? padded.slice(0, kept) : "";
  const tail = kept >= 0 ? padded.slice(kept) : "0".repeat(-kept) + padded;
  const step = BigInt(increment);
  let whole = BigInt(head || "0");
  const below = whole % step;
  whole -= below;
  const rest = BigInt(`${below}${tail}` || "0");
  if (rest !== 0n) {
    const double = 2n * rest;
    const one = step * 10n ** BigInt(tail.length);
    const half = double === one ? 0 : double > one ? 1 : -1;
    const isOdd = (whole / step) % 2n === 1n;
    if (roundsUp(mode, { negative, half, isOdd })) whole += step;
  }
  const text = String(whole);
  return {
    ...decimal,
    digits: whole === 0n ? "" : text.replace(/0+$/, ""),
    point: whole === 0n ? 0 : text.length - places,
  };
}

/**
 * Rounds to so many significant digits.
 *
 * @param {Decimal} decimal
 * @param {number} count
 * @param {RoundingMode} mode
 */
export function roundToDigits(decimal, count, mode) {
  return roundToPlaces(decimal, count - decimal.point, { mode });
}

/**
 * The digits before and after the decimal point, at least so many of each.
 *
 * @param {Decimal} decimal
 * @param {number} minWhole
 * @param {number} minFraction
 */
export function toDigits({ digits, point }, minWhole, minFraction) {
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, "0") : "";
  const fraction = point > 0
    ? digits.slice(point)
    : "0".repeat(digits === "" ? 0 : -point) + digits;
  return {
    whole: whole.padStart(minWhole, "0"),
    fraction: fraction.padEnd(minFraction, "0"),
  };
}
