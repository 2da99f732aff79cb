import { assert, assertEquals } from "@std/assert";
import {
  compareVersions,
  isSameVersion,
  satisfies,
} from "../../../sandbox/packages/versions.ts";

Deno.test("compareVersions() orders versions as PEP 440 does", () => {
  const ordered = [
    "0.9",
    "1.0.dev1",
    "1.0a1.dev2",
    "1.0a1",
    "1.0a2",
    "1.0b1",
    "1.0rc1",
    "1.0",
    "1.0.post1.dev1",
    "1.0.post1",
    "1.0.1",
    "1.2",
    "1.10",
    "2026.5",
    "1!0.1",
  ];
  for (const [i, a] of ordered.entries()) {
    for (const [j, b] of ordered.entries()) {
      assertEquals(
        Math.sign(compareVersions(a, b) ?? NaN),
        Math.sign(i - j),
        `${a} and ${b}`,
      );
    }
  }
  assertEquals(compareVersions("1.0", "one"), undefined);
});

Deno.test("isSameVersion() knows the spellings of a version", () => {
  const spellings: readonly (readonly [string, string])[] = [
    ["1.0", "1"],
    ["v1.0.0", "1.0"],
    ["1.0-alpha.1", "1.0a1"],
    ["1.0C1", "1.0rc1"],
    ["2.9.0.post0", "2.9.0-post0"],
    ["1.0-1", "1.0.post1"],
    ["1.0+ubuntu-1", "1.0+ubuntu.1"],
  ];
  for (const [a, b] of spellings) assert(isSameVersion(a, b), `${a} and ${b}`);
  assert(!isSameVersion("1.0", "1.0.1"));
  assert(!isSameVersion("1.0", "1.0+local"));
  assert(isSameVersion("odd", "odd"));
});

Deno.test("satisfies() compares a version with what is required", () => {
  const all: readonly (readonly [string, string, boolean | undefined])[] = [
    ["2.1", "", true],
    ["2.1", ">=2,<4", true],
    ["4.0", ">=2,<4", false],
    ["2.1.3", "==2.1.*", true],
    ["2.10", "==2.1.*", false],
    ["2.1", "!=2.1.*", false],
    ["2.2", "~=2.1", true],
    ["3.0", "~=2.1", false],
    ["2.1.5", "~=2.1.2", true],
    ["2.2", "~=2.1.2", false],
    ["2", "~=2", undefined],
    ["2.0rc1", "<2.0", false],
    ["2.0rc1", "<2.0rc2", true],
    ["2.0.post1", ">2.0", false],
    ["2.0.1", ">2.0", true],
    ["2.0+local", "==2.0", true],
    ["2.0", "==2.0+local", false],
    ["2.0", "===2.0", true],
    ["2.0", "===2", false],
    ["3.14.0", ">=3.14", true],
    ["1.0", "=1", undefined],
    ["1.0", ">=x", undefined],
    ["1.0", ">=1.*", undefined],
  ];
  for (const [version, required, wanted] of all) {
    assertEquals(
      satisfies(version, required),
      wanted,
      `${version} ${required}`,
    );
  }
});
