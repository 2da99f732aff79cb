/**
 * Deno fetches at once whatever a module may import by a name that it can read, with all npm packages beneath. Who
 * imports the library would so have the command line too, and who runs a guest the server with its packages. What is
 * published names them so that Deno reads the name only when it comes to it.
 *
 * @module
 */

/** What is fetched when it is needed: the command line, and servers. An import of a type alone is none. */
const LATE =
  /\b(?<how>await|void)\s+import\(\s*"(?<up>(?:\.{1,2}\/)+)(?<name>cli\.ts|servers\/[^"]+)",?\s*\)/g;

/**
 * Hides what a module imports late from those that look at it beforehand.
 *
 * @param source The module
 * @returns The same, importing the same
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const hidden = 'await (import(`../${"servers/a.ts"}`) as Promise<typeof import("../servers/a.ts")>)';
 * assertEquals(hideLateImports('await import("../servers/a.ts")'), hidden);
 * ```
 */
export function hideLateImports(source: string): string {
  return source.replace(
    LATE,
    (_, how: string, up: string, name: string) => {
      const hidden = `import(\`${up}\${"${name}"}\`)`;
      // Who checks the library's types would fetch the command line for its own.
      if (name === "cli.ts") return `${how} ${hidden}`;
      return `${how} (${hidden} as Promise<typeof import("${up}${name}")>)`;
    },
  );
}
