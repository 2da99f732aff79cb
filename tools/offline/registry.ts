import { STAND_INS } from "./stand_ins.ts";

const VERSION = "1.0.0";

/**
 * A registry as JSR's, with the stand-ins as the one version of each package.
 *
 * @param files The stand-ins' texts by their names
 * @returns What answers a request
 */
export function standInRegistry(
  files: ReadonlyMap<string, string>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const path = decodeURIComponent(new URL(request.url).pathname);
    const [, name = "", rest = ""] = /^\/(@std\/[^/]+)\/(.+)$/.exec(path) ?? [];
    const exports = exportsOf(name);
    if (rest === "meta.json" && Object.keys(exports).length > 0) {
      return Response.json({ versions: { [VERSION]: {} }, latest: VERSION });
    }
    if (rest === `${VERSION}_meta.json`) {
      return Response.json({ exports, manifest: await manifestOf(files) });
    }
    const text = files.get(rest.replace(`${VERSION}/`, ""));
    if (text === undefined) return new Response(null, { status: 404 });
    return new Response(text, {
      headers: { "content-type": "application/typescript" },
    });
  };
}

/** `{ ".": "./assert.ts" }` for `@std/assert`. */
function exportsOf(name: string): Record<string, string> {
  const entries = Object.entries(STAND_INS)
    .filter(([specifier]) => `${specifier}/`.startsWith(`${name}/`))
    .map(([specifier, file]) => [
      `.${specifier.slice(name.length)}`,
      `./${file}`,
    ]);
  return name === "" ? {} : Object.fromEntries(entries);
}

async function manifestOf(
  files: ReadonlyMap<string, string>,
): Promise<Record<string, { size: number; checksum: string }>> {
  const entries = [...files].map(async ([name, text]) => {
    const bytes = new TextEncoder().encode(text);
    const digest = await crypto.subtle.digest("SHA-256", bytes);
    const checksum = `sha256-${new Uint8Array(digest).toHex()}`;
    return [`/${name}`, { size: bytes.length, checksum }] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
