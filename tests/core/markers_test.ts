import { assertEquals, assertThrows } from "@std/assert";
import { evaluateMarker } from "../../core/markers.ts";
import { pythonEnvironment } from "../../core/python_environment.ts";

const PYODIDE = pythonEnvironment("pyodide") ?? {};

const CASES: readonly (readonly [string, boolean])[] = [
  ['python_version < "3.12"', false],
  ["python_version>='3.9'", true],
  ['"3.12" <= python_version', true],
  ['python_full_version == "3.14.*"', true],
  ['sys_platform == "emscripten"', true],
  ['sys_platform != "win32" and os_name == "posix"', true],
  ['sys_platform == "win32" or platform_system == "Emscripten"', true],
  ['extra == "test"', false],
  ['sys_platform in "linux emscripten"', true],
  ['sys_platform not in "linux darwin"', true],
  [
    '(sys_platform == "win32" or os_name == "posix") and python_version < "3"',
    false,
  ],
  ['os_name == "nt" and os_name == "nt" or os_name == "posix"', true],
];

for (const [marker, expected] of CASES) {
  Deno.test(`evaluateMarker() says ${expected} of ${marker}`, () => {
    assertEquals(evaluateMarker(marker, PYODIDE), expected);
  });
}

Deno.test("evaluateMarker() refuses what is no marker", () => {
  const bad = [
    "",
    "python_version",
    'python_version < "3.12" and',
    '(os_name == "posix"',
    'os_name == "posix")',
    "os_name == posix ==",
    'os_name == "posix',
    'os_name ~= "posix"',
    'not os_name == "posix"',
    "(".repeat(100_000),
  ];
  for (const marker of bad) {
    assertThrows(() => evaluateMarker(marker, PYODIDE), TypeError, "marker");
  }
});

Deno.test("evaluateMarker() names the values that it knows", () => {
  assertThrows(
    () => evaluateMarker('platform_release == "6"', PYODIDE),
    TypeError,
    'extra, python_version, python_full_version, sys_platform, platform_system: current value is "platform_release"',
  );
  assertThrows(() => evaluateMarker('toString == ""', PYODIDE), TypeError);
});
