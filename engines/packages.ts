/**
 * Where the code of npm packages is that engines are made of. Sources import it as `npm:`. What is published to JSR has
 * it in files of its own: `npm:` would be resolved by the rules of the directory that a program is started in, which in
 * a project of Node's, or with a frozen lock file, has no such packages. There `tools/publish/own_packages.ts` writes
 * the end of this module.
 *
 * @module
 */
import type { EngineName } from "../core/languages.ts";
import type { WorkerModule } from "./worker/link.ts";

/** Modules of packages, for a node worker. */
export interface PackageModules {
  /** By the specifiers under which they are imported. Each has its code from `workerData.packages`. */
  readonly modules: Readonly<Record<string, WorkerModule>>;
  /** That code, by name: in the URLs of modules it would cost more than all the rest of a start. */
  readonly texts: Readonly<Record<string, string>>;
}

/** The code of npm packages as a part of this package. */
export interface OwnPackages {
  /** Compiles an engine's code, which its workers cannot import then. */
  compile(engine: EngineName): Promise<WebAssembly.Module>;
  /** Loads the file that the builder of an engine's snapshot needs, if it has one. */
  builderFile(engine: EngineName): Promise<ArrayBuffer | undefined>;
  /**
   * Loads what workers import.
   *
   * @param specifiers How sources of workers import it; those of no package do not matter
   * @returns The modules
   */
  load(specifiers: readonly string[]): Promise<PackageModules>;
}

/** The packages that this program has of its own. */
export const ownPackages: OwnPackages | undefined = undefined;
