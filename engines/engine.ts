/**
 * The contract of an engine: what an interpreter must bring along to run guests.
 *
 * An engine has two sides. Its worker (JavaScript, without any permission) interprets the guest and speaks the
 * protocol of `core/protocol.ts`. This is the other side, which says what such a worker is made of.
 *
 * @module
 */
import type { EngineName, Language } from "../core/options.ts";
import type { WorkerModule } from "./worker/link.ts";

/** An interpreter behind the contract. */
export interface Engine {
  readonly name: EngineName;
  readonly languages: readonly Language[];
  /** What interprets, with its version, for people. */
  readonly version: string;
  /** The npm packages that its workers import. */
  readonly packages: readonly string[];
  /** Its compiled code among them: the `npm:` specifier of a file. */
  readonly wasm: string;
  /** The module that imports it by itself, in a worker that is not handed it. */
  readonly wasmModule: WorkerModule;
  /** Whether a worker may serve one guest after another, because nothing of a guest outlives its instance. */
  readonly reusable: boolean;
  /** What a worker in a thread may have of JavaScript heap, in MiB; guests' data live in linear memory, capped apart. */
  readonly heapMiB: number;
  /** How the engine's snapshot is made and recognised, if it starts from one. */
  readonly snapshot?: EngineSnapshot;
  /** Sources in the guest's language that the worker is handed when it starts, by name. */
  readonly sources: Readonly<Record<string, string>>;
  /** The worker's entry module for guests in a language: the same object each time, as it is linked but once. */
  worker(language: Language): WorkerModule;
}

/** A memory snapshot from which an interpreter starts. */
export interface EngineSnapshot {
  /** The name of the snapshot's file without its key, such as `python`. */
  readonly name: string;
  /** Everything that the snapshot depends on, as text; its digest is the snapshot's key. */
  readonly dependsOn: readonly string[];
  /** Sources in the guest's language that the builder is handed, by name. */
  readonly sources: Readonly<Record<string, string>>;
  /** The entry module of a worker that builds it in a thread, and says in its first message which file it needs. */
  readonly builder: WorkerModule;
}
