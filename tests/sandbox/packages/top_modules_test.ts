import { assertEquals } from "@std/assert";
import type { FetchedPackage } from "../../../sandbox/packages/fetched.ts";
import {
  requiredByNone,
  topModules,
} from "../../../sandbox/packages/top_modules.ts";

function filesOf(
  paths: readonly string[],
  metadata = "",
): FetchedPackage["files"] {
  return paths.map((path) => ({
    path,
    bytes: new TextEncoder().encode(
      path.endsWith("/METADATA") ? metadata : "",
    ),
  }));
}

Deno.test("topModules() names modules, not data, nor what is there by mistake", () => {
  const files = filesOf([
    "_core.cpython-314-wasm32-emscripten.so",
    "demo-1.0.dist-info/METADATA",
    "demo/__init__.py",
    "demo/inner/__init__.py",
    "demo/other.py",
    "docs/__init__.py",
    "namespace/inner/__init__.py",
    "not-a-name.py",
    "readme.txt",
    "six.py",
    "tests/__init__.py",
  ]);
  assertEquals(topModules(files), ["_core", "demo", "six"]);
});

Deno.test("requiredByNone() reads what packages need", () => {
  const make = (name: string, ...needs: readonly string[]): FetchedPackage => ({
    package: { name, version: "1", wheel: { file: "", sha256: "" } },
    files: filesOf(
      [`${name}-1.dist-info/METADATA`],
      `Name: ${name}\n${
        needs.map((one) => `Requires-Dist: ${one}\n`).join("")
      }\nRequires-Dist: app\n`,
    ),
  });
  const all = [
    make("app", "Base_Lib>=1; python_version > '3'", "app[all]; extra == 'x'"),
    make("base-lib"),
    make("tool"),
  ];
  assertEquals([...requiredByNone(all)], ["app", "tool"]);
});
