/**
 * The paths of linted files, and the names in them, for the rules.
 *
 * @module
 */

const ROOT = new URL("../../", import.meta.url);

/** The file's path, relative to the repository. */
export function pathOf(context: Deno.lint.RuleContext): string {
  const { filename } = context;
  const root = decodeURIComponent(ROOT.pathname);
  const path = filename.replaceAll("\\", "/").replace(/^(?=[A-Za-z]:\/)/, "/");
  return path.startsWith(root) ? path.slice(root.length) : path;
}

export function resolve(file: string, specifier: string): string {
  const { pathname } = new URL(specifier, `file:///${file}`);
  return decodeURIComponent(pathname).slice(1);
}

/** Whether a pattern is the path, or one of its folders. */
export function matches(path: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const source = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&")
      .replace(/\*+/g, (stars) => stars === "*" ? "[^/]*" : ".*")
      .replace(/\/$/, "/.*");
    return new RegExp(`^${source}$`).test(path);
  });
}

/** Returns the name of an identifier, or the text of a literal. */
export function nameOf(node: Deno.lint.Node): string {
  if (node.type === "Identifier") return node.name;
  return node.type === "Literal" ? String(node.value) : "";
}
