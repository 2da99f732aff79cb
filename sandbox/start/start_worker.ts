/**
 * Starts workers, and opens guests in them.
 *
 * @module
 */
import { SandboxError } from "../../core/errors.ts";
import { late } from "../../core/late.ts";
import type { Isolation, ResolvedSandboxOptions } from "../../core/options.ts";
import { toGlobalsText } from "../../core/globals.ts";
import type { PackageSet, PreparePackages } from "../../core/packages.ts";
import { maxMessageChars, type ToGuest } from "../../core/protocol.ts";
import type { Engine } from "../../engines/engine.ts";
import { loadEngine } from "../../engines/registry.ts";
import { embedded } from "../embedded.ts";
import { ownExecutable } from "../host.ts";
import {
  type SnapshotBuilder,
  type SnapshotFile,
  type SnapshotRequest,
  SnapshotStore,
} from "../snapshot/mod.ts";
import type { GuestLink, LinkOptions } from "../link.ts";
import type { InstalledFiles } from "../installed_code.ts";
import { installedFilesOf } from "../installed.ts";
import type { StartPackages } from "../late_packages.ts";
import { type StartPlace, StartQueue } from "./start_queue.ts";
import {
  InvalidSnapshotError,
  StalledError,
  WorkerStart,
} from "./worker_start.ts";

/** What a message to a worker may have beside its code or input, whose every byte JSON may write as six. */
const MAILBOX_SPARE_BYTES = 2 ** 20;
/** The longest piece of standard input, in bytes. */
const MAX_STDIN_PIECE_BYTES = 2 ** 18;

/** What is waited for a sign of a worker, in milliseconds: one in some thousands sleeps on while it loads its modules. */
const PATIENCE_MS = 10_000;

/** The snapshots of this process, which all its sandboxes share. */
export const snapshots = new SnapshotStore();

/** The queue in which all starts of this process wait for their turn. */
const starts = new StartQueue();

/** What it takes to start workers of one kind. */
export interface StartPlan {
  readonly engine: Engine;
  readonly isolation: Isolation;
  readonly workers: IsolationModule;
  /** The files of an engine that is installed apart. */
  readonly installed?: InstalledFiles | undefined;
  /** The packages of the guests. */
  readonly packages?: PackageSet | undefined;
  /**
   * How long a worker may be silent, in milliseconds, before another one is started in its place.
   * @default {10_000}
   */
  readonly patienceMs?: number;
  /**
   * Where its starts wait for their turn.
   * @default {the queue of this process}
   */
  readonly starts?: StartQueue;
}

/**
 * Finds out what it takes to start workers.
 *
 * @param options The options of the guests
 * @param shortLived Whether this process ends with the guest
 * @param prepare How packages are prepared, if not as usual
 * @returns The plan
 */
export async function planStart(
  options: ResolvedSandboxOptions,
  shortLived: boolean,
  prepare?: PreparePackages,
): Promise<StartPlan> {
  const isolation = chooseIsolation(options.isolation);
  const loading = loadIsolation(isolation, shortLived);
  const abort = new AbortController();
  const preparing = packagesOf(options, abort.signal, prepare);
  const [{ engine, installed }, workers, packages] = await Promise.all([
    loadEngine(options.engine).then(async (engine) => {
      const installed = await installedFilesOf(engine);
      const build: SnapshotBuilder = async (...of) =>
        (await loading).buildSnapshot(...of);
      // Read from now on, which takes longer than all that is loaded here; who starts a worker hears of a failure.
      const begin = (packages?: PackageSet): void => {
        const plan = { isolation, packages };
        snapshotOf(engine, { plan, build, options })?.catch(() => {});
      };
      if (preparing === undefined) begin();
      else preparing.then(begin, () => {});
      return { engine, installed };
    }),
    loading,
    preparing,
  ]).catch((error) => {
    // Packages for an engine that cannot be loaded are not used.
    abort.abort(error);
    throw error;
  });
  return { engine, isolation, workers, installed, packages };
}

/** The packages of the guests, if the options have any. */
function packagesOf(
  options: ResolvedSandboxOptions,
  ended: AbortSignal,
  prepare: PreparePackages | undefined,
): Promise<PackageSet | undefined> | undefined {
  if (options.packages.length === 0 && options.lock === undefined) return;
  return loadPackages().then(({ prepareFor }) =>
    prepareFor(options, ended, prepare)
  );
}

/** Loads what only starts with packages need. */
function loadPackages(): Promise<StartPackages> {
  return late<StartPackages>(import.meta.resolve("./start_packages.ts"));
}

/**
 * The files of packages, for workers that are handed them. A child process reads them itself, unless it is a binary's: that
 * may read no file by the time it gets its first message.
 */
function siteOf(
  { packages, isolation }: StartPlan,
): Promise<SharedArrayBuffer> | undefined {
  if (packages === undefined) return undefined;
  if (isolation === "process" && embedded === undefined) return undefined;
  return loadPackages().then(({ shareSite }) => shareSite(packages));
}

/** The snapshot that workers of an isolation are to be given, if any is. */
function snapshotOf(
  engine: Engine,
  { plan: { isolation, packages }, build, options }: {
    readonly plan: Pick<StartPlan, "isolation" | "packages">;
    readonly build: SnapshotBuilder;
    readonly options: ResolvedSandboxOptions;
  },
): Promise<SharedArrayBuffer | SnapshotFile> | undefined {
  if (engine.snapshot === undefined) return undefined;
  const request = requestOf(packages, options);
  // A binary's process brings that of its engine; others read the file themselves, if there is one.
  const isOwn = embedded !== undefined && request.withPackages === undefined;
  if (isolation === "process" && isOwn) return undefined;
  return isolation === "process" && embedded === undefined
    ? findOrGet(engine, build, request)
    : snapshots.get(engine, build, request);
}

/** Guests with compiled packages start from a snapshot of their own. */
function requestOf(
  packages: PackageSet | undefined,
  { onWarning, onProgress }: ResolvedSandboxOptions,
): SnapshotRequest {
  const isCompiled = packages?.imports !== undefined;
  return {
    onWarning,
    onProgress,
    withPackages: isCompiled ? packages : undefined,
  };
}

async function findOrGet(
  engine: Engine,
  build: SnapshotBuilder,
  request: SnapshotRequest,
): Promise<SharedArrayBuffer | SnapshotFile> {
  return await snapshots.find(engine, request) ??
    await snapshots.get(engine, build, request);
}

/**
 * Starts a worker, up to the moment when it can open a guest. It waits for its turn first, which is no part of
 * `startTimeoutMs`.
 */
export async function startWorker(
  plan: StartPlan,
  options: ResolvedSandboxOptions,
): Promise<GuestLink> {
  const { engine, workers, starts: queue = starts } = plan;
  const number = queue.arrive();
  const begin = async (): Promise<GuestLink> => {
    using place = await queue.enter(number, options.signal);
    return await beginWorker(plan, { options, place });
  };
  return await begin().catch(async (error) => {
    // On a new machine the engine's packages are not there yet: a child may not fetch them, so it is done for it.
    if (isMissing(error) && workers.fetch !== undefined) {
      options.onProgress("Fetching the engine (once)");
      await workers.fetch([engine]);
    } else if (error instanceof InvalidSnapshotError) {
      // It is verified here again, discarded and built anew; from then on it is handed over.
      const { engine, packages, workers: { buildSnapshot } } = plan;
      const request = requestOf(packages, options);
      await snapshots.get(engine, buildSnapshot, request);
    } else if (!(error instanceof StalledError)) throw error;
    return await begin();
  });
}

async function beginWorker(
  plan: StartPlan,
  { options, place }: {
    readonly options: ResolvedSandboxOptions;
    readonly place: StartPlace;
  },
): Promise<GuestLink> {
  const { engine, workers, installed, packages } = plan;
  const { patienceMs = PATIENCE_MS } = plan;
  const { language, limits } = options;
  const start = new WorkerStart();
  const { buildSnapshot: build } = workers;
  const snapshot = snapshotOf(engine, { plan, build, options });
  const site = siteOf(plan);
  const needed = site === undefined ? snapshot : Promise.all([snapshot, site]);
  needed?.catch((error) => start.fail(error));
  const link = workers.start({
    engine,
    language,
    installed,
    snapshot,
    packages,
    site,
    // Code and globals come in one message.
    mailboxBytes: MAILBOX_SPARE_BYTES + limits.callBytes +
      6 * Math.max(limits.codeBytes, MAX_STDIN_PIECE_BYTES),
    maxMessageChars: maxMessageChars(limits, options.network),
    memoryBytes: limits.memoryBytes,
    listener: start,
  });
  try {
    start.limitSilence(patienceMs, needed);
    await start.ready(options);
    return link;
  } catch (error) {
    // Others do not wait until it is gone, which may never be.
    place[Symbol.dispose]();
    await link.kill();
    throw error;
  }
}

/** Opens a guest in a worker that is ready; a worker that cannot is ended. */
export async function openGuest(
  link: GuestLink,
  plan: StartPlan,
  options: ResolvedSandboxOptions,
): Promise<void> {
  const opening = new WorkerStart();
  link.listener = opening;
  try {
    await opening.open(link, {
      message: openMessage(plan, options),
      globals: toGlobalsText(options.globals),
    }, options);
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
  const message = { ...openMessage(plan, options), silent: true };
  link.post(message, toGlobalsText(options.globals));
}

function isMissing(error: unknown): boolean {
  return error instanceof SandboxError && error.code === "ASSET_MISSING";
}

/** What a start needs of an isolation. */
interface IsolationModule {
  readonly start: (options: LinkOptions) => GuestLink;
  /** Lets go of a worker, which may serve on if it is reusable. */
  readonly release: (link: GuestLink, reusable: boolean) => Promise<void>;
  readonly buildSnapshot: SnapshotBuilder;
  /** The most stack that a guest can be given before V8's own runs out, in bytes. */
  readonly maxStackBytes: number;
  /** Fetches an engine's packages, where starting a worker does not do that by itself. */
  readonly fetch?: (engines: readonly Engine[]) => Promise<void>;
}

async function loadIsolation(
  isolation: Isolation,
  shortLived: boolean,
): Promise<IsolationModule> {
  if (isolation === "process") {
    const [child, { fetchPackages }] = await Promise.all([
      import("../process/process_link.ts"),
      import("../process/fetch_packages.ts"),
    ]);
    return {
      start: child.startProcess,
      release: kill,
      buildSnapshot: (...of) => starts.goOn(() => child.buildInProcess(...of)),
      fetch: fetchPackages,
      maxStackBytes: Infinity,
    };
  }
  const [thread, broker] = await Promise.all([
    import("../thread/thread_link.ts"),
    import("../thread/brokered_link.ts"),
  ]);
  return {
    start: shortLived ? thread.startDirectThread : broker.startThread,
    release: shortLived ? kill : broker.releaseThread,
    buildSnapshot: (...of) => starts.goOn(() => thread.buildInThread(...of)),
    maxStackBytes: 176 * 1024,
  };
}

function kill(link: GuestLink): Promise<void> {
  return link.kill();
}

/** How snapshots are built in an isolation. */
export async function buildSnapshot(
  isolation: Isolation,
): Promise<SnapshotBuilder> {
  return (await loadIsolation(isolation, false)).buildSnapshot;
}

function chooseIsolation(asked: Isolation | "auto"): Isolation {
  if (asked !== "auto") return asked;
  return ownExecutable() === undefined ? "thread" : "process";
}

function openMessage(
  { isolation, workers: { maxStackBytes } }: StartPlan,
  options: ResolvedSandboxOptions,
): Extract<ToGuest, { readonly type: "open" }> {
  const { limits, seed, env, args, globals, functions, mounts, network } =
    options;
  const entropy = seed === undefined
    ? Array.from(crypto.getRandomValues(new Uint32Array(4)))
    : [seed, 0x9e3779b9, 0x243f6a88, 0xb7e15162];
  const { memoryBytes } = limits;
  const stackBytes = Math.min(limits.stackBytes, maxStackBytes);
  return {
    type: "open",
    memoryBytes,
    stackBytes,
    isolation,
    entropy,
    seeded: seed !== undefined,
    env,
    args,
    valueBytes: limits.valueBytes,
    fileBytes: limits.fileBytes,
    maxFiles: limits.maxFiles,
    callBytes: limits.callBytes,
    ...(globals.size > 0 && { text: true }),
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
