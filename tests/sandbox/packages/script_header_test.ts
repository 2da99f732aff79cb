import { assertEquals, assertThrows } from "@std/assert";
import type { EngineName } from "../../../core/languages.ts";
import { formatRequirement } from "../../../core/requirements.ts";
import { ScriptBlockError } from "../../../core/script_block.ts";
import { run } from "../../../sandbox/mod.ts";
import {
  readScriptHeader,
  requirementsOn,
} from "../../../sandbox/packages/script_header.ts";
import { markerEnvironment } from "../../../sandbox/packages/markers.ts";
import { targetOf } from "../../../sandbox/packages/target.ts";
import { CPYTHON } from "../../_cpython.ts";

/** A script with a header. */
function script(...lines: readonly string[]): string {
  const block = ["/// script", ...lines, "///"].map((line) => `# ${line}\n`);
  return `#!/usr/bin/env python\n${block.join("")}\nprint(1)\n`;
}

function needed(engine: EngineName, ...lines: string[]): readonly string[] {
  const header = readScriptHeader(script(...lines));
  return header === undefined
    ? []
    : requirementsOn(header, engine).map(formatRequirement);
}

Deno.test("readScriptHeader() reads dependencies and versions, and ignores tools", () => {
  const lines = [
    'requires-python = ">=3.12"',
    "dependencies = [",
    '  "Rich",',
    "  \"pandas[excel]>=2,<4 ; python_version >= '3.9'\",",
    "]",
    "[tool.uv]",
    'exclude-newer = "2026-01-01T00:00:00Z"',
  ];
  assertEquals(needed("pyodide", ...lines), ["rich", "pandas[excel]>=2,<4"]);
  assertEquals(readScriptHeader(script(...lines))?.line, 3);
  assertEquals(readScriptHeader("import rich\n"), undefined);
  assertEquals(needed("pyodide", 'other = "key"'), []);
});

Deno.test("requirementsOn() selects by the markers of the engine", () => {
  const lines = [
    'dependencies = ["a; sys_platform == \'wasi\'", "b; extra == \'x\'", "c"]',
  ];
  assertEquals(needed("pyodide", ...lines), ["c"]);
  assertEquals(needed("cpython", ...lines), ["a", "c"]);
});

const BAD: readonly (readonly [readonly string[], string])[] = [
  [["a = 1", "b ="], 'line 4: the block "# /// script" must be TOML: '],
  [["dependencies = 1"], "line 3: dependencies must be a list of at most 256"],
  [["a = 1", "dependencies = [1]"], "line 4: dependencies must be a list"],
  [["requires-python = 3"], "line 3: requires-python must be a text"],
  [
    ["dependencies = [", '"a",', '"b @ https://example.org/b.whl"]'],
    "line 5: a dependency must come from the package index, without URLs, paths and repositories: current value is ",
  ],
  [['dependencies = ["./a"]'], "line 3: a dependency must come from the"],
  [
    ['dependencies = ["a b"]'],
    'line 3: a dependency must be a name with versions, such as "rich" or "pandas[excel]>=2,<4": current value is "a b"',
  ],
];

for (const [lines, message] of BAD) {
  Deno.test(`readScriptHeader() refuses ${lines.join(" ")}`, () => {
    assertThrows(
      () => readScriptHeader(script(...lines)),
      ScriptBlockError,
      message,
    );
  });
}

Deno.test("requirementsOn() refuses another Python, and names the engines", () => {
  assertThrows(
    () => needed("pyodide", 'requires-python = ">=3.15"'),
    ScriptBlockError,
    "line 3: it requires Python >=3.15: the engine pyodide has 3.14.2, the engine cpython has 3.15.0",
  );
  assertEquals(needed("cpython", 'requires-python = ">=3.15"'), []);
  assertThrows(
    () => needed("pyodide", 'requires-python = "3.12"'),
    ScriptBlockError,
    'line 3: requires-python must have versions, such as ">=3.12": current value is "3.12"',
  );
});

Deno.test("requirementsOn() refuses an unknown marker", () => {
  assertThrows(
    () => needed("pyodide", "dependencies = [\"a; platform_libc == '6'\"]"),
    ScriptBlockError,
    "line 3: a marker must compare one of python_version, ",
  );
});

for (const engine of ["pyodide", "cpython"] as const) {
  Deno.test(
    `markerEnvironment() has the values of ${engine}`,
    { ignore: engine === "cpython" && !CPYTHON.isInstalled },
    async () => {
      const result = await run(
        `import os, platform, sys
{
    "python_version": ".".join(platform.python_version_tuple()[:2]),
    "python_full_version": platform.python_version(),
    "implementation_version": platform.python_version(),
    "os_name": os.name,
    "sys_platform": sys.platform,
    "platform_system": platform.system(),
    "platform_machine": platform.machine(),
    "platform_python_implementation": platform.python_implementation(),
    "implementation_name": sys.implementation.name,
}`,
        { engine },
      );
      const environment = markerEnvironment(targetOf(engine));
      const names = [...environment.keys()].filter((one) =>
        !/^(?:extras?|dependency_groups|platform_(?:release|version))$/
          .test(one)
      );
      assertEquals(names.length, 9);
      assertEquals(
        result.status === "ok" && Object(result.value),
        Object.fromEntries(names.map((one) => [one, environment.get(one)])),
      );
    },
  );
}
