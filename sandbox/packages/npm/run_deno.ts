/**
 * Finds and fetches packages of npm with Deno, to which the user's registries, proxies and credentials apply. Deno compares
 * the digests of what it fetches, and runs nothing of it: scripts of packages need a flag and a `node_modules` folder.
 *
 * @module
 */
import type { Requirement } from "../../../core/packages.ts";
import { isCompiled, ownExecutable } from "../../host.ts";
import { writeNew } from "../../locked_directory.ts";
import { openRegular } from "../../open_file.ts";
import { runTool, type ToolOutcome } from "../../user_tools.ts";
import type { ToolStep } from "../tool_settings.ts";
import { denoMissing, denoTooLate, explainDeno } from "./deno_failures.ts";

/** The longest lock that Deno may write, in bytes. */
const MAX_WRITTEN_LOCK_BYTES = 2 ** 24;

/** The variables with which it runs: no questions, no decoration, no search for another version of Deno. */
const ENVIRONMENT: Readonly<Record<string, string>> = {
  DENO_NO_PROMPT: "1",
  DENO_NO_UPDATE_CHECK: "1",
  DENO_NO_PACKAGE_JSON: "1",
  RUST_BACKTRACE: "0",
};

/** What Deno fetched. */
export interface DenoInstall {
  /** The text of the lock that it wrote. */
  readonly lock: string;
  /** The folder with a folder for each registry. */
  readonly folder: string;
}

/**
 * Finds and fetches packages of npm.
 *
 * @param requirements What is required
 * @param step What it needs
 * @param lock The text of a lock, whose versions and digests are taken
 * @returns Where the packages are
 * @throws {SandboxError} If something cannot be found or fetched, or has another digest
 */
export async function installWithDeno(
  requirements: readonly Requirement[],
  { settings, folder, signal }: ToolStep,
  lock?: string,
): Promise<DenoInstall> {
  const imports = requirements.map(({ name, versions }, i) =>
    [`p${i}`, `npm:${name}${versions === "" ? "" : `@${versions}`}`] as const
  );
  await writeNew(
    `${folder}/deno.json`,
    encode({
      imports: Object.fromEntries(imports),
      nodeModulesDir: "none",
      lock: "./deno.lock",
    }),
  );
  if (lock !== undefined) {
    await writeNew(`${folder}/deno.lock`, new TextEncoder().encode(lock));
  }
  const outcome = await run([
    "install",
    "--quiet",
    `--config=${folder}/deno.json`,
  ], {
    environment: {
      ...ENVIRONMENT,
      ...settings.environment,
      // A folder of its own: what is in the user's could have been changed since its digest was compared.
      DENO_DIR: `${folder}/deno`,
    },
    signal,
    withinMs: settings.fetchWithinMs,
  });
  switch (outcome.state) {
    case "absent":
      throw denoMissing();
    case "late":
      throw denoTooLate(settings.fetchWithinMs);
    case "failed":
      throw explainDeno(outcome.output.stderr, folder);
  }
  const rules = { maxBytes: MAX_WRITTEN_LOCK_BYTES };
  using file = await openRegular(`${folder}/deno.lock`, rules);
  const text = new TextDecoder().decode(await file.readAll());
  return { lock: text, folder: `${folder}/deno/npm` };
}

/** Runs the Deno of this process, or the user's. */
async function run(
  args: readonly string[],
  options: Omit<Parameters<typeof runTool>[1], "args">,
): Promise<ToolOutcome> {
  // The binary is no Deno.
  const own = isCompiled() ? undefined : ownExecutable();
  for (const program of own === undefined ? ["deno"] : [own, "deno"]) {
    const outcome = await runTool({ program, first: [] }, { ...options, args });
    if (outcome.state !== "absent") return outcome;
  }
  return { state: "absent" };
}

function encode(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
