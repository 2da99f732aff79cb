/**
 * The command line with packages of npm: a registry on loopback for one scope, which the user's `.npmrc` names.
 *
 * @module
 */
import {
  makeNpmPackage,
  type NpmRegistry,
  serveNpm,
} from "../sandbox/packages/_npm_registry.ts";
import { type CliOptions, type CliOutcome, sandglass } from "./_cli.ts";
import { CliPackages } from "./_package_place.ts";

/** A registry, an index, and a temporary folder that is the user's home. */
export class CliNpm implements AsyncDisposable {
  readonly registry: NpmRegistry;
  /** The index of Python, and the folder. */
  readonly python: CliPackages;

  private constructor(python: CliPackages, registry: NpmRegistry) {
    this.python = python;
    this.registry = registry;
  }

  /**
   * Serves `@of/fruit` in two versions, of which each needs `@of/seeds`.
   *
   * @returns The packages
   */
  static async make(): Promise<CliNpm> {
    const fruit = (version: string): ReturnType<typeof makeNpmPackage> =>
      makeNpmPackage(`@of/fruit@${version}`, {
        "index.js":
          `export { count } from "@of/seeds";\nexport const version = "${version}";`,
        "more.js": "export const more = true;",
      }, { type: "module", dependencies: { "@of/seeds": "1" } });
    const packages = await Promise.all([
      fruit("1.0.0"),
      fruit("2.0.0"),
      makeNpmPackage("@of/seeds@1.0.0", { "index.js": "exports.count = 7;" }),
    ]);
    const python = await CliPackages.make();
    const registry = serveNpm(packages);
    await python.write(".npmrc", `@of:registry=${registry.url}\n`);
    return new CliNpm(python, registry);
  }

  /** The variables: the user's home is the folder. */
  get environment(): Readonly<Record<string, string>> {
    return {
      ...this.python.environment,
      HOME: this.python.base,
      DENO_DIR: Deno.env.get("DENO_DIR") ??
        `${
          Deno.env.get("XDG_CACHE_HOME") ?? `${Deno.env.get("HOME")}/.cache`
        }/deno`,
    };
  }

  /** The permissions and variables of a process. */
  options(
    options?: Parameters<CliPackages["options"]>[0],
  ): CliOptions & { readonly flags: readonly string[] } {
    const usual = this.python.options(options);
    return {
      ...usual,
      flags: [...usual.flags, "--allow-env=DENO_DIR"],
      env: this.environment,
    };
  }

  /** Runs a command line. */
  run(
    args: readonly string[],
    options?: Parameters<CliPackages["options"]>[0],
  ): Promise<CliOutcome> {
    return sandglass(args, this.options(options));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.registry[Symbol.asyncDispose]();
    await this.python[Symbol.asyncDispose]();
  }
}
