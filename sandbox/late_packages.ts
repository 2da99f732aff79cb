/**
 * The types of what is loaded only for packages of guests. They are apart from it, so that an importer of the library whose
 * types are checked fetches none of it.
 *
 * @module
 */
import type {
  EngineName,
  Isolation,
  ResolvedSandboxOptions,
  SandboxOptions,
} from "../core/options.ts";
import type { PackageSet, PreparePackages } from "../core/packages.ts";
import type { RunResult } from "../core/result.ts";

/** `start/start_packages.ts`. */
export interface StartPackages {
  prepareFor(
    options: ResolvedSandboxOptions,
    ended: AbortSignal,
    prepare?: PreparePackages,
  ): Promise<PackageSet | undefined>;
  engineFor(options: SandboxOptions): EngineName | undefined;
  shareSite(set: PackageSet): Promise<SharedArrayBuffer>;
}

/** Where a script runs. */
export interface ScriptPlace {
  readonly engine: EngineName;
  readonly isolation: Isolation;
  /** What there is besides the packages of the engine. */
  readonly packages: PackageSet["packages"];
}

/** `refuse_script.ts`. */
export interface RefuseScript {
  refuseScript(code: string, place: ScriptPlace): RunResult | undefined;
}
