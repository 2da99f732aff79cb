/**
 * Links the modules of a guest's worker into one `data:` URL.
 *
 * A worker's entry module and its static imports are loaded before the worker's (lacking) permissions count, so a
 * `data:` URL whose imports are again `data:` and `npm:` URLs starts without any permission, and no file of the host
 * has to be readable for it.
 *
 * @module
 */
import channel from "./channel.js" with { type: "text" };
import originals from "./originals.js" with { type: "text" };
import realm from "./realm.js" with { type: "text" };

const ORIGINALS = toUrl(originals);
const SHARED: Readonly<Record<string, string>> = {
  "./originals.js": ORIGINALS,
  "../worker/originals.js": ORIGINALS,
  "../worker/channel.js": toUrl(
    substitute(channel, { "./originals.js": ORIGINALS }),
  ),
  "../worker/realm.js": toUrl(realm),
};

/**
 * Makes the URL of a worker's entry module.
 *
 * @param source The entry module, in JavaScript
 * @param imports What each of its import specifiers stands for, beside the modules that all workers share
 * @returns A `data:` URL
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * assert(linkWorker("import 'engine';", { engine: "npm:engine@1" }).includes(encodeURIComponent("npm:engine@1")));
 * ```
 */
export function linkWorker(
  source: string,
  imports: Readonly<Record<string, string>>,
): string {
  return toUrl(substitute(source, { ...SHARED, ...imports }));
}

function substitute(
  source: string,
  imports: Readonly<Record<string, string>>,
): string {
  return source.replace(
    /^(import\s(?:[^"';]*?\sfrom\s)?\s*)"([^"]+)"/gm,
    (whole, head: string, specifier: string) => {
      const target = imports[specifier];
      return target === undefined ? whole : `${head}${JSON.stringify(target)}`;
    },
  );
}

/** Makes a `data:` URL of a module's source. */
export function toUrl(source: string): string {
  return `data:application/javascript,${encodeURIComponent(source)}`;
}
