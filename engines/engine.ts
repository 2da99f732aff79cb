/**
 * The contract of an engine: what an interpreter must bring along to run guests.
 *
 * An engine has two sides. Its worker (JavaScript, without any permission) interprets the guest and speaks the
 * protocol of `core/protocol.ts`. This is the other side, which says what such a worker is made of.
 *
 * @module
 */
import type { EngineName, Language } from "../core/options.ts";

/** What starts a worker, beside the buffers through which it is spoken to. */
export interface WorkerAssets {
  /** Sources in the guest's language, by name. */
  readonly sources: Readonly<Record<string, string>>;
  /** The image from which the interpreter starts, if it has one. */
  readonly image?: SharedArrayBuffer | ArrayBuffer;
}

/** An interpreter behind the contract. */
export interface Engine {
  readonly name: EngineName;
  readonly languages: readonly Language[];
  /** What interprets, with its version, for people. */
  readonly version: string;
  /** Whether a worker may serve one guest after another, because nothing of a guest outlives its instance. */
  readonly reusable: boolean;
  /** Sources in the guest's language, by name. */
  readonly sources: Readonly<Record<string, string>>;
  /** How the engine's image is made and recognised, if it starts from one. */
  readonly image?: EngineImage;
  /** The `data:` URL of the worker's entry module for guests in a language. */
  workerUrl(language: Language): string;
}

/** A memory image from which an interpreter starts. */
export interface EngineImage {
  /** The name of the image's file without its key, such as `python`. */
  readonly name: string;
  /** Everything that the image depends on, as text; its digest is the image's key. */
  readonly dependsOn: readonly string[];
  /**
   * The `data:` URL of the worker that builds it. `bundled` says whether it shall import the one file that it needs by
   * itself, which takes `--unstable-raw-imports`; otherwise it says in its first message which file it needs.
   */
  builderUrl(bundled: boolean): string;
}
