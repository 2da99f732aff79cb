/**
 * The URL of a file.
 *
 * @param path Its path, absolute or not
 * @param directory What it is relative to if it is
 * @returns A `file:` URL
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(toFileUrl("a b#.ts", "/home/ada").href, "file:///home/ada/a%20b%23.ts");
 * ```
 */
export function toFileUrl(path: string, directory: string): URL {
  const base = new URL("file:///");
  base.pathname = `${escape(directory)}/`;
  return new URL(escape(path).replace(/^\/\/+/, "/"), base);
}

/** What has a meaning in URLs but none in paths. */
function escape(path: string): string {
  const slashes = /^[A-Za-z]:[\\/]|^\\\\/.test(path)
    ? `/${path.replaceAll("\\", "/")}`
    : path;
  return slashes.replace(/[%?#\s\\]/g, encodeURIComponent)
    // A first segment with a colon would be taken for a scheme.
    .replace(/^(?=[^/]*:)/, "./");
}
