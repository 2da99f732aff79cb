/**
 * Links the modules of a guest's worker into one module with a URL.
 *
 * A worker's entry module and its static imports are loaded before the worker's (missing) permissions apply. An entry
 * whose imports are `blob:`, `data:` and `npm:` URLs therefore starts without any permission, and needs no readable
 * file of the host. `data:` URLs work in every kind of worker, but cost Deno a quarter of a millisecond per kilobyte,
 * and appear in full in errors. `blob:` URLs cost almost nothing, but node workers can only import them, not start from
 * them.
 *
 * @module
 */
import { boundBy, declare, LEFT, namesIn } from "./declarations.ts";

/** Makes a URL under which a module's source can be imported. */
export type ToUrl = (source: string) => string;

/** A module of a worker: its source, and the targets of its import specifiers. */
export interface WorkerModule {
  /** The source, in JavaScript. */
  readonly source: string;
  /** A module, or the URL of one, for each import specifier that is not a URL itself. */
  readonly imports?: Readonly<Record<string, WorkerModule | string>>;
}

/** Modules that are linked beside those of an entry. */
export interface LinkingOptions {
  /** Modules without imports of modules, for specifiers that a module's own `imports` do not have. They stay separate. */
  readonly packages?: Readonly<Record<string, WorkerModule>>;
  /** Replacements for modules. */
  readonly instead?: ReadonlyMap<WorkerModule, WorkerModule>;
}

/** Characters that a `data:` URL or an import specifier cannot contain; no others, since each level of imports escapes them again. */
// deno-lint-ignore no-control-regex -- URLs are parsed without line breaks and tabs
const ESCAPED = /[%#?"\x00-\x1f]|[^\x00-\x7e]/gu;

/** Makes `data:` URLs. */
export function toDataUrl(source: string): string {
  return `data:application/javascript,${
    source.replace(ESCAPED, encodeURIComponent)
  }`;
}

/** Makes `blob:` URLs, which live as long as the process. */
export function toBlobUrl(source: string): string {
  return URL.createObjectURL(
    new Blob([source], { type: "application/javascript" }),
  );
}

/**
 * Makes the URL of a worker's entry module.
 *
 * The module and all that it imports become one module, in the order in which they would be evaluated. So a name may be
 * declared at the top of one of them only, and what is imported keeps its name. Only an import from outside that others
 * precede divides them in two: the code before it may change what it finds.
 *
 * @param entry The entry module
 * @param toUrl Makes the URL of a source
 * @param options Additional modules and replacements
 * @returns Its URL
 * @throws {TypeError} If a module imports itself in a circle, has another form of import or export, imports what is not
 * exported, or declares a name that another one has declared
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * const entry = { source: 'import { a } from "engine";\n', imports: { engine: "npm:engine@1" } };
 * assertStringIncludes(decodeURIComponent(linkWorker(entry, toDataUrl)), 'import { a } from "npm:engine@1"');
 * ```
 */
export function linkWorker(
  entry: WorkerModule,
  toUrl: ToUrl,
  options: LinkingOptions = {},
): string {
  return new Linker(toUrl, options).link(entry);
}

/** Collects the modules of one entry in one module. */
class Linker {
  readonly #toUrl: ToUrl;
  readonly #packages: Readonly<Record<string, WorkerModule>>;
  readonly #instead: ReadonlyMap<WorkerModule, WorkerModule> | undefined;
  /** Imports from outside, after which the rest is evaluated. */
  #imports: string[] = [];
  readonly #known = new Set<string>();
  /** What the modules so far export. */
  readonly #shared = new Set<string>();
  readonly #declared = new Set<string>();
  readonly #linked = new Map<WorkerModule, ReadonlySet<string>>();
  #body = "";

  constructor(toUrl: ToUrl, { packages = {}, instead }: LinkingOptions) {
    this.#toUrl = toUrl;
    this.#packages = packages;
    this.#instead = instead;
  }

  /** Returns the URL of the one module. */
  link(entry: WorkerModule): string {
    const end = exportOf(this.#add(entry, []));
    return this.#toUrl(`${this.#imports.join("")}${this.#body}${end}`);
  }

  /** Adds a module after those that it imports; returns what it exports. */
  #add(
    module: WorkerModule,
    importers: readonly WorkerModule[],
  ): ReadonlySet<string> {
    const before = this.#linked.get(module);
    if (before !== undefined) return before;
    if (importers.includes(module)) {
      fail("modules must not import each other in a circle");
    }
    const exported = new Set<string>();
    const code = this.#withoutImports(module, [...importers, module])
      .replace(EXPORT_LIST, (_, list: string) => {
        for (const name of namesIn(list)) exported.add(name);
        return "";
      });
    const piece = declare(code, (name, isExported) => {
      this.#declareOnce(name);
      if (isExported) exported.add(name);
    });
    const [left] = LEFT.exec(piece) ?? [];
    if (left !== undefined) {
      fail("imports and exports must have another form", left);
    }
    this.#linked.set(module, exported);
    for (const name of exported) this.#shared.add(name);
    this.#body += piece;
    return exported;
  }

  /** Adds what a module imports; returns its source without imports and comments. */
  #withoutImports(
    module: WorkerModule,
    importers: readonly WorkerModule[],
  ): string {
    const { source, imports = {} } = this.#instead?.get(module) ?? module;
    return withoutComments(source).replace(
      STATEMENT,
      (_, clause: string, specifier: string) => {
        const target = imports[specifier];
        if (typeof target !== "object") {
          const outside = target ?? this.#packages[specifier] ?? specifier;
          this.#importFrom(clause, outside);
          return "";
        }
        const names = this.#add(target, importers);
        for (const name of boundBy(clause)) {
          if (names.has(name)) continue;
          fail(`${specifier} must export what is imported of it`, name);
        }
        return "";
      },
    );
  }

  /** Adds an import from outside. */
  #importFrom(clause: string, target: WorkerModule | string): void {
    const url = typeof target === "string"
      ? target
      : this.#toUrl(target.source);
    const statement = `import ${clause}${JSON.stringify(url)};\n`;
    if (this.#known.has(statement)) return;
    this.#known.add(statement);
    if (this.#body !== "") this.#divide();
    this.#imports.push(statement);
    for (const name of boundBy(clause)) {
      this.#declareOnce(name);
      this.#shared.add(name);
    }
  }

  /** Makes a module of its own of what comes before an import, as it is evaluated before it. */
  #divide(): void {
    const earlier = this.#toUrl(
      `${this.#imports.join("")}${this.#body}${exportOf(this.#shared)}`,
    );
    this.#imports = [
      `import { ${[...this.#shared].join(", ")} } from ${
        JSON.stringify(earlier)
      };\n`,
    ];
    this.#body = "";
  }

  #declareOnce(name: string): void {
    if (this.#declared.has(name)) fail("a name must be declared once", name);
    this.#declared.add(name);
  }
}

function exportOf(names: ReadonlySet<string>): string {
  return names.size === 0 ? "" : `export { ${[...names].join(", ")} };\n`;
}

function fail(rule: string, value?: string): never {
  throw new TypeError(
    `Cannot link a worker as ${rule}${
      value === undefined ? "" : `: current value is ${value}`
    }`,
  );
}

/**
 * Lists the imports of a worker's modules whose targets are outside these modules.
 *
 * @param entry The entry module
 * @returns The specifiers
 */
export function externalImports(entry: WorkerModule): string[] {
  const found = new Set<string>();
  walk(entry, (specifier, target) => {
    if (target === undefined) found.add(specifier);
  });
  return [...found];
}

/**
 * Lists the sources of a worker's modules.
 *
 * @param entry The entry module
 * @returns The sources of the entry, and of all modules that it imports, directly or through others
 */
export function sourcesOf(entry: WorkerModule): string[] {
  return [...walk(entry)].map(({ source }) => source);
}

/** Returns a module and all that it imports, and reports each import. */
function walk(
  entry: WorkerModule,
  onImport?: (specifier: string, target?: WorkerModule | string) => void,
): Set<WorkerModule> {
  const found = new Set<WorkerModule>();
  const look = (module: WorkerModule): void => {
    if (found.has(module)) return;
    found.add(module);
    for (const [, , specifier = ""] of module.source.matchAll(IMPORT)) {
      const target = module.imports?.[specifier];
      onImport?.(specifier, target);
      if (typeof target === "object") look(target);
    }
  };
  look(entry);
  return found;
}

const IMPORT = /^(import\s(?:[^"';]*?\sfrom\s)?\s*)"([^"]+)"/gm;
/** A whole import: what it binds with `from`, and its specifier. */
const STATEMENT = /^import\s+([^"';]*?\sfrom\s+|)"([^"]+)";\n/gm;
const EXPORT_LIST = /^export\s*\{([^}]*)\};\n/gm;

/**
 * Removes the comments of a script that have lines of their own. They are for readers and for the type checker; every
 * kilobyte of a `data:` URL takes its time, and the types that they import do not exist relative to the URL.
 *
 * @param source A script in which no string has a line that looks like a comment
 * @returns The script
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(withoutComments('// Why.\nconst url = "http://a"; // Because.\n'), 'const url = "http://a"; // Because.\n');
 * ```
 */
export function withoutComments(source: string): string {
  let kept = "";
  let from = 0;
  for (let at = 0; at < source.length;) {
    const start = skipSpaces(source, at);
    const end = source.startsWith("//", start)
      ? endOfLine(source, start)
      : source.startsWith("/**", start)
      ? endOfLine(source, source.indexOf("*/", start) + 2)
      : at;
    // A comment that begins a line may be followed by code.
    const isWhole = end > at &&
      (source[start + 1] === "/" || source.startsWith("*/\n", end - 3));
    if (isWhole) {
      kept += source.slice(from, at);
      from = at = end;
    } else at = endOfLine(source, at);
  }
  return kept + source.slice(from);
}

function skipSpaces(source: string, at: number): number {
  while (source[at] === " ") at++;
  return at;
}

/** Returns the index at which the next line begins. */
function endOfLine(source: string, at: number): number {
  const end = source.indexOf("\n", at);
  return end < 0 ? source.length : end + 1;
}
