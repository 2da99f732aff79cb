/**
 * Takes the `import()` out of a worker that goes into a binary.
 *
 * A compiled program reads every module that it is told to import, from any place of the disk, whatever its permissions
 * are. A guest cannot write an `import()`, as no code is made of strings; nor shall it find one.
 *
 * @module
 */

/** The only one that stays: of two modules of the runtime, by a function that no guest gets hold of. */
const KEPT = "return await import(specifier);";
/** What says so in the sources, of workers that would have hooks refuse their imports. */
const DECLARED = "var importsAreRemoved = false;";
const DENIAL = "registerHooks(";

/**
 * Has every `import()` of a bundle fail, but for the worker's own.
 *
 * @param bundled The text of the bundle
 * @param name What to call it in an error
 * @returns The text without them
 * @throws {TypeError} If the bundle is not what is expected
 *
 * @example
 * ```ts
 * import { assertThrows } from "@std/assert";
 * assertThrows(() => removeImports("await import(name)", "a worker"), TypeError, "a worker");
 * ```
 */
export function removeImports(bundled: string, name: string): string {
  const expected = bundled.includes(DENIAL) ? [KEPT, DECLARED] : [KEPT];
  for (const text of expected) {
    if (bundled.split(text).length === 2) continue;
    throw new TypeError(
      `Cannot remove the imports of ${name} as it does not have once: ${text}`,
    );
  }
  const [before = "", after = ""] = bundled.split(KEPT).map((part) =>
    part.replace(/\bimport(?:\.source|\.defer)?\s*\(/g, "Promise.reject(")
  );
  return `${before}${KEPT}${after}`
    .replace(DECLARED, DECLARED.replace("false", "true"));
}
