import type { PackageOptions } from "../../../core/packages.ts";
import type { PackageLock, PackageSet } from "../../../core/packages.ts";
import { parseRequirement } from "../../../core/requirements.ts";
import { prepare, resolveLock } from "../../../sandbox/packages/prepare.ts";
import {
  TOOL_SETTINGS,
  type ToolSettings,
} from "../../../sandbox/packages/tool_settings.ts";
import type { NpmRegistry } from "./_npm_registry.ts";

/** A temporary folder with a cache of packages. */
export class NpmPlace implements Disposable {
  readonly base: string = Deno.makeTempDirSync({ prefix: "npm_" });
  readonly directory: string = `${this.base}/cache/packages`;
  readonly progress: string[] = [];

  /** Prepares packages from a registry; without one, nothing can be fetched. */
  prepare(
    names: readonly string[],
    registry: Pick<NpmRegistry, "url"> | undefined,
    more?: Partial<PackageOptions>,
  ): Promise<PackageSet | undefined> {
    return prepare(this.#options(names, more), this.#settings(registry));
  }

  /** Locks packages. */
  lock(
    names: readonly string[],
    registry: Pick<NpmRegistry, "url">,
    more?: Partial<PackageOptions>,
  ): Promise<PackageLock> {
    return resolveLock(this.#options(names, more), this.#settings(registry));
  }

  /** All files in the folder, without those that Deno writes for itself. */
  names(folder = this.base): readonly string[] {
    return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) =>
      isDirectory
        ? this.names(`${folder}/${name}`)
        : [`${folder}/${name}`.slice(this.base.length + 1)]
    ).sort();
  }

  #options(
    names: readonly string[],
    more: Partial<PackageOptions> = {},
  ): PackageOptions {
    return {
      engine: "quickjs",
      requirements: names.map(parseRequirement),
      directory: this.directory,
      onProgress: (message) => this.progress.push(message),
      ...more,
    };
  }

  #settings(registry: Pick<NpmRegistry, "url"> | undefined): ToolSettings {
    return {
      ...TOOL_SETTINGS,
      environment: {
        // No settings of the user's.
        HOME: this.base,
        NPM_CONFIG_REGISTRY: registry?.url ?? "http://127.0.0.1:1/",
      },
    };
  }

  [Symbol.dispose](): void {
    Deno.removeSync(this.base, { recursive: true });
  }
}
