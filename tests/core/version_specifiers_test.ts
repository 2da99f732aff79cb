import { assertEquals, assertThrows } from "@std/assert";
import { satisfies } from "../../core/version_specifiers.ts";

const CASES: readonly (readonly [string, string, boolean])[] = [
  ["3.14.2", "", true],
  ["3.14.2", ">=3.12", true],
  ["3.14.2", ">=3.12,<3.14", false],
  ["3.14.2", ">= 3.12, < 4", true],
  ["3.14.2", "==3.14", false],
  ["3.14.0", "==3.14", true],
  ["3.14.2", "==3.14.*", true],
  ["3.14.2", "==3.1.*", false],
  ["3.14.2", "!=3.14.*", false],
  ["3.14.2", "~=3.12", true],
  ["3.14.2", "~=3.14.1", true],
  ["3.14.2", "~=3.13.1", false],
  ["3.14.2", "===3.14.2", true],
  ["3.14.2", ">3.14.2", false],
  ["3.15.0", ">=3.15.0rc1", true],
  ["3.15.0rc1", ">=3.15", false],
  ["3.15.0rc2", ">3.15rc1", true],
  ["3.15", "<=3.15.0", true],
];

for (const [version, specifiers, expected] of CASES) {
  Deno.test(`satisfies() says ${expected} of ${version} and "${specifiers}"`, () => {
    assertEquals(satisfies(version, specifiers), expected);
  });
}

Deno.test("satisfies() refuses what is no specifier", () => {
  for (const text of ["3.12", ">=", ">=x", "python>=3", ">=3.12,"]) {
    assertThrows(() => satisfies("3.14.2", text), TypeError, "is no version");
  }
});
