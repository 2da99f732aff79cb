import { assertEquals, assertThrows } from "@std/assert";
import {
  formatBytes,
  formatDuration,
  parseBytes,
  parseDuration,
} from "../../core/units.ts";

Deno.test("parseDuration() reads every unit", () => {
  assertEquals(parseDuration("500ms"), 500);
  assertEquals(parseDuration("5s"), 5_000);
  assertEquals(parseDuration("2m"), 120_000);
  assertEquals(parseDuration("1h"), 3_600_000);
  assertEquals(parseDuration("0.1s"), 100);
  assertEquals(parseDuration("2.3s"), 2_300);
});

Deno.test("parseDuration() reads a number without a unit as seconds, and names of units", () => {
  assertEquals(parseDuration("5"), 5_000);
  assertEquals(parseDuration(" 1.5 "), 1_500);
  assertEquals(parseDuration("5 s"), 5_000);
  assertEquals(parseDuration("5sec"), 5_000);
  assertEquals(parseDuration("30 Seconds"), 30_000);
  assertEquals(parseDuration("2min"), 120_000);
  assertEquals(parseDuration("1 hour"), 3_600_000);
  assertEquals(parseDuration("250msec"), 250);
});

Deno.test("parseDuration() refuses text that is not a duration", () => {
  for (const text of ["", "s", "five", "5 5s", "5x", "1e3s", "0x5s", "NaNs"]) {
    assertThrows(() => parseDuration(text), TypeError, "with a unit");
  }
});

Deno.test("parseDuration() refuses negative, extreme and fractional durations", () => {
  assertThrows(() => parseDuration("-5s"), RangeError, "must not be negative");
  assertThrows(
    () => parseDuration(`${"9".repeat(400)}h`),
    RangeError,
    "must be smaller",
  );
  assertThrows(
    () => parseDuration("0.5ms"),
    RangeError,
    "be a whole number of ms",
  );
});

Deno.test("parseBytes() reads every unit in any case", () => {
  assertEquals(parseBytes("1024B"), 1_024);
  assertEquals(parseBytes("64KiB"), 65_536);
  assertEquals(parseBytes("256MiB"), 268_435_456);
  assertEquals(parseBytes("1GiB"), 1_073_741_824);
  assertEquals(parseBytes("10kb"), 10_000);
  assertEquals(parseBytes("10MB"), 10_000_000);
  assertEquals(parseBytes("1.5gib"), 1_610_612_736);
});

Deno.test("parseBytes() reads a number without a unit as bytes, and short names of units", () => {
  assertEquals(parseBytes("64"), 64);
  assertEquals(parseBytes("64 bytes"), 64);
  assertEquals(parseBytes("64K"), 65_536);
  assertEquals(parseBytes("64m"), 67_108_864);
  assertEquals(parseBytes("2Gi"), 2_147_483_648);
  assertEquals(parseBytes("1.5 G"), 1_610_612_736);
});

Deno.test("parseBytes() refuses text that is not a size", () => {
  for (const text of ["", "M", "64Mb/s", "64TiB", "64 m b", "constructor"]) {
    assertThrows(() => parseBytes(text), TypeError, "KiB, MiB, GiB");
  }
  assertThrows(() => parseBytes("-64"), RangeError, "must not be negative");
});

Deno.test("parseBytes() refuses parts of a byte", () => {
  assertThrows(() => parseBytes("0.5B"), RangeError, "whole number of B");
});

Deno.test("formatDuration() chooses a suitable unit", () => {
  const cases: readonly (readonly [number, string])[] = [
    [0, "0ms"],
    [12.345, "12.35ms"],
    [1_500, "1.5s"],
    [30_000, "30s"],
    [60_000, "1m"],
    [90_000, "90s"],
    [3_600_000, "1h"],
    [86_400_000, "24h"],
  ];
  for (const [ms, text] of cases) assertEquals(formatDuration(ms), text);
});

Deno.test("formatBytes() chooses a suitable unit", () => {
  const cases: readonly (readonly [number, string])[] = [
    [0, "0B"],
    [1_023, "1023B"],
    [1_536, "1.5KiB"],
    [2 ** 20, "1MiB"],
    [1_536 * 2 ** 20, "1536MiB"],
    [2 ** 30, "1GiB"],
  ];
  for (const [bytes, text] of cases) assertEquals(formatBytes(bytes), text);
});

Deno.test("formatDuration() and formatBytes() write what parseDuration() and parseBytes() read", () => {
  for (const value of [1, 999, 1_500, 65_500, 86_400_000]) {
    assertEquals(parseDuration(formatDuration(value)), value);
  }
  for (const value of [1, 1_024, 2 ** 20, 2 ** 30, 4_095 * 2 ** 20]) {
    assertEquals(parseBytes(formatBytes(value)), value);
  }
});
