/**
 * What a worker starts from.
 *
 * @module
 */

/** The library of an engine that is installed apart, which its guests read as files. */
export interface EngineLibrary<Buffer extends ArrayBufferLike> {
  /** The zip file of the standard library and the packages. */
  readonly zip: Buffer;
  /** Packed files that have to be beside it. */
  readonly data: Buffer;
}

/** What a worker starts from. */
export interface WorkerStart {
  readonly mailbox: SharedArrayBuffer;
  readonly control: SharedArrayBuffer;
  /** The same as memory of WebAssembly, for an engine whose code reads it. */
  readonly controlMemory?: WebAssembly.Memory;
  /** Sources in the guest's language, by name. */
  readonly sources: Readonly<Record<string, string>>;
  /** The limit of the linear memory of its guests, in bytes, as far as it is known. */
  readonly memoryBytes?: number;
  /** The snapshot from which its engine starts, if it uses one. */
  readonly snapshot?: ArrayBufferLike;
  /** The offset in it at which the snapshot begins, in bytes. */
  readonly snapshotAt?: number;
  /** The library of an engine that is installed apart. */
  readonly library?: EngineLibrary<ArrayBufferLike>;
  /**
   * The files of packages, as `core/packed_files.ts` packs them: paths are relative to `site-packages`. It is no view, as Deno
   * lists all properties of what a node worker's data have, and a view has one for each byte.
   */
  readonly site?: ArrayBufferLike;
  /** The engine's compiled code, for a worker that does not import it. */
  readonly compiled?: WebAssembly.Module | undefined;
  /** The URL that a node worker's entry imports. */
  readonly url?: string;
  /** The code of packages that a node worker's modules import, by name. */
  readonly packages?: Readonly<Record<string, string>>;
  /** The lock that the worker holds, so that it can be stopped. */
  readonly lock?: string;
}
