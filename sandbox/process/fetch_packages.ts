/**
 * Fetches the modules that child processes load into Deno's cache, because a child process has no network.
 *
 * @module
 */
import { messageOf, SandboxError } from "../../core/errors.ts";
import type { Engine } from "../../engines/engine.ts";
import { builderEntry, workerEntry } from "../../engines/entries.ts";
import { ownPackages } from "../../engines/packages.ts";
import { isCompiled } from "../host.ts";
import { essence } from "../load_failure.ts";
import { NEUTRAL_DIRECTORY, requireExecutable } from "./child_process.ts";

/**
 * Fetches what children load into Deno's cache, as they may not fetch by themselves: the packages of engines, and the
 * main modules of processes and workers, which nothing imports.
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
    // The directory and the project that this process was started in have no say in what is fetched.
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

/** What no module imports by a name that Deno can read; this process shares its cache with its children. */
async function fetchOwn(engines: readonly Engine[]): Promise<void> {
  try {
    await Promise.all(engines.flatMap(({ name }) => [
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
