/**
 * The URI of a file of a session: `sandglass://SESSION/PATH`.
 *
 * @module
 */

/** The template of these URIs. */
export const RESOURCE_TEMPLATE = "sandglass://{session}/{+path}";

/**
 * Returns the URI of a file.
 *
 * @param session The name of the session
 * @param path The path of the file below `/work`
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
 * Parses the URI of a file.
 *
 * @param uri The URI of a client
 * @returns The session and the path, or `undefined` if the URI is invalid
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
