/**
 * Fetches the modules that child processes load into Deno's cache, because a child process has no network.
 *
 * @module
 */
import { messageOf, SandboxError } from "../../core/errors.ts";
import type { Engine } from "../../engines/engine.ts";
import {
  builderEntry,
  isInstalledApart,
  workerEntry,
} from "../../engines/entries.ts";
import { ownPackages } from "../../engines/packages.ts";
import { isCompiled } from "../host.ts";
import { essence } from "../loss.ts";
import { NEUTRAL_DIRECTORY, requireExecutable } from "./child_process.ts";

/**
 * Fetches into Deno's cache what child processes load: the packages of engines, and the entry points of child processes and
 * workers, which no module imports.
 *
 * @param engines The engines
 * @throws {SandboxError} If they cannot be fetched
 */
export async function fetchPackages(
  engines: readonly Engine[],
): Promise<void> {
  const main = import.meta.resolve("./child.ts");
  const wanted = engines.flatMap((engine) => [
    ...(main.startsWith("file:") ? [] : [main, ...workerModules(engine)]),
    ...(ownPackages === undefined ? engine.packages : []),
  ]);
  if (isCompiled()) return;
  await fetchOwn(engines);
  if (wanted.length === 0) return;
  const { success, stderr } = await new Deno.Command(requireExecutable(), {
    args: ["cache", "--quiet", "--no-config", "--no-lock", ...new Set(wanted)],
    // The current directory may have a project, whose configuration must not apply.
    cwd: NEUTRAL_DIRECTORY,
    env: { NO_COLOR: "1", DENO_NO_PACKAGE_JSON: "1" },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).output();
  if (success) return;
  throw new SandboxError(
    "ASSET_MISSING",
    `Cannot fetch the engine into Deno's cache: ${
      essence(new TextDecoder().decode(stderr))
    }`,
  );
}

/**
 * Fetches the modules whose names Deno cannot read in an import. Child processes use the same cache. An engine that is
 * installed apart has no code in this package.
 */
async function fetchOwn(engines: readonly Engine[]): Promise<void> {
  const own = engines.filter(({ name }) => !isInstalledApart(name));
  try {
    await Promise.all(own.flatMap(({ name }) => [
      ownPackages?.compile(name),
      ownPackages?.builderFile(name),
    ]));
  } catch (cause) {
    throw new SandboxError(
      "ASSET_MISSING",
      `Cannot fetch the engine into Deno's cache: ${essence(messageOf(cause))}`,
      { cause },
    );
  }
}

function workerModules(engine: Engine): string[] {
  const modules = engine.languages.map((one) => workerEntry(engine.name, one));
  return engine.snapshot === undefined
    ? modules
    : [...modules, builderEntry(engine.name)];
}
