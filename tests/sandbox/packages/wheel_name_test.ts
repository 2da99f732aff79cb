import { assert, assertEquals } from "@std/assert";
import {
  isPure,
  isUsable,
  parseWheelName,
} from "../../../sandbox/packages/wheel_name.ts";

Deno.test("parseWheelName() reads the parts of a name", () => {
  assertEquals(parseWheelName("Foo.bar-1.0+cpu_1-2b-py2.py3-none-any.whl"), {
    name: "foo-bar",
    version: "1.0+cpu-1",
    build: 2,
    python: ["py2", "py3"],
    abi: ["none"],
    platform: ["any"],
  });
});

Deno.test("parseWheelName() refuses other names", () => {
  for (
    const name of [
      "",
      "foo-1.0.tar.gz",
      "foo-1.0-py3-none.whl",
      "foo-1.0-py3-none-any.whl.zip",
      "../foo-1.0-py3-none-any.whl",
      "a/foo-1.0-py3-none-any.whl",
      "a\\foo-1.0-py3-none-any.whl",
      "foo-1.0-py3-none-any.whl\n",
      "foo-1.0 --hash-py3-none-any.whl",
      "foo-1.0-b1-py3-none-any.whl",
      `${"a".repeat(300)}-1.0-py3-none-any.whl`,
    ]
  ) {
    assertEquals(parseWheelName(name), undefined, name);
  }
});

Deno.test("isPure() takes wheels for every system, up to a version of Python", () => {
  const all: readonly (readonly [string, boolean])[] = [
    ["py3-none-any", true],
    ["py2.py3-none-any", true],
    ["py310-none-any", true],
    ["py314-none-any", true],
    ["py315-none-any", false],
    ["cp314-none-any", true],
    ["cp313-none-any", false],
    ["py2-none-any", false],
    ["cp314-cp314-pyemscripten_2026_0_wasm32", false],
    ["cp314-cp314-manylinux_2_28_x86_64", false],
    ["cp310-abi3-any", false],
    ["py3-none-win32", false],
  ];
  for (const [tags, wanted] of all) {
    const name = parseWheelName(`foo-1.0-${tags}.whl`);
    assert(name !== undefined, tags);
    assertEquals(isPure(name, 14), wanted, tags);
  }
});

Deno.test("isUsable() takes compiled code for one system and version of Python", () => {
  const target = { minor: 14, wheelPlatform: "pyemscripten_2026_0_wasm32" };
  const all: readonly (readonly [string, boolean])[] = [
    ["py3-none-any", true],
    ["cp314-cp314-pyemscripten_2026_0_wasm32", true],
    ["cp314-abi3-pyemscripten_2026_0_wasm32", true],
    ["cp310-abi3-pyemscripten_2026_0_wasm32", true],
    ["cp315-abi3-pyemscripten_2026_0_wasm32", false],
    ["cp313-cp313-pyemscripten_2026_0_wasm32", false],
    ["cp314-cp314t-pyemscripten_2026_0_wasm32", false],
    ["cp313-cp313-pyodide_2025_0_wasm32", false],
    ["cp314-cp314-manylinux_2_28_x86_64", false],
  ];
  for (const [tags, wanted] of all) {
    const name = parseWheelName(`foo-1.0-${tags}.whl`);
    assert(name !== undefined, tags);
    assertEquals(isUsable(name, target), wanted, tags);
    const isPureName = isPure(name, 14);
    assertEquals(isUsable(name, { minor: 14 }), isPureName, tags);
  }
});
