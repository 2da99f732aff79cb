/**
 * The code of the npm packages that engines consist of. Sources import it as `npm:`. The package on JSR contains this
 * code in files: an `npm:` import is resolved by the rules of the directory in which a program is started, and a Node
 * project, or one with a frozen lock file, does not have these packages. For JSR, `tools/publish/own_packages.ts` writes
 * the end of this module.
 *
 * @module
 */
import type { EngineName } from "../core/languages.ts";
import type { WorkerModule } from "./worker/link.ts";

/** Modules of packages, for a node worker. */
interface PackageModules {
  /** The modules by import specifier. Each takes its code from `workerData.packages`. */
  readonly modules: Readonly<Record<string, WorkerModule>>;
  /** The code by name: inside the modules' URLs it would take longer than all the rest of a start. */
  readonly texts: Readonly<Record<string, string>>;
}

/** The code of npm packages as part of this package. */
interface OwnPackages {
  /** Compiles an engine's code, since its workers cannot import it. */
  compile(engine: EngineName): Promise<WebAssembly.Module>;
  /** Loads the file that the builder of an engine's snapshot needs, if it has one. */
  builderFile(engine: EngineName): Promise<ArrayBuffer | undefined>;
  /**
   * Loads the packages that workers import.
   *
   * @param specifiers The import specifiers in the workers' sources; others are ignored
   * @returns The modules
   */
  load(specifiers: readonly string[]): Promise<PackageModules>;
}

/** The packages inside this program. */
export const ownPackages: OwnPackages | undefined = undefined;
