/**
 * Starts sandboxes.
 *
 * @module
 */
import { SandboxError } from "../core/errors.ts";
import { defaultLanguageOf } from "../core/languages.ts";
import { late } from "../core/late.ts";
import type {
  ResolvedSandboxOptions,
  RunOptions,
  SandboxOptions,
} from "../core/options.ts";
import { OPTION_KEYS, resolveSandboxOptions } from "../core/resolve_options.ts";
import type { RunResult } from "../core/result.ts";
import type { GuestLink } from "./link.ts";
import type { StartPackages } from "./late_packages.ts";
import type { OpenNetwork } from "./host_requests/network/mod.ts";
import { Sandbox } from "./sandbox.ts";
import { type OpenServices, openServices } from "./host_requests/mod.ts";
import {
  openGuest,
  planStart,
  type StartPlan,
  startWorker,
} from "./start/mod.ts";

/** How many files are put in at a time, so that none waits longer for its answer than the guest has for one. */
const FILES_A_TIME = 32;

/**
 * Opens a sandbox: a guest environment whose state lasts until it is closed.
 *
 * @param options What can be set for a sandbox
 * @returns The sandbox, ready to run
 * @throws {TypeError} If an option is unknown or of the wrong type
 * @throws {RangeError} If an option is out of its range
 * @throws {SandboxError} If the engine cannot be started
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { createSandbox } from "@sandglass/sandglass";
 *
 * await using sandbox = await createSandbox({ language: "javascript" });
 * await sandbox.run("let x = 20");
 * const result = await sandbox.run("x + 1");
 * assertEquals(result.status === "ok" && result.value, 21);
 * ```
 */
export function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  return openSandbox(options);
}

/** What the opener of a sandbox knows of its future. */
export interface Prospects {
  /**
   * Whether there will be one run only. A run that is stopped is then ended at once, without sparing the state.
   * @default {false}
   */
  readonly oneShot?: boolean;
  /**
   * Whether this process ends with the sandbox, and thereby ends all that is left of a guest. A thread is then started
   * directly, which is faster by half a second.
   * @default {false}
   */
  readonly shortLived?: boolean;
  /**
   * How long a guest may take to stop after an interrupt before it is ended, in milliseconds. A person would rather wait than
   * lose the state, also on a busy machine.
   */
  readonly graceMs?: number;
}

/**
 * Opens a sandbox whose future is known.
 *
 * @param options What can be set for a sandbox
 * @param prospects What is known
 * @returns The sandbox, ready to run
 */
export async function openSandbox(
  options: SandboxOptions,
  { oneShot = false, shortLived = false, ...prospects }: Prospects = {},
): Promise<Sandbox> {
  // Without packages, options are read before this function returns for the first time.
  const resolved = resolveSandboxOptions(
    lacksEngine(options) ? await withEngine(options) : options,
  );
  const startedAt = performance.now();
  const access = await openAccess(resolved);
  const { plan, link } = await startAndOpen(resolved, shortLived).catch(
    async (error) => {
      await access.services.close();
      throw error;
    },
  );
  const sandbox = new Sandbox({
    link,
    ...access,
    isolation: plan.isolation,
    endsPrograms: plan.engine.endsPrograms,
    options: resolved,
    packages: plan.packages?.packages,
    startMs: performance.now() - startedAt,
    oneShot,
    ...prospects,
    release: plan.workers.release,
  });
  await putFilesIn(sandbox, resolved);
  return sandbox;
}

async function startAndOpen(
  options: ResolvedSandboxOptions,
  shortLived: boolean,
): Promise<{ plan: StartPlan; link: GuestLink }> {
  const plan = await planStart(options, shortLived);
  const link = await startWorker(plan, options);
  await openGuest(link, plan, options);
  return { plan, link };
}

/**
 * Whether the packages of options decide about the engine.
 *
 * @param options The options, which are not checked yet
 * @returns Whether they have packages and no engine
 */
export function lacksEngine(options: SandboxOptions): boolean {
  // They may even be missing.
  const { engine, packages, lock }: SandboxOptions = Object(options);
  return engine === undefined && (packages !== undefined || lock !== undefined);
}

/**
 * Completes options of which {@linkcode lacksEngine} is true by the engine that can have their packages, and its language
 * if they have none.
 *
 * @param options The options, which are not checked yet
 * @returns The options with an engine and a language, or unchanged if they have no packages
 * @throws {TypeError} If the packages or the lock are not what they should be
 */
export async function withEngine<Options extends SandboxOptions>(
  options: Options,
): Promise<Options> {
  const { engineFor } = await late<StartPackages>(
    import.meta.resolve("./start/start_packages.ts"),
  );
  const engine = engineFor(options);
  if (engine === undefined) return options;
  const { language = defaultLanguageOf(engine) } = options;
  return { ...options, language, engine };
}

/** What a sandbox has of the host's. */
export interface Access {
  readonly services: OpenServices;
  readonly openNetwork: OpenNetwork | undefined;
}

/** Opens what the options grant. The caller closes the services. */
export async function openAccess(
  options: ResolvedSandboxOptions,
): Promise<Access> {
  const openNetwork = await loadNetwork(options);
  return { openNetwork, services: await openServices(options) };
}

/**
 * Checks that the grants of a sandbox's options exist and are permitted, for a program that offers sandboxes long before it
 * opens one.
 *
 * @param options The options of a sandbox
 * @throws {SandboxError} If a mount or a host of the network does not exist, or Deno does not permit it
 */
export async function checkAccess(options: SandboxOptions): Promise<void> {
  const resolved = resolveSandboxOptions(
    lacksEngine(options) ? await withEngine(options) : options,
  );
  const { services } = await openAccess(resolved);
  await services.close();
}

/** Puts the files of the options in; a sandbox that does not take them is closed. */
export async function putFilesIn(
  sandbox: Sandbox,
  { files, signal }: ResolvedSandboxOptions,
): Promise<void> {
  if (files.length === 0) return;
  const abort = (): void => void sandbox.close();
  signal?.addEventListener("abort", abort, { once: true });
  try {
    if (signal?.aborted) abort();
    for (let at = 0; at < files.length; at += FILES_A_TIME) {
      const some = files.slice(at, at + FILES_A_TIME);
      await Promise.all(
        some.map(({ path, content }) => sandbox.files.write(path, content)),
      );
    }
  } catch (error) {
    await sandbox.close();
    if (!signal?.aborted) throw error;
    throw new SandboxError("ABORTED", "Cannot start as the start was aborted");
  } finally {
    signal?.removeEventListener("abort", abort);
  }
}

/** Loads the network only if it is granted. */
async function loadNetwork(
  { network }: ResolvedSandboxOptions,
): Promise<OpenNetwork | undefined> {
  if (network === undefined) return undefined;
  const { networkOpener } = await import("./host_requests/network/mod.ts");
  return networkOpener(network);
}

/**
 * Runs code once, in a fresh environment that is gone afterwards.
 *
 * @param code The code
 * @param options What can be set for a sandbox and for a run
 * @returns How the run ended; a failure of the guest is a result, not an exception
 * @throws {TypeError} If an option is unknown or of the wrong type
 * @throws {RangeError} If an option is out of its range
 * @throws {SandboxError} If the engine cannot be started
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { run } from "@sandglass/sandglass";
 *
 * const result = await run("sum(range(10))", { language: "python" });
 * assertEquals(result.status === "ok" && result.value, 45);
 * ```
 */
export async function run(
  code: string,
  options: SandboxOptions & RunOptions = {},
): Promise<RunResult> {
  const forRun: Record<string, unknown> = {};
  const forSandbox: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(options)) {
    if (OPTION_KEYS.run.includes(key)) forRun[key] = value;
    if (key === "signal" || !OPTION_KEYS.run.includes(key)) {
      forSandbox[key] = value;
    }
  }
  await using sandbox = await openSandbox(forSandbox, { oneShot: true });
  return await sandbox.run(code, {
    ...forRun,
    returnFiles: options.returnFiles ?? true,
  });
}
