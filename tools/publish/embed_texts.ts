/**
 * JSR builds a module graph of the package, and accepts no text imports (`with { type: "text" }`), although Deno and the
 * dry run of `deno publish` do. So each such text becomes a module in the published package.
 *
 * @module
 */

/** The result of {@linkcode embedTexts}. */
interface Embedded {
  /** The module, importing modules in place of texts. */
  readonly source: string;
  /** The texts that it imported, as specifiers relative to it. */
  readonly texts: readonly string[];
}

const TEXT_IMPORT =
  /^(import\s+\w+\s+from\s+")(\.{1,2}\/[^"]+)"\s+with\s+\{\s*type:\s*"text",?\s*\};/gm;

/**
 * Replaces text imports of a module by module imports.
 *
 * @param source The module
 * @returns The module with `./x.py.ts` for each text `./x.py`
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(embedTexts('import x from "./x.py" with { type: "text" };'), {
 *   source: 'import x from "./x.py.ts";',
 *   texts: ["./x.py"],
 * });
 * ```
 */
export function embedTexts(source: string): Embedded {
  const texts: string[] = [];
  const replaced = source.replace(
    TEXT_IMPORT,
    (_, head: string, specifier: string) => {
      texts.push(specifier);
      return `${head}${specifier}.ts";`;
    },
  );
  return { source: replaced, texts };
}

/**
 * Writes a text as a module.
 *
 * @param text The text
 * @returns A module with the text as its default export
 */
export function toTextModule(text: string): string {
  return `const text: string = ${
    JSON.stringify(text)
  };\nexport default text;\n`;
}
