/**
 * Links the modules of a guest's worker into one URL.
 *
 * A worker's entry module and its static imports are loaded before the worker's (lacking) permissions count, so an
 * entry whose imports are again `blob:` or `data:` and `npm:` URLs starts without any permission, and no file of the
 * host has to be readable for it. `data:` URLs work in every kind of worker but cost Deno a quarter of a millisecond
 * per kilobyte; `blob:` URLs cost next to nothing, but node workers do not take them.
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

/**
 * Takes the comments out of a script, as far as they have lines to themselves: what they say is for readers and for the
 * type checker, a URL is the longer for them, and types that they import are not where the URL is.
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
    // Behind a comment that begins a line there may be code.
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

/** Where the next line begins. */
function endOfLine(source: string, at: number): number {
  const end = source.indexOf("\n", at);
  return end < 0 ? source.length : end + 1;
}

function substitute(
  { source, imports = {} }: WorkerModule,
  link: (module: WorkerModule) => string,
): string {
  return withoutComments(source).replace(
    /^(import\s(?:[^"';]*?\sfrom\s)?\s*)"([^"]+)"/gm,
    (whole, head: string, specifier: string) => {
      const target = imports[specifier];
      if (target === undefined) return whole;
      const url = typeof target === "string" ? target : link(target);
      return `${head}${JSON.stringify(url)}`;
    },
  );
}
