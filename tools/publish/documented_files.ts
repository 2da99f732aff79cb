/**
 * Finds the modules that the documentation of the package is made of.
 *
 * @module
 */

const EXPORT_FROM = /^export\s[^;]*?\sfrom\s+"(\.[^"]+)";/gm;

/**
 * Finds a module and all modules whose symbols it exports.
 *
 * @param path The module, relative to the root
 * @param root The root, as a URL that ends in `/`
 * @returns The paths, relative to the root
 */
export async function documentedFiles(
  path: string,
  root: URL,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const waiting = [path];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    const file = new URL(next, root);
    const text = await Deno.readTextFile(file);
    for (const [, specifier = ""] of text.matchAll(EXPORT_FROM)) {
      waiting.push(new URL(specifier, file).href.slice(root.href.length));
    }
  }
  return found;
}
