/**
 * A JSR registry on this machine: `deno publish` publishes to it, and Deno downloads packages from it.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import {
  jsrRegistry,
  type RegistryPackage,
} from "../../tools/offline/registry.ts";
import { publish } from "../../tools/publish/main.ts";
import { untar } from "./_untar.ts";

/** JSR's limit in bytes, for the archive and for all files. */
const MAX_PACKAGE_BYTES = 20 * 2 ** 20;

const UPLOAD = /^\/api\/scopes\/([^/]+)\/packages\/([^/]+)\/versions\/([^/]+)$/;

/** JSR accepts a path with any ending, up to this length, and without characters that URLs or Windows forbid. */
const PATH = /^(?=.{1,154}$)(?!.*\.(?:\/|$))[\w.-]{1,95}(?:\/[\w.-]{1,95})*$/;

/** A static import with an attribute, and the attribute's type. */
const ATTRIBUTE =
  /^(?:im|ex)port\b[^;"']*["'][^"']+["']\s*with\s*\{\s*type:\s*"(\w+)"/gm;

/** A registry on loopback. */
export class Registry implements AsyncDisposable {
  /** The published packages. */
  readonly packages: RegistryPackage[] = [];
  /** The requested paths. */
  requested: string[] = [];
  readonly #answer = jsrRegistry(this.packages);
  readonly #server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    (request) => this.#serve(request),
  );

  /** Its address, for `JSR_URL`. */
  get url(): string {
    return `http://127.0.0.1:${this.#server.addr.port}/`;
  }

  async #serve(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    this.requested.push(pathname);
    if (!pathname.startsWith("/api/")) return await this.#answer(request);
    const [, scope, name, version] = UPLOAD.exec(pathname) ?? [];
    // `deno publish` first checks whether the package exists.
    if (version === undefined) return Response.json({});
    if (request.method !== "POST" || request.body === null) {
      return apiError(404, "notFound");
    }
    const files = await untar(request.body);
    const fault = findFault(files);
    if (fault !== undefined) return apiError(400, fault);
    const config = new TextDecoder().decode(files.get("deno.json"));
    const { exports } = JSON.parse(config);
    this.packages.push({
      name: `@${scope}/${name}`,
      version: version,
      exports: typeof exports === "string" ? { ".": exports } : exports,
      files,
    });
    return Response.json({ id: crypto.randomUUID(), status: "success" });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }
}

/** A registry that has this package, published from the working tree. */
export async function publishedRegistry(): Promise<Registry> {
  const registry = new Registry();
  const status = await publish(
    ["--quiet", "--token", "secret"],
    { JSR_URL: registry.url },
  );
  assertEquals(status, 0);
  return registry;
}

function apiError(status: number, message: string): Response {
  return Response.json({ code: "refused", message }, { status });
}

/** Returns why JSR would refuse a package, by the rules that this one has met. */
function findFault(
  files: RegistryPackage["files"],
): string | undefined {
  let total = 0;
  for (const [path, bytes] of files) {
    total += bytes.length;
    if (!PATH.test(path)) return `${path} is not a valid path for JSR`;
    if (!/\.[cm]?[jt]s$/.test(path)) continue;
    const imports = new TextDecoder().decode(bytes).matchAll(ATTRIBUTE);
    const other = [...imports].find(([, type]) => type !== "json");
    if (other !== undefined) {
      return `${path} imports with { type: "${other[1]}" }`;
    }
  }
  return total > MAX_PACKAGE_BYTES ? `${total} bytes` : undefined;
}
