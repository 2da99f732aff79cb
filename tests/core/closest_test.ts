import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { closest } from "../../core/closest.ts";

const NAMES = ["python", "javascript", "typescript", "timeout", "memory"];

Deno.test("closest() finds the mistyped name", () => {
  const typos: readonly (readonly [string, string])[] = [
    ["pyhton", "python"],
    ["Python", "python"],
    ["pyton", "python"],
    ["javascrpit", "javascript"],
    ["typscript", "typescript"],
    ["timeoutt", "timeout"],
    ["time-out", "timeout"],
  ];
  for (const [typed, meant] of typos) {
    assertEquals(closest(typed, NAMES), meant);
  }
});

Deno.test("closest() returns undefined if no name is near", () => {
  for (const typed of ["", "ruby", "x", "completely different"]) {
    assertEquals(closest(typed, NAMES), undefined, typed);
  }
});

Deno.test("closest() returns the nearest name, and the first of equally near ones", () => {
  assertEquals(closest("abcd", ["abxx", "abcx"]), "abcx");
  assertEquals(closest("abcd", ["abcx", "abcy"]), "abcx");
});

Deno.test("closest() returns one of the names, and an exact match itself", () => {
  fc.assert(fc.property(
    fc.string(),
    fc.uniqueArray(fc.string({ maxLength: 20 }), { maxLength: 5 }),
    (typed, names) => {
      const found = closest(typed, names);
      assert(found === undefined || names.includes(found));
      if (names.includes(typed)) {
        assertEquals(found?.toLowerCase(), typed.toLowerCase());
      }
    },
  ));
});

Deno.test("closest() answers quickly for very long input", () => {
  assertEquals(closest("x".repeat(1_000_000), ["y".repeat(30)]), undefined);
});
