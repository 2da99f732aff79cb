import type { RegistryPackage } from "./registry.ts";
import { STAND_INS } from "./stand_ins.ts";

const VERSION = "1.0.0";

/**
 * Turns the replacements into packages.
 *
 * @param files The replacements' sources by name
 * @returns The packages of `@std` that they replace
 */
export function standInPackages(
  files: ReadonlyMap<string, string>,
): readonly RegistryPackage[] {
  const bytes = new Map(
    [...files].map(([name, text]) => [name, new TextEncoder().encode(text)]),
  );
  const names = new Set(Object.keys(STAND_INS).map(packageOf));
  return [...names].map((name) => ({
    name,
    version: VERSION,
    exports: exportsOf(name),
    files: bytes,
  }));
}

/** `@std/assert` for `@std/assert/equals`. */
function packageOf(specifier: string): string {
  return specifier.split("/").slice(0, 2).join("/");
}

/** `{ ".": "./assert.ts" }` for `@std/assert`. */
function exportsOf(name: string): Record<string, string> {
  const entries = Object.entries(STAND_INS)
    .filter(([specifier]) => packageOf(specifier) === name)
    .map(([specifier, file]) => [
      `.${specifier.slice(name.length)}`,
      `./${file}`,
    ]);
  return Object.fromEntries(entries);
}
