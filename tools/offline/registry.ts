/**
 * A registry in JSR's format: `meta.json` of a package, `VERSION_meta.json` with the checksum of each file, the files.
 *
 * @module
 */

/** A package with one version. */
export interface RegistryPackage {
  /** Its name, such as `@std/assert`. */
  readonly name: string;
  /** Its version. */
  readonly version: string;
  /** Its entry points: `{ ".": "./mod.ts" }`. */
  readonly exports: Readonly<Record<string, string>>;
  /** Its files by path, such as `mod.ts`. */
  readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

const TYPES: Readonly<Record<string, string>> = {
  ts: "application/typescript",
  js: "application/javascript",
  json: "application/json",
};

/**
 * Responds as JSR does for the given packages only.
 *
 * @param packages The packages
 * @returns A request handler
 */
export function jsrRegistry(
  packages: readonly RegistryPackage[],
): (request: Request) => Promise<Response> {
  return async (request) => {
    const path = decodeURIComponent(new URL(request.url).pathname);
    const [, name, rest = ""] = /^\/(@[^/]+\/[^/]+)\/(.+)$/.exec(path) ?? [];
    const found = packages.find((one) => one.name === name);
    return await answer(found, rest) ?? new Response(null, { status: 404 });
  };
}

async function answer(
  found: RegistryPackage | undefined,
  path: string,
): Promise<Response | undefined> {
  if (found === undefined) return undefined;
  const { version, exports, files } = found;
  if (path === "meta.json") {
    return Response.json({ versions: { [version]: {} }, latest: version });
  }
  if (path === `${version}_meta.json`) {
    return Response.json({ exports, manifest: await manifestOf(files) });
  }
  if (!path.startsWith(`${version}/`)) return undefined;
  const file = path.slice(version.length + 1);
  const bytes = files.get(file);
  if (bytes === undefined) return undefined;
  const type = TYPES[file.split(".").at(-1) ?? ""] ?? "text/plain";
  return new Response(bytes, { headers: { "content-type": type } });
}

async function manifestOf(
  files: RegistryPackage["files"],
): Promise<Record<string, { size: number; checksum: string }>> {
  const entries = [...files].map(async ([name, bytes]) => {
    const digest = await crypto.subtle.digest("SHA-256", bytes);
    const checksum = `sha256-${new Uint8Array(digest).toHex()}`;
    return [`/${name}`, { size: bytes.length, checksum }] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
