/**
 * Links the modules of a guest's worker into one URL.
 *
 * A worker's entry module and its static imports are loaded before the worker's (lacking) permissions count, so an
 * entry whose imports are again `blob:` or `data:` and `npm:` URLs starts without any permission, and no file of the
 * host has to be readable for it. `blob:` URLs cost next to nothing. Node workers do not start from one, but from a short
 * `data:` URL that imports it: a `data:` URL costs Deno a quarter of a millisecond per kilobyte, and its text is kept for
 * ever.
 *
 * @module
 */
import channel from "./channel.js" with { type: "text" };
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

const ORIGINALS: WorkerModule = { source: originals };
const REALM: WorkerModule = {
  source: realm,
  imports: { "./originals.js": ORIGINALS },
};
const CHANNEL: WorkerModule = {
  source: channel,
  imports: { "./originals.js": ORIGINALS },
};

/** The modules that all workers share, by the specifier under which an engine's worker imports them. */
export const SHARED_MODULES: Readonly<Record<string, WorkerModule>> = {
  "../worker/originals.js": ORIGINALS,
  "../worker/channel.js": CHANNEL,
  "../worker/realm.js": REALM,
};

/** Makes `data:` URLs. */
export function toDataUrl(source: string): string {
  return `data:application/javascript,${encodeURIComponent(source)}`;
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
 * @returns Its URL; the same module gets the same URL wherever it is imported
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * const entry = { source: 'import "engine";', imports: { engine: "npm:engine@1" } };
 * assertStringIncludes(decodeURIComponent(linkWorker(entry, toDataUrl)), 'import "npm:engine@1"');
 * ```
 */
export function linkWorker(entry: WorkerModule, toUrl: ToUrl): string {
  const urls = new Map<WorkerModule, string>();
  const link = (module: WorkerModule): string => {
    const known = urls.get(module);
    if (known !== undefined) return known;
    const url = toUrl(substitute(module, link));
    urls.set(module, url);
    return url;
  };
  return link(entry);
}

function substitute(
  { source, imports = {} }: WorkerModule,
  link: (module: WorkerModule) => string,
): string {
  return source.replace(
    /^(import\s(?:[^"';]*?\sfrom\s)?\s*)"([^"]+)"/gm,
    (whole, head: string, specifier: string) => {
      const target = imports[specifier];
      if (target === undefined) return whole;
      const url = typeof target === "string" ? target : link(target);
      return `${head}${JSON.stringify(url)}`;
    },
  );
}
