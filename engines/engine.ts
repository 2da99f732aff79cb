/**
 * The contract of an engine: what an interpreter must provide to run guests.
 *
 * An engine has two sides. Its worker (JavaScript, without any permission) interprets the guest and speaks the
 * protocol of `core/protocol.ts`. The contract is the other side: it describes the modules and settings of the worker.
 *
 * @module
 */
import type { EngineName, Language } from "../core/options.ts";
import type { WorkerModule } from "./worker/link.ts";

/** An interpreter behind the contract. */
export interface Engine {
  readonly name: EngineName;
  readonly languages: readonly Language[];
  /** The interpreter with its version, for display. */
  readonly version: string;
  /** The npm packages that its workers import. */
  readonly packages: readonly string[];
  /**
   * The file with its compiled code: an `npm:` specifier, or a URL of a file of this package. Absent for an engine that is
   * installed apart, by `sandglass install`.
   */
  readonly wasm?: string;
  /** Imports the compiled code without a permission, if the file is one of this package. */
  readonly importWasm?: () => Promise<WebAssembly.Module>;
  /** The module that imports this file, for a worker that does not receive the compiled code. */
  readonly wasmModule?: WorkerModule;
  /** Whether a worker may serve one guest after another, since no part of a guest outlives its instance. */
  readonly reusable: boolean;
  /** Whether programs do something at their end, such as Python's `atexit`. Closing a sandbox then ends its program. */
  readonly endsPrograms: boolean;
  /** Whether its worker goes through a program while it waits in a pool, so that the first guest's is fast. */
  readonly rehearses: boolean;
  /** Whether its code looks for a stop while it computes, in control memory that is memory of WebAssembly. */
  readonly polls: boolean;
  /** The limit of a thread worker's JavaScript heap, in MiB; guests' data is in linear memory, which has its own limit. */
  readonly heapMiB: number;
  /** How the engine's snapshot is built and identified, if it starts from one. */
  readonly snapshot?: EngineSnapshot;
  /** Sources in the guest's language that the worker receives at its start, by name. */
  readonly sources: Readonly<Record<string, string>>;
  /** Further sources, which a worker requests during a run when its guest first needs them, so that starts stay fast. */
  readonly lateSource?: (name: string) => Promise<string | undefined>;
  /** The worker's entry module for a language: the same object each time, so that it is linked only once. */
  worker(language: Language): WorkerModule;
}

/** A memory snapshot from which an interpreter starts. */
export interface EngineSnapshot {
  /** The name of the snapshot's file without its key, such as `python`. */
  readonly name: string;
  /** Everything that the snapshot depends on, as text; its digest is the snapshot's key. */
  readonly dependsOn: readonly string[];
  /** Sources in the guest's language that the builder receives, by name. */
  readonly sources: Readonly<Record<string, string>>;
  /** The source of a function by which the builder imports packages, if they can be part of a snapshot. */
  readonly importer?: string;
  /** The file that the builder needs: an `npm:` specifier. An engine that is installed apart has all files of its installation. */
  readonly file?: string;
  /** The entry module of a worker that builds it in a thread; its first message names the file that it needs. */
  readonly builder: WorkerModule;
}
