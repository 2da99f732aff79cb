import { assert, assertEquals } from "@std/assert";
import { PYTHON_SOURCES } from "../../../engines/python/sources.ts";
import { PACKAGES } from "../../../engines/cpython/packages.ts";
import { COMPILED } from "../../../sandbox/packages/compiled_packages.ts";
import { reservedModule } from "../../../sandbox/packages/reserved_modules.ts";

Deno.test("reservedModule() knows all modules of guests", async () => {
  const names = new Set(Object.keys(PYTHON_SOURCES));
  for (const folder of ["python", "pyodide", "cpython"]) {
    const url = new URL(`../../../engines/${folder}/guest/`, import.meta.url);
    for await (const { name } of Deno.readDir(url)) {
      if (name.endsWith(".py")) names.add(name.slice(0, -3));
    }
  }
  assert(names.size > 20);
  for (const name of names) {
    assertEquals(reservedModule(`${name}.py`), name);
    assertEquals(reservedModule(`${name}/__init__.py`), name);
  }
});

Deno.test("reservedModule() lets other modules and descriptions be", () => {
  for (
    const path of [
      "sandglassy.py",
      "demo/pwd.py",
      "pwdlib/__init__.py",
      "pwd-1.0.dist-info/METADATA",
      "sandglass_x-1.0.dist-info/METADATA",
    ]
  ) {
    assertEquals(reservedModule(path), undefined, path);
  }
});

Deno.test("COMPILED has only packages that are built in", () => {
  for (const name of COMPILED) assert(Object.hasOwn(PACKAGES, name), name);
});
