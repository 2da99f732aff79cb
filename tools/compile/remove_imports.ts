/**
 * Removes each `import()` from a worker that goes into a binary.
 *
 * In a compiled program, `import()` reads any module on the disk, against the program's permissions. A guest cannot
 * write an `import()` itself, since no code is compiled from strings; it must not find one in the worker either.
 *
 * @module
 */
import { init, parse } from "es-module-lexer";

/** The only `import()` that stays: it loads three modules of the runtime, in a function that no guest can reach. */
const KEPT = "import(specifier)";
/** Tells workers that use hooks against imports whether their imports are removed; in a bundle it becomes true. */
const DECLARED = "var importsAreRemoved = false;";
const DENIAL = "registerHooks(";
/** Replaces the other imports, up to the opening bracket. */
const REFUSAL =
  "((name) => Promise.reject(new TypeError(`Import of ${name} is disallowed in this sandbox`)))(";

/**
 * Makes every `import()` of a bundle fail, except for the worker's own.
 *
 * @param bundled The text of the bundle
 * @param name The bundle's name in an error
 * @returns The text without them
 * @throws {TypeError} If the bundle does not have the expected form
 *
 * @example
 * ```ts
 * import { assertEquals, assertRejects } from "@std/assert";
 * const own = "const own = (specifier) => import(specifier);";
 * const text = await removeImports(`${own} const other = () => import(name);`, "a worker");
 * assertEquals(text.match(/\bimport\(/g), ["import("]);
 * await assertRejects(() => removeImports("import(name)", "a worker"), TypeError, "a worker");
 * ```
 */
export async function removeImports(
  bundled: string,
  name: string,
): Promise<string> {
  const found = await findImports(bundled);
  const own = found.filter(({ from, to }) => bundled.slice(from, to) === KEPT);
  if (own.length !== 1) {
    throw new TypeError(
      `Cannot remove the imports of ${name} as "${KEPT}" must be there once: it is there ${own.length} times`,
    );
  }
  if (bundled.includes(DENIAL) && bundled.split(DECLARED).length !== 2) {
    throw new TypeError(
      `Cannot remove the imports of ${name} as it must have this once: ${DECLARED}`,
    );
  }
  return refuse(bundled, found.filter((one) => !own.includes(one)))
    .replace(DECLARED, DECLARED.replace("false", "true"));
}

/**
 * Makes every `import()` of a bundle fail.
 *
 * @param bundled The text of the bundle
 * @returns The text without them
 */
export async function removeAllImports(bundled: string): Promise<string> {
  return refuse(bundled, await findImports(bundled));
}

interface FoundImport {
  readonly from: number;
  readonly open: number;
  readonly to: number;
}

function refuse(bundled: string, found: readonly FoundImport[]): string {
  // From the end, so that earlier positions stay valid.
  return found.reduceRight(
    (text, { from, open }) =>
      `${text.slice(0, from)}${REFUSAL}${text.slice(open + 1)}`,
    bundled,
  );
}

/** Finds the dynamic imports in a module's code, outside of its strings, with their opening brackets. */
async function findImports(source: string): Promise<FoundImport[]> {
  await init;
  return parse(source)[0]
    .filter(({ d }) => d >= 0)
    .map(({ ss, d, se }) => ({ from: ss, open: d, to: se }));
}
