/**
 * Modules that packages may not have, as guests have ours under these names.
 *
 * @module
 */

/** Modules of the guests' side in `engines/` that have a name of their own; a test compares them with the files. */
export const RESERVED_MODULES: ReadonlySet<string> = new Set([
  "dbm",
  "js",
  "pwd",
  "pyodide",
  "pyodide_js",
  "sitecustomize",
  "usercustomize",
  "_host",
  "_pyodide",
  "_pyodide_core",
]);

/** All others are named like this. */
const OURS = /^sandglass(?:_|$)/;

/**
 * The module to which a file of a package belongs, if packages may not have it.
 *
 * @param path The file's path in `site-packages`
 * @returns The name of the module
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(reservedModule("sandglass_guest.py"), "sandglass_guest");
 * assertEquals(reservedModule("pwd/__init__.py"), "pwd");
 * assertEquals(reservedModule("pwdlib/__init__.py"), undefined);
 * ```
 */
export function reservedModule(path: string): string | undefined {
  const [top = ""] = path.split("/", 1);
  if (/\.(?:dist|egg)-info$/.test(top)) return undefined;
  // A compiled module has a tag after its name, as `pwd.cpython-314.so`.
  const name = top.replace(/\..*$/, "");
  const isReserved = RESERVED_MODULES.has(name) || OURS.test(name);
  return isReserved ? name : undefined;
}
