import { assertEquals } from "@std/assert";
import { parseRequirement } from "../../../core/requirements.ts";
import { followNeeds } from "../../../sandbox/packages/dependencies.ts";
import { targetOf } from "../../../sandbox/packages/target.ts";

const PACKAGES = [
  {
    name: "app",
    requires: [
      "base>=1",
      'old; python_version < "3.11"',
      "browser; sys_platform == 'emscripten'",
      'server[fast]>=2; sys_platform == "wasi"',
      'extra-part; extra == "more"',
      "by-url @ https://example.com/a.whl",
      "numpy (>=2)",
    ],
  },
  { name: "base", requires: [] },
  { name: "old", requires: ["older"] },
  { name: "server", requires: ['speed; extra == "fast"', "base"] },
];

Deno.test("followNeeds() evaluates markers for the Python of guests", () => {
  const { needed, missing } = followNeeds(
    [parseRequirement("app")],
    PACKAGES,
    targetOf("pyodide"),
  );
  assertEquals([...needed], ["app", "base"]);
  assertEquals(missing.map(({ name }) => name).sort(), ["browser", "numpy"]);
});

Deno.test("followNeeds() follows extras, and leaves out what is built in", () => {
  const { needed, missing } = followNeeds(
    [parseRequirement("app[more]")],
    PACKAGES,
    targetOf("cpython"),
  );
  assertEquals([...needed].sort(), ["app", "base", "server"]);
  assertEquals(missing.map(({ name }) => name).sort(), ["extra-part", "speed"]);
});

Deno.test("followNeeds() ends where packages need each other", () => {
  const circle = [
    { name: "a", requires: ["b"] },
    { name: "b", requires: ["a[x]"] },
  ];
  const { needed } = followNeeds(
    [parseRequirement("a")],
    circle,
    targetOf("pyodide"),
  );
  assertEquals([...needed].sort(), ["a", "b"]);
});
