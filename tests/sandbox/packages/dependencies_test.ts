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
      "numpy (>=2)",
    ],
  },
  { name: "base", requires: [] },
  { name: "old", requires: ["older"] },
  { name: "server", requires: ['speed; extra == "fast"', "base"] },
];

Deno.test("followNeeds() evaluates markers for the Python of guests", () => {
  const { needed, lines } = followNeeds(
    [parseRequirement("app")],
    PACKAGES,
    targetOf("pyodide"),
  );
  assertEquals([...needed], ["app", "base"]);
  assertEquals(lines, ["app", "base>=1", "browser", "numpy>=2"]);
});

Deno.test("followNeeds() follows extras, and needs nothing of what is built in", () => {
  const { needed, lines } = followNeeds(
    [parseRequirement("app[more]")],
    PACKAGES,
    targetOf("cpython"),
  );
  assertEquals([...needed].sort(), ["app", "base", "server"]);
  assertEquals(lines, [
    "app[more]",
    "base",
    "base>=1",
    "extra-part",
    "numpy>=2",
    "server[fast]>=2",
    "speed",
  ]);
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

for (
  const address of [
    "https://example.com/a.whl",
    "file:///a;b/evil-1.0.tar.gz",
    "git+https://example.com/evil.git",
  ]
) {
  Deno.test(`followNeeds() refuses what a package needs from ${address}`, () => {
    const follow = (marker: string): ReturnType<typeof followNeeds> =>
      followNeeds(
        [parseRequirement("app")],
        [{ name: "app", requires: [`evil @ ${address}${marker}`] }],
        targetOf("pyodide"),
      );
    const refused = { name: "app", text: `evil @ ${address}` };
    assertEquals(follow("").refused, refused);
    const applies = " ; sys_platform == 'emscripten'";
    assertEquals(follow(applies).refused, refused);
    assertEquals(follow(" ; sys_platform == 'win32'").refused, undefined);
  });
}
