/**
 * Durations and sizes with units, such as `5s` and `256MiB`.
 *
 * @module
 */
import { quoteValue } from "./quote_value.ts";

/** Milliseconds in each unit of time. */
const DURATION_UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

/** Bytes in each unit of size. */
const BYTE_UNITS: Readonly<Record<string, number>> = {
  B: 1,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
};

/** Other names of the units of time, in lower case. */
const OTHER_DURATIONS: Readonly<Record<string, string>> = {
  msec: "ms",
  msecs: "ms",
  millisecond: "ms",
  milliseconds: "ms",
  sec: "s",
  secs: "s",
  second: "s",
  seconds: "s",
  min: "m",
  mins: "m",
  minute: "m",
  minutes: "m",
  hr: "h",
  hrs: "h",
  hour: "h",
  hours: "h",
};

/** Other names of the units of size, in lower case. `64M` are mebibytes, as for `systemd` and containers. */
const OTHER_SIZES: Readonly<Record<string, string>> = {
  byte: "B",
  bytes: "B",
  k: "KiB",
  m: "MiB",
  g: "GiB",
  ki: "KiB",
  mi: "MiB",
  gi: "GiB",
};

interface Units {
  readonly noun: string;
  readonly sizes: Readonly<Record<string, number>>;
  readonly otherNames: Readonly<Record<string, string>>;
  /** The unit of a number without one. */
  readonly usual: string;
}

/**
 * Parses a duration. A number without a unit is seconds.
 *
 * @param text A number and one of `ms`, `s`, `m`, `h`, or an English name of these
 * @returns Whole milliseconds
 * @throws {TypeError} If the text is not a number with such a unit
 * @throws {RangeError} If it is negative, too large or not a whole number of milliseconds
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(parseDuration("1.5s"), 1_500);
 * assertEquals(parseDuration("5"), 5_000);
 * ```
 */
export function parseDuration(text: string): number {
  return parseQuantity(text, {
    noun: "duration",
    sizes: DURATION_UNITS,
    otherNames: OTHER_DURATIONS,
    usual: "s",
  });
}

/**
 * Parses a size with a unit, in any case. A number without a unit is bytes.
 *
 * @param text A number and one of `B`, `KiB`, `MiB`, `GiB`, `KB`, `MB`, `GB`, or `K`, `M`, `G` for the powers of 1024
 * @returns Whole bytes
 * @throws {TypeError} If the text is not a number with a unit
 * @throws {RangeError} If it is negative, too large or not a whole number of bytes
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(parseBytes("64KiB"), 65_536);
 * assertEquals(parseBytes("64K"), 65_536);
 * ```
 */
export function parseBytes(text: string): number {
  return parseQuantity(text, {
    noun: "size",
    sizes: BYTE_UNITS,
    otherNames: OTHER_SIZES,
    usual: "B",
  });
}

/**
 * Formats a duration with a suitable unit.
 *
 * @param ms The duration in milliseconds
 * @returns The duration, with at most two digits after the point
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(formatDuration(1_500), "1.5s");
 * ```
 */
export function formatDuration(ms: number): string {
  if (ms < 1_000) return `${rounded(ms)}ms`;
  if (ms < 60_000 || ms % 60_000 !== 0) return `${rounded(ms / 1_000)}s`;
  return ms % 3_600_000 === 0 ? `${ms / 3_600_000}h` : `${ms / 60_000}m`;
}

/**
 * Formats a size with a suitable unit.
 *
 * @param bytes The size in bytes
 * @returns The size in powers of 1024, with at most two digits after the point
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(formatBytes(268_435_456), "256MiB");
 * ```
 */
export function formatBytes(bytes: number): string {
  for (const unit of ["GiB", "MiB", "KiB"]) {
    const size = BYTE_UNITS[unit] ?? 1;
    const isSuitable = bytes >= size && (unit !== "GiB" || bytes % size === 0);
    if (isSuitable) return `${rounded(bytes / size)}${unit}`;
  }
  return `${bytes}B`;
}

function parseQuantity(
  text: string,
  { noun, sizes, otherNames, usual }: Units,
): number {
  const refused = (rule: string): string =>
    `Cannot read ${noun} as it must ${rule}: current value is ${
      quoteValue(text)
    }`;
  const [, sign, digits, unit] =
    /^([-+]?)(\d+(?:\.\d+)?) ?([a-z]*)$/i.exec(text.trim()) ?? [];
  const size = sizeOf(unit === "" ? usual : unit ?? "", sizes, otherNames);
  if (digits === undefined || size === undefined) {
    const names = Object.keys(sizes).join(", ");
    throw new TypeError(refused(`be a number with a unit (${names})`));
  }
  const quantity = Number(digits) * size;
  if (sign === "-") throw new RangeError(refused("not be negative"));
  if (!Number.isFinite(quantity) || quantity > Number.MAX_SAFE_INTEGER) {
    throw new RangeError(refused("be smaller"));
  }
  // Products such as 0.1 * 1000 differ from the whole number by less than this.
  const whole = Math.round(quantity);
  if (Math.abs(quantity - whole) < 1e-6) return whole;
  const [smallest] = Object.keys(sizes);
  throw new RangeError(refused(`be a whole number of ${smallest}`));
}

function sizeOf(
  unit: string,
  sizes: Readonly<Record<string, number>>,
  otherNames: Readonly<Record<string, string>>,
): number | undefined {
  const typed = unit.toLowerCase();
  const name = Object.hasOwn(otherNames, typed) ? otherNames[typed] : typed;
  return Object.entries(sizes).find(([one]) =>
    one.toLowerCase() === name?.toLowerCase()
  )?.[1];
}

function rounded(value: number): string {
  return String(Math.round(value * 100) / 100);
}
