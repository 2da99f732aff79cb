/**
 * Lists files.
 *
 * @module
 */

/**
 * Lists the files of a directory.
 *
 * @param path A file, or a directory that ends in `/`; `""` is the root itself
 * @param root The base of the paths, as a URL that ends in `/`
 * @returns Their paths
 */
export async function* filesBelow(
  path: string,
  root: URL,
): AsyncGenerator<string> {
  if (path !== "" && !path.endsWith("/")) return yield path;
  for await (const { name, isDirectory } of Deno.readDir(new URL(path, root))) {
    yield* filesBelow(`${path}${name}${isDirectory ? "/" : ""}`, root);
  }
}
