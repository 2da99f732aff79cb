/**
 * Installs the engine that is not part of this program, together with the snapshot from which it starts.
 *
 * @module
 */
import { late } from "../core/late.ts";
import { SandboxError } from "../core/errors.ts";
import { loadEngine } from "../engines/registry.ts";
import { embedded } from "./embedded.ts";
import { ownExecutable } from "./host.ts";
import type {
  InstallOptions,
  InstallResult,
  UninstallResult,
} from "./install/mod.ts";
import { buildSnapshot, snapshots } from "./start/mod.ts";

/** The errors of a process that may not start guests. */
const NOT_HERE: readonly string[] = [
  "PERMISSION_REQUIRED",
  "UNSTABLE_FLAG_REQUIRED",
];

/**
 * Installs the engine `cpython`, and builds its snapshot if that can be kept for later starts.
 *
 * @param options Where it comes from
 * @returns What was done
 * @throws {SandboxError} If it cannot be installed, or does not run
 */
export async function installEngine(
  options: InstallOptions,
): Promise<InstallResult> {
  const startedAt = performance.now();
  const { install } = await loadInstall();
  const result = await install(options);
  await prepare(options);
  return { ...result, ms: performance.now() - startedAt };
}

/**
 * Removes the engine `cpython`, and its snapshots.
 *
 * @param options Where it is
 * @returns What was removed
 * @throws {SandboxError} If it cannot be removed
 */
export async function uninstallEngine(
  options: InstallOptions,
): Promise<UninstallResult> {
  const { uninstall } = await loadInstall();
  const result = await uninstall(options);
  await snapshots.remove(await loadEngine("cpython"));
  return result;
}

/** Builds the snapshot, as the first start would do otherwise. */
async function prepare(
  { onProgress = (): void => {} }: InstallOptions,
): Promise<void> {
  const engine = await loadEngine("cpython");
  // A binary cannot start it.
  if (embedded !== undefined || !await snapshots.canKeep(engine)) return;
  const isolation = ownExecutable() === undefined ? "thread" : "process";
  try {
    const build = await buildSnapshot(isolation);
    await snapshots.get(engine, build, { onProgress, onWarning: onProgress });
  } catch (error) {
    // To start a guest takes more permissions than to install its engine.
    if (error instanceof SandboxError && NOT_HERE.includes(error.code)) return;
    throw error;
  }
}

function loadInstall(): Promise<typeof import("./install/mod.ts")> {
  return late<typeof import("./install/mod.ts")>(
    import.meta.resolve("./install/mod.ts"),
  );
}
