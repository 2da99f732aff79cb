/**
 * Returns the URL of a file.
 *
 * @param path The absolute or relative path of the file
 * @param directory The base of a relative path
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

/** Escapes the characters that are special in a URL but not in a path. */
function escape(path: string): string {
  const slashes = /^[A-Za-z]:[\\/]|^\\\\/.test(path)
    ? `/${path.replaceAll("\\", "/")}`
    : path;
  return slashes.replace(/[%?#\s\\]/g, encodeURIComponent)
    // A colon in the first segment would end a URL scheme.
    .replace(/^(?=[^/]*:)/, "./");
}
