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

/** The code of npm packages as a part of this package. */
export interface OwnPackages {
  /** Compiles an engine's code, which its workers cannot import then. */
  compile(engine: EngineName): Promise<WebAssembly.Module>;
  /** Loads the file that the builder of an engine's image needs, if it has one. */
  builderFile(engine: EngineName): Promise<ArrayBuffer | undefined>;
  /**
   * Loads the modules that workers import, as texts.
   *
   * @param specifiers How sources of workers import them
   * @returns The modules by specifier, without those that are not of a package
   */
  load(
    specifiers: readonly string[],
  ): Promise<Readonly<Record<string, WorkerModule>>>;
}

/** The packages that this program has of its own. */
export const ownPackages: OwnPackages | undefined = undefined;
