/**
 * Links the modules of a guest's worker into one URL.
 *
 * A worker's entry module and its static imports are loaded before the worker's (lacking) permissions count, so an
 * entry whose imports are again `blob:` or `data:` and `npm:` URLs starts without any permission, and no file of the
 * host has to be readable for it. `data:` URLs work in every kind of worker but cost Deno a quarter of a millisecond
 * per kilobyte, and stand as a whole in errors; `blob:` URLs cost next to nothing, but node workers do not start from
 * them, only import them.
 *
 * @module
 */
import channel from "./channel.js" with { type: "text" };
import compiled from "./compiled.js" with { type: "text" };
import handedWasm from "./handed_wasm.js" with { type: "text" };
import intrinsics from "./intrinsics.js" with { type: "text" };
import originals from "./originals.js" with { type: "text" };
import realm from "./realm.js" with { type: "text" };

/** Makes a URL under which a module's source can be imported. */
export type ToUrl = (source: string) => string;

/** A module of a worker: its source, and what its import specifiers stand for. */
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
/** What an engine's `wasm.js` is where the worker is handed what is compiled. */
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

/** Comments that have lines of their own. They are left out: every kilobyte of a `data:` URL takes its time. */
const COMMENTS = /^[ \t]*(?:\/\/.*|\/\*\*[^]*?\*\/)\n/gm;

/** What is linked beside the modules of an entry. */
export interface LinkingOptions {
  /** Modules for specifiers that a module's own `imports` do not have. */
  readonly packages?: Readonly<Record<string, WorkerModule>>;
  /** Modules that take another's place. */
  readonly instead?: ReadonlyMap<WorkerModule, WorkerModule>;
}

/** The modules that all workers share, by the specifier under which an engine's worker imports them. */
export const SHARED_MODULES: Readonly<Record<string, WorkerModule>> = {
  "../worker/intrinsics.js": INTRINSICS,
  "../worker/originals.js": ORIGINALS,
  "../worker/channel.js": CHANNEL,
  "../worker/compiled.js": COMPILED,
  "../worker/realm.js": REALM,
};

/** What a `data:` URL cannot hold, or an import's specifier; no more, as each level of imports escapes it again. */
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
 * @param toUrl How URLs are made
 * @param options What is linked in addition, or in another's place
 * @returns Its URL; the same module gets the same URL wherever it is imported
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
 * Lists what the modules of a worker import that is not among them.
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

const IMPORT = /^(import\s(?:[^"';]*?\sfrom\s)?\s*)"([^"]+)"/gm;

function substitute(
  { source, imports = {} }: WorkerModule,
  { packages, link }: {
    readonly packages: Readonly<Record<string, WorkerModule>>;
    readonly link: (module: WorkerModule) => string;
  },
): string {
  const bare = source.replace(COMMENTS, "");
  return bare.replace(IMPORT, (whole, head: string, specifier: string) => {
    const target = imports[specifier] ?? packages[specifier];
    if (target === undefined) return whole;
    const url = typeof target === "string" ? target : link(target);
    return `${head}${JSON.stringify(url)}`;
  });
}
