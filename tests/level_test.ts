import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { CHECKS } from "../tools/test/checks.ts";
import { atLevel, isRun, LEVEL, levelOf, LEVELS, LONE_FILES } from "./level.ts";

const ROOT = new URL("../", import.meta.url);

Deno.test("levelOf() takes everything where no level is named", () => {
  assertEquals(levelOf(undefined), LEVELS.full);
  assertEquals(levelOf("quick"), LEVELS.quick);
});

Deno.test("levelOf() refuses a level that does not exist", () => {
  for (const name of ["fast", "", "constructor", "Quick"]) {
    assertThrows(
      () => levelOf(name),
      RangeError,
      `must be one of full, quick, long: current value is "${name}"`,
    );
  }
});

Deno.test("the levels name files and checks that exist", async () => {
  for (const level of Object.values(LEVELS)) {
    for (const path of [...level.runs, ...level.leavesOut]) {
      const { isDirectory } = await Deno.stat(new URL(path, ROOT));
      assertEquals(isDirectory, path.endsWith("/"), path);
    }
    for (const name of level.checks) assert(name in CHECKS, name);
  }
  for (const [path, reason] of LONE_FILES) {
    assert((await Deno.stat(new URL(path, ROOT))).isFile, path);
    assert(reason.includes(" "), path);
  }
});

Deno.test("the full level leaves nothing out", () => {
  const { full } = LEVELS;
  assertEquals(full.leavesOut, []);
  assertEquals(full.checks.toSorted(), Object.keys(CHECKS).toSorted());
  assert(isRun("tests/any/thing_test.ts", full));
  const attacks = Array.from({ length: 1000 }, (_, i) => i);
  assertEquals(
    [...atLevel(attacks, full)].filter(([, { ignore }]) => ignore),
    [],
  );
});

Deno.test("atLevel() lets one attack of a list be made at the quick level, and names the others", () => {
  assertEquals([...atLevel(["a", "b", "c"], LEVELS.quick)], [
    ["a", { ignore: false }],
    ["b", { ignore: true }],
    ["c", { ignore: true }],
  ]);
});

Deno.test("isRun() takes folders with all that is in them, and files alone", () => {
  const level = {
    ...LEVELS.full,
    runs: ["tests/a/", "tests/b_test.ts"],
    leavesOut: ["tests/a/x/", "tests/a/c_test.ts"],
  };
  const paths = [
    "tests/a/d_test.ts",
    "tests/a/x/d_test.ts",
    "tests/a/c_test.ts",
    "tests/ab/d_test.ts",
    "tests/b_test.ts",
    "tests/b_test.tsx",
  ];
  assertEquals(
    paths.filter((path) => isRun(path, level)),
    ["tests/a/d_test.ts", "tests/b_test.ts"],
  );
});

Deno.test("fast-check begins at the seed of the level", () => {
  const seed = fc.readConfigureGlobal()?.seed;
  assertEquals(seed, LEVEL.seed);
});
