/**
 * What a binary carries beside its program. In every other program that is nothing; `deno task compile` puts
 * `tools/compile/embedded.ts` in this module's place.
 *
 * @module
 */
import type { EngineName, Language } from "../core/options.ts";

/** What a binary brings along, so that it needs no cache, no network and no directory. */
export interface Embedded {
  /** The first argument with which the binary starts itself as the child process of a guest. */
  readonly childArgument: string;
  /** The URL of a guest's worker, linked when the binary was made. */
  workerUrl(engine: EngineName, language: Language): string;
  /** The URL of the worker that starts guests' workers in threads. */
  brokerUrl(): string;
  /** The size in bytes of the snapshot from which an engine starts, if it has one. */
  snapshotBytes(engine: EngineName): number | undefined;
  /** That snapshot, without a header; to be had as long as reading is permitted. */
  readSnapshot(
    engine: EngineName,
  ): Promise<Uint8Array<ArrayBuffer>> | undefined;
  /** Imports a module of the user's, which a compiled program by itself does only in JavaScript. */
  importModule(url: string): Promise<Readonly<Record<string, unknown>>>;
}

/** What is embedded in this program. */
export const embedded: Embedded | undefined = undefined;
