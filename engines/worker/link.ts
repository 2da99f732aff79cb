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
import { declare, LEFT, namesIn } from "./declarations.ts";
import channel from "./channel.js" with { type: "text" };
import compiled from "./compiled.js" with { type: "text" };
import handedWasm from "./handed_wasm.js" with { type: "text" };
import hostRequests from "./host_requests.js" with { type: "text" };
import intrinsics from "./intrinsics.js" with { type: "text" };
import mailboxReader from "./mailbox_reader.js" with { type: "text" };
import originals from "./originals.js" with { type: "text" };
import output from "./output.js" with { type: "text" };
import realm from "./realm.js" with { type: "text" };
import sharedValues from "./shared_values.js" with { type: "text" };

/** Makes a URL under which a module's source can be imported. */
export type ToUrl = (source: string) => string;

/** A module of a worker: its source, and the targets of its import specifiers. */
export interface WorkerModule {
  /** The source, in JavaScript. */
  readonly source: string;
  /** A module, or the URL of one, for each import specifier that is not a URL itself. */
  readonly imports?: Readonly<Record<string, WorkerModule | string>>;
}

/** The values that the host and the workers share. */
export const SHARED_VALUES: WorkerModule = { source: sharedValues };
const INTRINSICS: WorkerModule = { source: intrinsics };
const ORIGINALS: WorkerModule = { source: originals };
const REALM: WorkerModule = {
  source: realm,
  imports: {
    "./intrinsics.js": INTRINSICS,
    "./originals.js": ORIGINALS,
  },
};
const COMPILED: WorkerModule = { source: compiled };
/** Replaces an engine's `wasm.js` if the worker receives the compiled code. */
export const HANDED_WASM: WorkerModule = {
  source: handedWasm,
  imports: { "../worker/compiled.js": COMPILED },
};
const CHANNEL: WorkerModule = {
  source: channel,
  imports: {
    "./compiled.js": COMPILED,
    "./intrinsics.js": INTRINSICS,
    "./originals.js": ORIGINALS,
  },
};

const MAILBOX_READER: WorkerModule = {
  source: mailboxReader,
  imports: {
    "./intrinsics.js": INTRINSICS,
    "./shared_values.js": SHARED_VALUES,
  },
};
const HOST_REQUESTS: WorkerModule = {
  source: hostRequests,
  imports: {
    "./channel.js": CHANNEL,
    "./intrinsics.js": INTRINSICS,
    "./mailbox_reader.js": MAILBOX_READER,
    "./shared_values.js": SHARED_VALUES,
  },
};
const OUTPUT: WorkerModule = {
  source: output,
  imports: {
    "./channel.js": CHANNEL,
    "./intrinsics.js": INTRINSICS,
    "./originals.js": ORIGINALS,
    "./shared_values.js": SHARED_VALUES,
  },
};

/** Modules that are linked beside those of an entry. */
export interface LinkingOptions {
  /** Modules without imports of modules, for specifiers that a module's own `imports` do not have. They stay separate. */
  readonly packages?: Readonly<Record<string, WorkerModule>>;
  /** Replacements for modules. */
  readonly instead?: ReadonlyMap<WorkerModule, WorkerModule>;
}

/** The modules that all workers share, by the specifier under which an engine's worker imports them. */
export const SHARED_MODULES: Readonly<Record<string, WorkerModule>> = {
  "../worker/intrinsics.js": INTRINSICS,
  "../worker/originals.js": ORIGINALS,
  "../worker/channel.js": CHANNEL,
  "../worker/compiled.js": COMPILED,
  "../worker/host_requests.js": HOST_REQUESTS,
  "../worker/mailbox_reader.js": MAILBOX_READER,
  "../worker/output.js": OUTPUT,
  "../worker/realm.js": REALM,
  "../worker/shared_values.js": SHARED_VALUES,
};

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
  { packages = {}, instead }: LinkingOptions = {},
): string {
  /** Imports from outside, after which the rest is evaluated. */
  let imports: string[] = [];
  const known = new Set<string>();
  /** What the modules so far export. */
  const shared = new Set<string>();
  const declared = new Set<string>();
  const linked = new Map<WorkerModule, ReadonlySet<string>>();
  let body = "";
  const declareOnce = (name: string): void => {
    if (declared.has(name)) fail("a name must be declared once", name);
    declared.add(name);
  };
  const importFrom = (clause: string, target: WorkerModule | string): void => {
    const url = typeof target === "string" ? target : toUrl(target.source);
    const statement = `import ${clause}${JSON.stringify(url)};\n`;
    if (known.has(statement)) return;
    known.add(statement);
    // What comes before an import is evaluated before it, which takes a module of its own.
    if (body !== "") {
      const earlier = toUrl(`${imports.join("")}${body}${exportOf(shared)}`);
      imports = [
        `import { ${[...shared].join(", ")} } from ${
          JSON.stringify(earlier)
        };\n`,
      ];
      body = "";
    }
    imports.push(statement);
    for (const name of boundBy(clause)) {
      declareOnce(name);
      shared.add(name);
    }
  };
  const add = (
    module: WorkerModule,
    importers: readonly WorkerModule[],
  ): ReadonlySet<string> => {
    const before = linked.get(module);
    if (before !== undefined) return before;
    if (importers.includes(module)) {
      fail("modules must not import each other in a circle");
    }
    const { source, imports: targets = {} } = instead?.get(module) ?? module;
    const exported = new Set<string>();
    const code = withoutComments(source).replace(
      STATEMENT,
      (_, clause: string, specifier: string) => {
        const target = targets[specifier];
        if (typeof target !== "object") {
          importFrom(clause, target ?? packages[specifier] ?? specifier);
          return "";
        }
        const names = add(target, [...importers, module]);
        for (const name of boundBy(clause)) {
          if (names.has(name)) continue;
          fail(`${specifier} must export what is imported of it`, name);
        }
        return "";
      },
    ).replace(EXPORT_LIST, (_, list: string) => {
      for (const name of namesIn(list)) exported.add(name);
      return "";
    });
    const piece = declare(code, (name, isExported) => {
      declareOnce(name);
      if (isExported) exported.add(name);
    });
    const [left] = LEFT.exec(piece) ?? [];
    if (left !== undefined) {
      fail("imports and exports must have another form", left);
    }
    linked.set(module, exported);
    for (const name of exported) shared.add(name);
    body += piece;
    return exported;
  };
  const end = exportOf(add(entry, []));
  return toUrl(`${imports.join("")}${body}${end}`);
}

function exportOf(names: ReadonlySet<string>): string {
  return names.size === 0 ? "" : `export { ${[...names].join(", ")} };\n`;
}

/** The names that an import binds. */
function boundBy(clause: string): string[] {
  return namesIn(clause.replace(/\sfrom\s*$/, "").replace(/^source\s/, ""))
    .map((name) => name.replace(/^.*\sas\s+/, ""));
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
  const seen = new Set<WorkerModule>();
  const look = (module: WorkerModule): void => {
    if (seen.has(module)) return;
    seen.add(module);
    for (const [, , specifier = ""] of module.source.matchAll(IMPORT)) {
      const target = module.imports?.[specifier];
      if (target === undefined) found.add(specifier);
      else if (typeof target !== "string") look(target);
    }
  };
  look(entry);
  return [...found];
}

/**
 * Lists the sources of a worker's modules.
 *
 * @param entry The entry module
 * @returns The sources of the entry, and of all modules that it imports, directly or through others
 */
export function sourcesOf(entry: WorkerModule): string[] {
  const found = new Set<WorkerModule>();
  const look = (module: WorkerModule): void => {
    if (found.has(module)) return;
    found.add(module);
    for (const [, , specifier = ""] of module.source.matchAll(IMPORT)) {
      const target = module.imports?.[specifier];
      if (typeof target === "object") look(target);
    }
  };
  look(entry);
  return [...found].map(({ source }) => source);
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
