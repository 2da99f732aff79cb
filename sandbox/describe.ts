/**
 * What is here: engines, their versions, their snapshots.
 *
 * @module
 */
import { late } from "../core/late.ts";
import {
  ENGINE_NAMES,
  type EngineName,
  type Isolation,
  type Language,
  LANGUAGES,
} from "../core/options.ts";
import { isInstalledApart, startsFromSnapshot } from "../engines/entries.ts";
import { loadEngine } from "../engines/registry.ts";
import { embedded } from "./embedded.ts";
import { openSandbox } from "./create.ts";
import { buildSnapshot, snapshots } from "./start/mod.ts";
import { ownExecutable } from "./host.ts";
import type { InstallationState } from "./install/mod.ts";
import type { SnapshotListener, SnapshotState } from "./snapshot/mod.ts";

/** An engine, for people and programs. */
export interface EngineDescription {
  /** Its name. */
  readonly name: EngineName;
  /** The languages it runs. */
  readonly languages: readonly Language[];
  /** What interprets, with its version. */
  readonly version: string;
  /** The memory snapshot that it starts from, if it has one. */
  readonly snapshot?: SnapshotState;
  /** Its installation, if it is not part of this program. */
  readonly installation?: InstallationState;
}

/** What {@linkcode warm} did. */
export interface WarmResult {
  /** Where the snapshot is, of several the first engine's; absent if it could not be kept. */
  readonly path?: string;
  /** The size of all snapshots, in bytes. */
  readonly bytes: number;
  /** Whether it is part of this program, so that there is nothing to build or to keep. */
  readonly embedded: boolean;
  /** Whether it had to be built; otherwise it was there and is in order. */
  readonly built: boolean;
  /** Milliseconds that it took. */
  readonly ms: number;
}

/**
 * Describes the engines.
 *
 * @returns One description for each engine
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { describeEngines } from "@sandglass/sandglass";
 *
 * const engines = await describeEngines();
 * assert(engines.some(({ languages }) => languages.includes("python")));
 * ```
 */
export function describeEngines(): Promise<EngineDescription[]> {
  return Promise.all(ENGINE_NAMES.map(async (name) => {
    const engine = await loadEngine(name);
    const installation = isInstalledApart(name)
      ? await describeInstallation()
      : undefined;
    const snapshot =
      installation === undefined || installation.state === "ready"
        ? await snapshots.describe(engine)
        : undefined;
    const { languages, version } = engine;
    return {
      ...{ name, languages, version },
      ...(snapshot && { snapshot }),
      ...(installation && { installation }),
    };
  }));
}

/** Describes the installation of an engine. What it takes is loaded for this only. */
async function describeInstallation(): Promise<InstallationState> {
  const installation = await late<typeof import("./install/mod.ts")>(
    import.meta.resolve("./install/mod.ts"),
  );
  return await installation.describeInstallation();
}

/**
 * Does now what the first runs would do otherwise: fetches into Deno's cache all that the engines need, in either
 * isolation, and builds the snapshots. Afterwards a program that imports this library runs with `--cached-only`.
 *
 * @param listener Receives progress and warnings
 * @returns What was done
 * @throws {SandboxError} If something cannot be fetched, or the snapshot cannot be built
 */
export async function warm(
  listener: Partial<SnapshotListener> = {},
): Promise<WarmResult> {
  const startedAt = performance.now();
  listener.onProgress?.("Fetching the engines (once)");
  const engines = await Promise.all((await snapshotEngines()).map(loadEngine));
  const isolation: Isolation = ownExecutable() === undefined
    ? "thread"
    : "process";
  if (isolation === "process") await fetchEngines();
  let built = false;
  let bytes = 0;
  for (const engine of engines) {
    const snapshot = await snapshots.get(engine, async (it) => {
      built = true;
      return await (await buildSnapshot(isolation))(it);
    }, { onWarning: () => {}, onProgress: () => {}, ...listener });
    bytes += snapshot.byteLength;
  }
  if (isolation === "thread") await startThreads();
  const states = await Promise.all(
    engines.map((engine) => snapshots.describe(engine)),
  );
  const [first] = states;
  return {
    ...(first?.state === "ready" && first.path !== undefined &&
      { path: first.path }),
    embedded: states.every((one) => one?.state === "embedded"),
    bytes,
    built,
    ms: performance.now() - startedAt,
  };
}

/** The engines that start from snapshots, with those that are installed apart and can be started here. */
async function snapshotEngines(): Promise<readonly EngineName[]> {
  const names = ENGINE_NAMES.filter(startsFromSnapshot);
  const own = names.filter((name) => !isInstalledApart(name));
  if (embedded !== undefined) return own;
  const { state } = await describeInstallation();
  return state === "ready" ? names : own;
}

/** Fetches what workers of either isolation are made of. A binary has it. */
async function fetchEngines(): Promise<void> {
  if (embedded !== undefined) return;
  const own = ENGINE_NAMES.filter((name) => !isInstalledApart(name));
  const engines = await Promise.all(own.map(loadEngine));
  const { fetchPackages } = await import("./process/fetch_packages.ts");
  await fetchPackages(engines);
  const { brokeredWorker } = await import("./thread/worker_url.ts");
  const threads = engines.flatMap((engine) =>
    engine.languages.map((language) => brokeredWorker({ engine, language }))
  );
  // Where threads cannot be had in this directory, processes can.
  await Promise.allSettled(threads);
}

/** Starts guests in threads, by which Deno fetches what that takes. */
async function startThreads(): Promise<void> {
  if (embedded !== undefined) return;
  for (const language of LANGUAGES) {
    const options = { language, isolation: "thread" } as const;
    // A short-lived process starts its workers from other modules than one that lives on.
    for (const shortLived of [true, false]) {
      await (await openSandbox(options, { shortLived })).close();
    }
  }
}
