/**
 * The MIME types of files, by their extensions.
 *
 * @module
 */

const TYPES: Readonly<Record<string, string>> = {
  csv: "text/csv",
  gif: "image/gif",
  htm: "text/html",
  html: "text/html",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  js: "text/javascript",
  json: "application/json",
  md: "text/markdown",
  pdf: "application/pdf",
  png: "image/png",
  py: "text/x-python",
  svg: "image/svg+xml",
  tsv: "text/tab-separated-values",
  txt: "text/plain",
  webp: "image/webp",
  xml: "application/xml",
  zip: "application/zip",
};

/** The types of pictures that models accept. */
export const PICTURES: readonly string[] = [
  "image/png",
  "image/jpeg",
  "image/gif",
  "image/webp",
];

/**
 * Returns the MIME type of a file.
 *
 * @param path The path of the file
 * @returns The type, or `undefined` if the extension is unknown
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(mimeOf("out/Plot.PNG"), "image/png");
 * ```
 */
export function mimeOf(path: string): string | undefined {
  const ending = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
  return Object.hasOwn(TYPES, ending) ? TYPES[ending] : undefined;
}
