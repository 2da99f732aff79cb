/**
 * Sandboxes with packages that a test makes.
 *
 * @module
 */
import { packFiles } from "../core/packed_files.ts";
import type { PackageSet } from "../core/packages.ts";
import { type PoolOptions, resolvePoolOptions } from "../core/pool_options.ts";
import { resolveSandboxOptions } from "../core/resolve_options.ts";
import type { Pool, Sandbox, SandboxOptions } from "../mod.ts";

/** Any name: what it stands for is given by the test. */
function packagesFor({ language = "python" }: SandboxOptions): string[] {
  return [language === "python" ? "anything" : "npm:anything"];
}

/** Packages in a file of their own. */
export class TestPackages implements AsyncDisposable {
  /** What guests are given. */
  readonly set: PackageSet;

  private constructor(set: PackageSet) {
    this.set = set;
  }

  /**
   * Packs files, as text or bytes by path.
   *
   * @param files The files
   * @param imports The modules that their snapshot imports, if there is compiled code
   */
  static async make(
    files: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>,
    imports?: readonly string[],
  ): Promise<TestPackages> {
    const packed = packFiles(
      Object.entries(files).map(([path, content]) => ({
        path,
        bytes: typeof content === "string"
          ? new TextEncoder().encode(content)
          : content,
      })),
    );
    const path = await Deno.makeTempFile({ prefix: "sandglass-packages-" });
    await Deno.writeFile(path, packed);
    const digest = await crypto.subtle.digest("SHA-256", packed);
    return new TestPackages({
      path,
      sha256: new Uint8Array(digest).toHex(),
      bytes: packed.byteLength,
      ...(imports && { imports }),
      packages: [],
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.set.path);
  }
}

/** The modules of a copy of the library that make sandboxes. */
export interface Modules {
  readonly create: typeof import("../sandbox/create.ts");
  readonly start: typeof import("../sandbox/start/mod.ts");
  readonly sandbox: typeof import("../sandbox/sandbox.ts");
  readonly pool: typeof import("../sandbox/pool/pool.ts");
}

/** Those of the library itself, or of a copy. */
export async function loadModules(
  // A cast in each line, as the paths are those of these modules.
  load: (path: string) => Promise<unknown> = (path) => import(`../${path}`),
): Promise<Modules> {
  return {
    create: await load("sandbox/create.ts") as Modules["create"],
    start: await load("sandbox/start/mod.ts") as Modules["start"],
    sandbox: await load("sandbox/sandbox.ts") as Modules["sandbox"],
    pool: await load("sandbox/pool/pool.ts") as Modules["pool"],
  };
}

const OWN = await loadModules();

/** Opens a sandbox with packages, as `createSandbox()` does. */
export async function createWith(
  set: PackageSet,
  options: SandboxOptions,
  { create, start, sandbox }: Modules = OWN,
): Promise<Sandbox> {
  const resolved = resolveSandboxOptions({
    ...options,
    packages: packagesFor(options),
  });
  const access = await create.openAccess(resolved);
  const open = async (): Promise<Sandbox> => {
    const prepare = (): Promise<PackageSet> => Promise.resolve(set);
    const plan = await start.planStart(resolved, false, prepare);
    const link = await start.startWorker(plan, resolved);
    await start.openGuest(link, plan, resolved);
    return new sandbox.Sandbox({
      ...access,
      link,
      isolation: plan.isolation,
      endsPrograms: plan.engine.endsPrograms,
      options: resolved,
      startMs: 1,
      oneShot: false,
      release: plan.workers.release,
    });
  };
  const opened = await open().catch(async (error) => {
    await access.services.close();
    throw error;
  });
  await create.putFilesIn(opened, resolved);
  return opened;
}

/** Creates a pool with packages, as `createPool()` does. */
export async function createPoolWith(
  set: PackageSet,
  options: PoolOptions,
): Promise<Pool> {
  const resolved = resolvePoolOptions({
    ...options,
    packages: packagesFor(options),
  }, 2);
  const prepare = (): Promise<PackageSet> => Promise.resolve(set);
  const plan = await OWN.start.planStart(resolved.sandbox, false, prepare);
  return new OWN.pool.Pool(plan, resolved);
}
