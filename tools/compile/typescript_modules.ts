/**
 * Imports a user's TypeScript into a binary: the base of a compiled program may support only JavaScript.
 *
 * @module
 */
import amaro from "amaro";
import { init, parse } from "es-module-lexer";

/** Modules that are files, and can be read. */
const SOURCE = /\.m?[jt]s$/;
const TYPESCRIPT = /\.m?ts$/;
/** The specifier of a file in an import. */
const FILE = /^["']((?:\.{0,2}\/|file:)[^"'\\]*)["']$/;

/** A user's module, and the files that it imports. */
interface UserModule {
  readonly url: string;
  /** Its text, in JavaScript. */
  readonly text: string;
  readonly imports: readonly FileImport[];
}

/** A place in a module's text that imports another file or reads the module's own URL. */
interface FileImport {
  readonly from: number;
  readonly to: number;
  /** The file; absent if the module reads its own URL. */
  readonly url?: string;
}

/**
 * Imports a module and the files that it imports, in JavaScript or TypeScript.
 *
 * @param url The module, as a `file:` URL
 * @returns Its exports
 * @throws {TypeError} If modules in TypeScript import each other in a cycle
 * @throws {SyntaxError} If a module is not valid TypeScript
 */
export async function importTypeScript(
  url: string,
): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await import(url);
  } catch (error) {
    // No module has run yet if one cannot be parsed.
    if (!(error instanceof SyntaxError)) throw error;
    await init;
    const modules = new Map<string, UserModule>();
    await readAll(url, modules);
    if (![...modules.keys()].some(isTypeScript)) throw error;
    return await import(link(url, modules, []));
  }
}

function isTypeScript(url: string): boolean {
  return TYPESCRIPT.test(new URL(url).pathname);
}

async function readAll(
  url: string,
  modules: Map<string, UserModule>,
): Promise<void> {
  if (modules.has(url)) return;
  const source = await Deno.readTextFile(new URL(url));
  const text = isTypeScript(url) ? toJavaScript(source, url) : source;
  const module = { url, text, imports: findImports(text, url) };
  modules.set(url, module);
  for (const { url: file } of module.imports) {
    if (file !== undefined && SOURCE.test(file)) await readAll(file, modules);
  }
}

/** Replaces types by blanks, so that lines and columns stay the same, unless the syntax needs generated code. */
function toJavaScript(source: string, url: string): string {
  try {
    return transform(source, "strip-only");
  } catch (error) {
    if (Object(error).code !== "UnsupportedSyntax") throw explain(error, url);
  }
  try {
    return transform(source, "transform");
  } catch (error) {
    throw explain(error, url);
  }
}

function transform(source: string, mode: "strip-only" | "transform"): string {
  return amaro.transformSync(source, { mode }).code;
}

function explain(error: unknown, url: string): SyntaxError {
  const { message, startLine, startColumn } = Object(error);
  const place = startLine === undefined
    ? ""
    : `:${startLine}:${startColumn + 1}`;
  return new SyntaxError(`${message ?? error} at ${url}${place}`);
}

function findImports(text: string, url: string): FileImport[] {
  return parse(text, url)[0].flatMap(({ s, e, d, ss, se }) => {
    if (d === -2) {
      // `import.meta`: only its URL depends on the module's place.
      const isUrl = text.startsWith(".url", se);
      return isUrl ? [{ from: ss, to: se + ".url".length }] : [];
    }
    // With quotes. The parser gets unescaped names by `eval`, which a binary does not have.
    const [from, to] = d >= 0 ? [s, e] : [s - 1, e + 1];
    const [, name] = FILE.exec(text.slice(from, to)) ?? [];
    return name === undefined
      ? []
      : [{ from, to, url: new URL(name, url).href }];
  });
}

/** Makes a URL of a module, in whose text other files are named by their URLs. */
function link(
  url: string,
  modules: ReadonlyMap<string, UserModule>,
  importers: readonly string[],
): string {
  const module = modules.get(url);
  if (module === undefined) return url;
  if (importers.includes(url)) {
    throw new TypeError(
      `Cannot import TypeScript in this binary as its modules import each other in a circle: ${
        [...importers, url].join(" -> ")
      }`,
    );
  }
  const text = module.imports.reduceRight((text, { from, to, url: file }) => {
    const target = file === undefined
      ? url
      : linkOnce(file, modules, [...importers, url]);
    return text.slice(0, from) + JSON.stringify(target) + text.slice(to);
  }, module.text);
  // A compiled program cannot import `blob:` URLs.
  const encoded = new TextEncoder().encode(text).toBase64();
  return `data:text/javascript;base64,${encoded}`;
}

const linked = new Map<string, string>();

function linkOnce(
  url: string,
  modules: ReadonlyMap<string, UserModule>,
  importers: readonly string[],
): string {
  const made = linked.get(url) ?? link(url, modules, importers);
  linked.set(url, made);
  return made;
}
