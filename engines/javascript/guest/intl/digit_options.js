// Options that say how many digits a number is written with.

import { readNumber, readOption } from "./locale.js";

/**
 * @import { RoundingMode } from "./decimal.js"
 *
 * @typedef {object} DigitOptions
 * @property {number} minimumIntegerDigits
 * @property {number} [minimumFractionDigits]
 * @property {number} [maximumFractionDigits]
 * @property {number} [minimumSignificantDigits]
 * @property {number} [maximumSignificantDigits]
 * @property {number} roundingIncrement
 * @property {RoundingMode} roundingMode
 * @property {"auto" | "morePrecision" | "lessPrecision"} roundingPriority
 * @property {"auto" | "stripIfInteger"} trailingZeroDisplay
 * @property {"fraction" | "significant" | "more" | "less"} rounding Which of the digits count.
 */

const MODES = /** @type {const} */ ([
  "ceil",
  "floor",
  "expand",
  "trunc",
  "halfCeil",
  "halfFloor",
  "halfExpand",
  "halfTrunc",
  "halfEven",
]);
const INCREMENTS = [
  1,
  2,
  5,
  10,
  20,
  25,
  50,
  100,
  200,
  250,
  500,
  1000,
  2000,
  2500,
  5000,
];

/**
 * Resolves how many digits are shown.
 *
 * @param {Record<string, unknown>} options
 * @param {{ minimum: number, maximum: number, isCompact: boolean }} usual
 * @returns {DigitOptions}
 */
export function resolveDigits(options, { minimum, maximum, isCompact }) {
  const range = { from: 0, to: 100 };
  const minimumIntegerDigits = readNumber(options, "minimumIntegerDigits", {
    from: 1,
    to: 21,
    fallback: 1,
  });
  const { minimumFractionDigits: leastFraction } = options;
  const { maximumFractionDigits: mostFraction } = options;
  const { minimumSignificantDigits: least } = options;
  const { maximumSignificantDigits: most } = options;
  const { roundingIncrement, ...rounding } = readRounding(options);
  const { roundingPriority } = rounding;
  const maximumUsual = roundingIncrement === 1 ? maximum : minimum;
  const hasDigits = least !== undefined || most !== undefined;
  const hasFraction = leastFraction !== undefined || mostFraction !== undefined;
  const needsDigits = roundingPriority !== "auto" || hasDigits;
  const needsFraction = roundingPriority !== "auto" ||
    (!needsDigits && (hasFraction || !isCompact));
  const significant = needsDigits
    ? readSignificant({ least, most })
    : undefined;
  const fraction = needsFraction
    ? readFraction(
      { least: leastFraction, most: mostFraction },
      minimum,
      maximumUsual,
      range,
    )
    : undefined;
  const isPlain = significant === undefined && fraction === undefined;
  const shown = isPlain
    ? {
      minimumFractionDigits: 0,
      maximumFractionDigits: 0,
      minimumSignificantDigits: 1,
      maximumSignificantDigits: 2,
    }
    : { ...fraction, ...significant };
  const which = isPlain || roundingPriority === "morePrecision"
    ? "more"
    : roundingPriority === "lessPrecision"
    ? "less"
    : significant === undefined
    ? "fraction"
    : "significant";
  checkIncrement(roundingIncrement, which, shown);
  return {
    minimumIntegerDigits,
    ...shown,
    roundingIncrement,
    ...rounding,
    roundingPriority: isPlain ? "morePrecision" : roundingPriority,
    rounding: which,
  };
}

/** @param {Record<string, unknown>} options */
function readRounding(options) {
  const roundingIncrement = readNumber(options, "roundingIncrement", {
    from: 1,
    to: 5000,
    fallback: 1,
  });
  if (!INCREMENTS.includes(roundingIncrement)) {
    throw new RangeError("roundingIncrement value is out of range.");
  }
  return {
    roundingIncrement,
    roundingMode: readOption(options, "roundingMode", MODES, "halfExpand"),
    roundingPriority: readOption(options, "roundingPriority", [
      "auto",
      "morePrecision",
      "lessPrecision",
    ], "auto"),
    trailingZeroDisplay: readOption(options, "trailingZeroDisplay", [
      "auto",
      "stripIfInteger",
    ], "auto"),
  };
}

/** @param {{ least: unknown, most: unknown }} given */
function readSignificant({ least, most }) {
  const minimumSignificantDigits = readNumber(
    { minimumSignificantDigits: least },
    "minimumSignificantDigits",
    { from: 1, to: 21, fallback: 1 },
  );
  const maximumSignificantDigits = readNumber(
    { maximumSignificantDigits: most },
    "maximumSignificantDigits",
    { from: minimumSignificantDigits, to: 21, fallback: 21 },
  );
  return { minimumSignificantDigits, maximumSignificantDigits };
}

/**
 * @param {{ least: unknown, most: unknown }} given
 * @param {number} minimum
 * @param {number} maximum
 * @param {{ from: number, to: number }} range
 */
function readFraction({ least, most }, minimum, maximum, range) {
  const lower = readNumber(
    { minimumFractionDigits: least },
    "minimumFractionDigits",
    range,
  );
  const upper = readNumber(
    { maximumFractionDigits: most },
    "maximumFractionDigits",
    range,
  );
  const minimumFractionDigits = lower ?? Math.min(minimum, upper ?? minimum);
  const maximumFractionDigits = upper ?? Math.max(maximum, lower ?? maximum);
  if (minimumFractionDigits > maximumFractionDigits) {
    throw new RangeError("maximumFractionDigits value is out of range.");
  }
  return { minimumFractionDigits, maximumFractionDigits };
}

/**
 * @param {number} increment
 * @param {DigitOptions["rounding"]} which
 * @param {{ minimumFractionDigits?: number, maximumFractionDigits?: number }} shown
 */
function checkIncrement(increment, which, shown) {
  if (increment === 1) return;
  if (which !== "fraction") {
    throw new TypeError("roundingIncrement value is invalid.");
  }
  if (shown.minimumFractionDigits !== shown.maximumFractionDigits) {
    throw new RangeError("roundingIncrement value is out of range.");
  }
}
