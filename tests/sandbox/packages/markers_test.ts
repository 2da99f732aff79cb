import { assertEquals } from "@std/assert";
import {
  evaluateMarker,
  markerEnvironment,
} from "../../../sandbox/packages/markers.ts";
import { targetOf } from "../../../sandbox/packages/target.ts";

const PYODIDE = markerEnvironment(targetOf("pyodide"));
const CPYTHON = markerEnvironment(targetOf("cpython"), {
  extras: ["Fast-One"],
  groups: ["default"],
});

Deno.test("evaluateMarker() compares with the Python of guests", () => {
  const all: readonly (readonly [string, boolean, boolean])[] = [
    ['sys_platform == "emscripten"', true, false],
    ["'wasi' == sys_platform", false, true],
    ['python_version < "3.11"', false, false],
    ['python_version >= "3.9"', true, true],
    ['"3.9" <= python_version', true, true],
    ['python_full_version >= "3.15"', false, true],
    ['python_version in "3.13, 3.14"', true, false],
    ['os_name == "nt" or os_name == "posix"', true, true],
    ['os_name == "nt" or os_name == "nt" and os_name == "posix"', false, false],
    ['(os_name == "nt" or os_name == "posix") and os_name != "x"', true, true],
    ['sys_platform not in "win32 wasi"', true, false],
    ['extra == "fast_one"', false, true],
    ["'fast-one' in extras", false, true],
    ['"default" in dependency_groups', false, true],
    ['"dev" not in dependency_groups', true, true],
    ['platform_machine == "x86_64"', false, false],
    ['platform_python_implementation == "CPython"', true, true],
    ['python_implementation == "PyPy"', false, false],
    ['platform_release > "5"', false, false],
  ];
  for (const [marker, pyodide, cpython] of all) {
    assertEquals(evaluateMarker(marker, PYODIDE), pyodide, marker);
    assertEquals(evaluateMarker(marker, CPYTHON), cpython, marker);
  }
});

Deno.test("evaluateMarker() refuses what it does not understand", () => {
  for (
    const marker of [
      "",
      "no marker",
      'unknown == "x"',
      'python_version "3.9"',
      'python_version < "3.9" and',
      '(python_version < "3.9"',
      'python_version < "3.9")',
      '"a" == "a"',
      "os_name == sys_platform",
      "python_version < three",
      'python_version < "three"',
      'extra < "a"',
      'extras == "a"',
      'os_name == "x" ; evil',
      `${"(".repeat(1_000)}os_name == "x"${")".repeat(1_000)}`,
      "x".repeat(20_000),
    ]
  ) {
    assertEquals(evaluateMarker(marker, PYODIDE), undefined, marker);
  }
});
