import { createHash } from "node:crypto";
import { concatenate } from "../../../core/concatenate.ts";

/** A package of npm. */
export interface MadeNpmPackage {
  readonly name: string;
  readonly version: string;
  /** What its `package.json` has beside the name and the version. */
  readonly manifest: Readonly<Record<string, unknown>>;
  /** The archive. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Its digest, as registries write it. */
  readonly integrity: string;
}

/** A member of an archive. */
export interface TarMember {
  readonly path: string;
  readonly content?: string;
  /** Where a link leads. */
  readonly target?: string;
}

const SECTOR = 512;

/** Makes an archive as `npm pack` does. */
export async function makeTarball(
  members: readonly TarMember[],
): Promise<Uint8Array<ArrayBuffer>> {
  const parts = members.flatMap((member) => {
    const bytes = new TextEncoder().encode(member.content ?? "");
    const padding = new Uint8Array((SECTOR - bytes.length % SECTOR) % SECTOR);
    return [makeHeader(member, bytes.length), bytes, padding];
  });
  const tar = concatenate([...parts, new Uint8Array(2 * SECTOR)]);
  const packed = new Blob([tar]).stream()
    .pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

function makeHeader({ path, target }: TarMember, size: number): Uint8Array {
  const header = new Uint8Array(SECTOR);
  const put = (at: number, text: string): void =>
    header.set(new TextEncoder().encode(text), at);
  const octal = (value: number, width: number): string =>
    `${value.toString(8).padStart(width - 1, "0")}\0`;
  put(0, path);
  put(100, octal(0o644, 8));
  put(108, octal(0, 8));
  put(116, octal(0, 8));
  put(124, octal(size, 12));
  put(136, octal(0, 12));
  put(148, " ".repeat(8));
  put(156, target === undefined ? "0" : "2");
  if (target !== undefined) put(157, target);
  put(257, "ustar\x0000");
  put(148, octal(header.reduce((sum, byte) => sum + byte, 0), 7));
  return header;
}

/** The digest of an archive, as registries write it. */
export function integrityOf(bytes: Uint8Array): string {
  return `sha512-${createHash("sha512").update(bytes).digest("base64")}`;
}

/**
 * Makes a package.
 *
 * @param name Its name and version, as `zod@4.1.0`
 * @param files Its files by path; `package.json` is added
 * @param manifest What its `package.json` has beside the name and the version
 * @param more Other members of the archive, with whole paths
 */
export async function makeNpmPackage(
  id: string,
  files: Readonly<Record<string, string>>,
  manifest: Readonly<Record<string, unknown>> = {},
  more: readonly TarMember[] = [],
): Promise<MadeNpmPackage> {
  const at = id.lastIndexOf("@");
  const [name, version] = [id.slice(0, at), id.slice(at + 1)];
  const description = JSON.stringify({ name, version, ...manifest });
  const bytes = await makeTarball([
    { path: "package/package.json", content: description },
    ...Object.entries(files).map(([path, content]) => ({
      path: `package/${path}`,
      content,
    })),
    ...more,
  ]);
  const integrity = integrityOf(bytes);
  return { name, version, manifest, bytes, integrity };
}

/** How a registry behaves. */
export interface RegistryOptions {
  /** What it sends in place of an archive. */
  readonly bytes?: (one: MadeNpmPackage) => Uint8Array<ArrayBuffer>;
  /** The digest that it claims. */
  readonly integrity?: (one: MadeNpmPackage) => string;
  /** Whether it takes requests and never answers. */
  readonly isSilent?: boolean;
}

/** A registry of npm on loopback. */
export interface NpmRegistry extends AsyncDisposable {
  /** Its address. */
  readonly url: string;
  /** The paths that were requested. */
  readonly requests: readonly string[];
}

/**
 * Serves packages.
 *
 * @param packages The packages
 * @param options How the registry behaves
 * @returns The registry
 */
export function serveNpm(
  packages: readonly MadeNpmPackage[],
  {
    bytes = (one) => one.bytes,
    integrity = (one) => one.integrity,
    isSilent = false,
  }: RegistryOptions = {},
): NpmRegistry {
  const requests: string[] = [];
  const ending = Promise.withResolvers<Response>();
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    (request): Response | Promise<Response> => {
      const { pathname, origin } = new URL(request.url);
      const path = decodeURIComponent(pathname);
      requests.push(path);
      if (isSilent) return ending.promise;
      const archive = packages.find((one) => path === archivePath(one));
      if (archive !== undefined) return new Response(bytes(archive));
      const all = packages.filter(({ name }) => path === `/${name}`);
      const latest = all.at(-1);
      if (latest === undefined) return new Response("{}", { status: 404 });
      const versions = all.map((one) => [one.version, {
        name: one.name,
        version: one.version,
        ...one.manifest,
        dist: {
          integrity: integrity(one),
          tarball: `${origin}${archivePath(one)}`,
        },
      }]);
      return Response.json({
        name: latest.name,
        "dist-tags": { latest: latest.version },
        versions: Object.fromEntries(versions),
      });
    },
  );
  return {
    url: `http://127.0.0.1:${server.addr.port}/`,
    requests,
    async [Symbol.asyncDispose](): Promise<void> {
      ending.resolve(new Response("late"));
      await server.shutdown();
    },
  };
}

function archivePath({ name, version }: MadeNpmPackage): string {
  return `/${name}/-/${name.split("/").at(-1)}-${version}.tgz`;
}
