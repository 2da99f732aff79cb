import { assertEquals } from "@std/assert";
import { allows } from "../../../sandbox/packages/npm/npm_versions.ts";

Deno.test("allows() compares a version with a range in the usual forms", () => {
  const cases = [
    ["", "1.2.3", true],
    ["*", "1.2.3", true],
    ["1", "1.2.3", true],
    ["1.x", "1.2.3", true],
    ["1.2", "1.2.3", true],
    ["1.3", "1.2.3", false],
    ["1.2.3", "1.2.3", true],
    ["=1.2.3", "1.2.3", true],
    ["2", "1.2.3", false],
    ["^1.1.9", "1.2.3", true],
    ["^1.2.4", "1.2.3", false],
    ["^2", "1.2.3", false],
    ["^0.2.1", "0.2.3", true],
    ["^0.1.1", "0.2.3", false],
    ["^0.0.3", "0.0.3", true],
    ["^0.0.2", "0.0.3", false],
    ["~1.2", "1.2.3", true],
    ["~1.2.4", "1.2.3", false],
    ["~1.1", "1.2.3", false],
    ["~1", "1.9.0", true],
    ["1.2.3-beta.1", "1.2.3-beta.1", true],
    ["^1", "1.2.3-beta.1", false],
    [">=1", "1.2.3", false],
    ["latest", "1.2.3", false],
  ] as const;
  for (const [range, version, expected] of cases) {
    assertEquals(allows(range, version), expected, `${range} ${version}`);
  }
});
