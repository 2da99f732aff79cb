/**
 * What a file of a session is called as a resource: `sandglass://SESSION/PATH`.
 *
 * @module
 */

/** The template of all of them. */
export const RESOURCE_TEMPLATE = "sandglass://{session}/{+path}";

/**
 * The URI of a file.
 *
 * @param session The session's name
 * @param path The file's path below `/work`
 * @returns The URI
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const uri = toResourceUri("default", "out/a b.txt");
 * assertEquals(uri, "sandglass://default/out/a%20b.txt");
 * assertEquals(parseResourceUri(uri), { session: "default", path: "out/a b.txt" });
 * ```
 */
export function toResourceUri(session: string, path: string): string {
  const names = path.toWellFormed().split("/").map(encodeURIComponent);
  return `sandglass://${session}/${names.join("/")}`;
}

/**
 * Reads the URI of a file.
 *
 * @param uri What a client sent
 * @returns The session and the path, or `undefined` if it is no such URI
 */
export function parseResourceUri(
  uri: string,
): { readonly session: string; readonly path: string } | undefined {
  const [, session, path] = /^sandglass:\/\/([\w.-]{1,64})\/(.+)$/s.exec(uri) ??
    [];
  if (session === undefined || path === undefined) return undefined;
  try {
    return { session, path: decodeURIComponent(path) };
  } catch {
    return undefined;
  }
}
