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
 * Writes a text as a module, in the shorter of two forms: JSR's limit has no room for many escapes.
 *
 * @param text The text
 * @returns A module with the text as its default export
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(
 *   toTextModule('a "word"'),
 *   'const text: string = String.raw`a "word"`;\nexport default text;\n',
 * );
 * assertEquals(
 *   toTextModule("a `word`"),
 *   'const text: string = "a `word`";\nexport default text;\n',
 * );
 * ```
 */
export function toTextModule(text: string): string {
  const literal = UNFIT_FOR_RAW.test(text) || !text.isWellFormed()
    ? JSON.stringify(text)
    : `String.raw\`${text}\``;
  return `const text: string = ${literal};\nexport default text;\n`;
}

/** What a raw template would end at, would replace, or would read as another character. */
const UNFIT_FOR_RAW = /[`\r]|\$\{|\\$/;

/**
 * Writes a text as a module that contains it compressed. For long texts that are loaded late, as to unpack one takes some
 * milliseconds.
 *
 * @param text The text, without lone surrogates
 * @returns The source of a module that exports the text
 */
export async function toPackedTextModule(text: string): Promise<string> {
  const packed = new Response(text).body
    ?.pipeThrough(new CompressionStream("gzip"));
  const base64 = new Uint8Array(await new Response(packed).arrayBuffer())
    .toBase64();
  return `const packed = Uint8Array.from(atob("${base64}"), (byte) => byte.charCodeAt(0));
const stream = new Response(packed).body!.pipeThrough(new DecompressionStream("gzip"));
const bytes = await new Response(stream).arrayBuffer();
const text: string = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
export default text;
`;
}

/**
 * Writes JSON without the characters that a raw template cannot hold. Its value is the same.
 *
 * @param json The JSON
 * @returns JSON with escapes in their place
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const json = JSON.stringify("`${x}`");
 * assertEquals(JSON.parse(toRawJson(json)), "`${x}`");
 * assertEquals(toRawJson(json).includes("`"), false);
 * ```
 */
export function toRawJson(json: string): string {
  return json.replaceAll("`", "\\u0060").replaceAll("${", "\\u0024{");
}

/**
 * Takes the padding out of the tables of a Markdown document.
 *
 * @param document The document
 * @returns What renders the same
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(
 *   withoutPadding("| a   | b |\n| ----- | --- |\n| x  y |   |\n"),
 *   "| a | b |\n| --- | --- |\n| x  y | |\n",
 * );
 * ```
 */
export function withoutPadding(document: string): string {
  return document.replace(
    /^\|.*\|$/gm,
    (row) => row.replace(/ +\|/g, " |").replace(/-{4,}/g, "---"),
  );
}
