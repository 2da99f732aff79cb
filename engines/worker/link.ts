/**
 * Links the modules of a guest's worker into one URL.
 *
 * A worker's entry module and its static imports are loaded before the worker's (missing) permissions apply. An entry
 * whose imports are `blob:`, `data:` and `npm:` URLs therefore starts without any permission, and needs no readable
 * file of the host. `data:` URLs work in every kind of worker, but cost Deno a quarter of a millisecond per kilobyte,
 * and appear in full in errors. `blob:` URLs cost almost nothing, but node workers can only import them, not start from
 * them.
 *
 * @module
 */
import channel from "./channel.js" with { type: "text" };
import compiled from "./compiled.js" with { type: "text" };
import handedWasm from "./handed_wasm.js" with { type: "text" };
import hostRequests from "./host_requests.js" with { type: "text" };
import intrinsics from "./intrinsics.js" with { type: "text" };
import mailboxReader from "./mailbox_reader.js" with { type: "text" };
import originals from "./originals.js" with { type: "text" };
import output from "./output.js" with { type: "text" };
import realm from "./realm.js" with { type: "text" };

/** Makes a URL under which a module's source can be imported. */
export type ToUrl = (source: string) => string;

/** A module of a worker: its source, and the targets of its import specifiers. */
export interface WorkerModule {
  /** The source, in JavaScript. */
  readonly source: string;
  /** A module, or the URL of one, for each import specifier that is not a URL itself. */
  readonly imports?: Readonly<Record<string, WorkerModule | string>>;
}

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
  imports: { "./intrinsics.js": INTRINSICS },
};
const HOST_REQUESTS: WorkerModule = {
  source: hostRequests,
  imports: {
    "./channel.js": CHANNEL,
    "./intrinsics.js": INTRINSICS,
    "./mailbox_reader.js": MAILBOX_READER,
  },
};
const OUTPUT: WorkerModule = {
  source: output,
  imports: {
    "./channel.js": CHANNEL,
    "./intrinsics.js": INTRINSICS,
    "./originals.js": ORIGINALS,
  },
};

/** Modules that are linked beside those of an entry. */
export interface LinkingOptions {
  /** Modules for specifiers that a module's own `imports` do not have. */
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
 * @param entry The entry module
 * @param options Additional modules and replacements
 * @param options What is linked in addition, or in another's place
 * @returns Its URL; a module has the same URL in every import
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * const entry = { source: 'import "engine";', imports: { engine: "npm:engine@1" } };
 * assertStringIncludes(decodeURIComponent(linkWorker(entry, toDataUrl)), 'import "npm:engine@1"');
 * ```
 */
export function linkWorker(
  entry: WorkerModule,
  toUrl: ToUrl,
  { packages = {}, instead }: LinkingOptions = {},
): string {
  const urls = new Map<WorkerModule, string>();
  const link = (module: WorkerModule): string => {
    const known = urls.get(module);
    if (known !== undefined) return known;
    const linked = instead?.get(module) ?? module;
    const url = toUrl(substitute(linked, { packages, link }));
    urls.set(module, url);
    return url;
  };
  return link(entry);
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

function substitute(
  { source, imports = {} }: WorkerModule,
  { packages, link }: {
    readonly packages: Readonly<Record<string, WorkerModule>>;
    readonly link: (module: WorkerModule) => string;
  },
): string {
  const bare = withoutComments(source);
  return bare.replace(IMPORT, (whole, head: string, specifier: string) => {
    const target = imports[specifier] ?? packages[specifier];
    if (target === undefined) return whole;
    const url = typeof target === "string" ? target : link(target);
    return `${head}${JSON.stringify(url)}`;
  });
}
