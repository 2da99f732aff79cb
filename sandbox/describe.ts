/**
 * What is here: engines, their versions, their images.
 *
 * @module
 */
import {
  ENGINE_NAMES,
  type EngineName,
  type Isolation,
  type Language,
} from "../core/options.ts";
import { loadEngine } from "../engines/registry.ts";
import { buildImage, images } from "./start_worker.ts";
import { ownExecutable } from "./host.ts";
import type { ImageListener, ImageState } from "./images.ts";

/** An engine, for people and programs. */
export interface EngineDescription {
  /** Its name. */
  readonly name: EngineName;
  /** The languages it runs. */
  readonly languages: readonly Language[];
  /** What interprets, with its version. */
  readonly version: string;
  /** The memory image that it starts from, if it has one. */
  readonly snapshot?: ImageState;
}

/** What {@linkcode warm} did. */
export interface WarmResult {
  /** Where the snapshot is; absent if it could not be kept. */
  readonly path?: string;
  /** Its size in bytes. */
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
    const snapshot = await images.describe(engine);
    const { languages, version } = engine;
    return { name, languages, version, ...(snapshot && { snapshot }) };
  }));
}

/**
 * Builds the Python snapshot now, so that the first run need not.
 *
 * @param listener Who is told of progress and of warnings
 * @returns What was done
 * @throws {SandboxError} If the snapshot cannot be built
 */
export async function warm(
  listener: Partial<ImageListener> = {},
): Promise<WarmResult> {
  const startedAt = performance.now();
  const engine = await loadEngine("pyodide");
  const isolation: Isolation = ownExecutable() === undefined
    ? "thread"
    : "process";
  let built = false;
  const image = await images.get(engine, async (it) => {
    built = true;
    return await (await buildImage(isolation))(it);
  }, { onWarning: () => {}, onProgress: () => {}, ...listener });
  const state = await images.describe(engine);
  return {
    ...(state?.state === "ready" && state.path !== undefined &&
      { path: state.path }),
    embedded: state?.state === "embedded",
    bytes: image.byteLength,
    built,
    ms: performance.now() - startedAt,
  };
}
