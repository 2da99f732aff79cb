/**
 * Starts sandboxes.
 *
 * @module
 */
import { SandboxError } from "../core/errors.ts";
import {
  type Isolation,
  OPTION_KEYS,
  type ResolvedSandboxOptions,
  resolveSandboxOptions,
  type RunOptions,
  type SandboxOptions,
} from "../core/options.ts";
import { maxMessageChars, type ToGuest } from "../core/protocol.ts";
import type { RunResult } from "../core/result.ts";
import type { Engine } from "../engines/engine.ts";
import { loadEngine } from "../engines/registry.ts";
import { ownExecutable } from "./host.ts";
import { ImageStore } from "./images.ts";
import type { GuestLink, LinkOptions } from "./link.ts";
import type { OpenNetwork } from "./network/mod.ts";
import { Sandbox } from "./sandbox.ts";
import { type OpenServices, openServices } from "./services.ts";
import { Starting } from "./starting.ts";

/** What a message to a worker may have beside its code or input, whose every byte JSON may write as six. */
const MAILBOX_SPARE_BYTES = 2 ** 20;
/** The longest piece of standard input, in bytes. */
const MAX_STDIN_PIECE_BYTES = 2 ** 18;

/** How many files are put in at a time, so that none waits longer for its answer than the guest has for one. */
const FILES_A_TIME = 32;

/** The images of this process, which all its sandboxes share. */
export const images = new ImageStore();

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
   * Whether this process ends with the sandbox, and by that ends whatever is left of a guest. A thread is then started
   * directly, which is faster by half a second.
   * @default {false}
   */
  readonly shortLived?: boolean;
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
  { oneShot = false, shortLived = false }: Prospects = {},
): Promise<Sandbox> {
  const resolved = resolveSandboxOptions(options);
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
    options: resolved,
    startMs: performance.now() - startedAt,
    oneShot,
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

/** What a sandbox has of the host's. */
export interface Access {
  readonly services: OpenServices;
  readonly openNetwork: OpenNetwork | undefined;
}

/** Opens what the options grant; whoever has it closes the services. */
export async function openAccess(
  options: ResolvedSandboxOptions,
): Promise<Access> {
  const openNetwork = await loadNetwork(options);
  return { openNetwork, services: await openServices(options) };
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

/** The network costs nothing where there is none. */
async function loadNetwork(
  { network }: ResolvedSandboxOptions,
): Promise<OpenNetwork | undefined> {
  if (network === undefined) return undefined;
  const { networkOpener } = await import("./network/mod.ts");
  return networkOpener(network);
}

/** What it takes to start workers of one kind. */
export interface StartPlan {
  readonly engine: Engine;
  readonly isolation: Isolation;
  readonly workers: IsolationModule;
  /**
   * How long a worker may be silent, in milliseconds, before another one is started in its place.
   * @default {10_000}
   */
  readonly patienceMs?: number;
}

/** Finds out what it takes to start workers. */
export async function planStart(
  options: ResolvedSandboxOptions,
  shortLived: boolean,
): Promise<StartPlan> {
  const isolation = chooseIsolation(options.isolation);
  const [engine, workers] = await Promise.all([
    loadEngine(options.engine),
    loadIsolation(isolation, shortLived),
  ]);
  return { engine, isolation, workers };
}

/** Starts a worker, up to the moment when it can open a guest. */
export async function startWorker(
  plan: StartPlan,
  options: ResolvedSandboxOptions,
): Promise<GuestLink> {
  const { engine, workers } = plan;
  return await beginWorker(plan, options).catch(async (error) => {
    // On a new machine the engine's packages are not there yet: a child may not fetch them, so it is done for it.
    if (isMissing(error) && workers.fetch !== undefined) {
      options.onProgress("Fetching the engine (once)");
      await workers.fetch(engine);
    } else if (!(error instanceof StalledError)) throw error;
    return await beginWorker(plan, options);
  });
}

/** One process in some thousands never gets beyond loading its modules: it sleeps, and so does its worker. */
const PATIENCE_MS = 10_000;

/** A worker was silent for too long. */
class StalledError extends SandboxError {
  constructor(engine: Engine, patienceMs: number) {
    super(
      "START_TIMEOUT",
      `Cannot start ${engine.name} as nothing was heard of it for ${patienceMs} ms`,
    );
  }
}

async function beginWorker(
  { engine, workers: { start, buildImage }, patienceMs = PATIENCE_MS }:
    StartPlan,
  options: ResolvedSandboxOptions,
): Promise<GuestLink> {
  const { language, limits } = options;
  const starting = new Starting();
  const image = engine.image === undefined
    ? undefined
    : images.get(engine, buildImage, options);
  image?.catch((error) => starting.fail(error));
  const link = start({
    engine,
    language,
    image,
    mailboxBytes: MAILBOX_SPARE_BYTES +
      Math.max(
        6 * Math.max(limits.codeBytes, MAX_STDIN_PIECE_BYTES),
        limits.callBytes,
      ),
    maxMessageChars: maxMessageChars(limits, options.network),
    memoryBytes: limits.memoryBytes,
    listener: starting,
  });
  const patience = new AbortController();
  Promise.resolve(image).then(() => delay(patienceMs, patience)).then(
    () => starting.fail(new StalledError(engine, patienceMs)),
    () => {},
  );
  try {
    await starting.ready(options);
    return link;
  } catch (error) {
    await link.kill();
    throw error;
  } finally {
    patience.abort();
  }
}

/** Waits for some milliseconds; rejects when it is aborted. */
function delay(ms: number, { signal }: AbortController): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
  });
}

/** Opens a guest in a worker that is ready; a worker that cannot is ended. */
export async function openGuest(
  link: GuestLink,
  plan: StartPlan,
  options: ResolvedSandboxOptions,
): Promise<void> {
  const opening = new Starting();
  link.listener = opening;
  try {
    await opening.open(link, openMessage(plan, options), options);
  } catch (error) {
    await link.kill();
    throw error;
  }
}

/** Opens a guest that runs code at once; if it cannot be opened, that run tells. */
export function openGuestSilently(
  link: GuestLink,
  plan: StartPlan,
  options: ResolvedSandboxOptions,
): void {
  link.post({ ...openMessage(plan, options), silent: true });
}

function isMissing(error: unknown): boolean {
  return error instanceof SandboxError && error.code === "ASSET_MISSING";
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

/** What a start needs of an isolation. */
export interface IsolationModule {
  readonly start: (options: LinkOptions) => GuestLink;
  /** Lets go of a worker, which may serve on if it is fit. */
  readonly release: (link: GuestLink, fit: boolean) => Promise<void>;
  readonly buildImage: (engine: Engine) => Promise<Uint8Array>;
  /** The most stack that a guest can be given before V8's own runs out, in bytes. */
  readonly maxStackBytes: number;
  /** Fetches an engine's packages, where starting a worker does not do that by itself. */
  readonly fetch?: (engine: Engine) => Promise<void>;
}

async function loadIsolation(
  isolation: Isolation,
  shortLived: boolean,
): Promise<IsolationModule> {
  if (isolation === "process") {
    const child = await import("./process.ts");
    return {
      start: child.startProcess,
      release: kill,
      buildImage: child.buildInProcess,
      fetch: child.fetchPackages,
      maxStackBytes: Infinity,
    };
  }
  const thread = await import("./thread.ts");
  return {
    start: shortLived ? thread.startDirectThread : thread.startThread,
    release: shortLived ? kill : thread.releaseThread,
    buildImage: thread.buildInThread,
    maxStackBytes: 128 * 1024,
  };
}

function kill(link: GuestLink): Promise<void> {
  return link.kill();
}

/** How images are built in an isolation. */
export async function buildImage(
  isolation: Isolation,
): Promise<(engine: Engine) => Promise<Uint8Array>> {
  return (await loadIsolation(isolation, false)).buildImage;
}

function chooseIsolation(asked: Isolation | "auto"): Isolation {
  if (asked !== "auto") return asked;
  return ownExecutable() === undefined ? "thread" : "process";
}

function openMessage(
  { workers: { maxStackBytes } }: StartPlan,
  options: ResolvedSandboxOptions,
): Extract<ToGuest, { readonly type: "open" }> {
  const { limits, seed, env, args, functions, mounts, network } = options;
  const entropy = seed === undefined
    ? Array.from(crypto.getRandomValues(new Uint32Array(4)))
    : [seed, 0x9e3779b9, 0x243f6a88, 0xb7e15162];
  const { memoryBytes } = limits;
  const stackBytes = Math.min(limits.stackBytes, maxStackBytes);
  return {
    type: "open",
    memoryBytes,
    stackBytes,
    entropy,
    seeded: seed !== undefined,
    env,
    args,
    valueBytes: limits.valueBytes,
    fileBytes: limits.fileBytes,
    maxFiles: limits.maxFiles,
    callBytes: limits.callBytes,
    grants: {
      functions: Object.keys(functions),
      mounts: mounts.map(({ guest, mode }) => ({
        path: guest,
        writable: mode !== "ro",
      })),
      network: network !== undefined,
    },
  };
}
