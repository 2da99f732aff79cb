/**
 * What all workers of this process have in common: how they are started without permissions, and the shared memory
 * through which they are spoken to.
 *
 * @module
 */
import { Mailbox } from "../../core/mailbox.ts";
import type { ToGuest } from "../../core/protocol.ts";
import type { EngineLibrary, WorkerStart } from "../../core/worker_start.ts";
import type { Engine } from "../../engines/engine.ts";
import { ownPackages } from "../../engines/packages.ts";
import { compile } from "../../engines/worker/compile.js";
import {
  compileInstalled,
  type InstalledFiles,
  readLibrary,
} from "../installed_code.ts";
import type { LinkOptions } from "../link.ts";
import { SIGINT, SIGKILL } from "../../engines/worker/shared_values.js";
import { type Control, newControl } from "../supervision.js";
import { checkWorkerOptions } from "./worker_options.ts";

/** The buffers through which a worker is spoken to. */
export class Buffers {
  readonly mailbox: Mailbox;
  #control: Control | undefined;

  constructor({ mailboxBytes, engine }: LinkOptions) {
    this.mailbox = new Mailbox(mailboxBytes);
    this.#control = newControl(engine.polls);
  }

  post(message: ToGuest, attachment?: Uint8Array): void {
    // What was meant for an earlier run must not stop this one; what comes from now on must.
    if (
      message.type === "run" || message.type === "fileRequest" ||
      message.type === "open"
    ) this.#signal(0);
    this.mailbox.post(message, attachment);
  }

  interrupt(force = false): void {
    this.#signal(force ? SIGKILL : SIGINT);
    this.post({ type: "wake" });
  }

  /**
   * What a worker is handed of them.
   *
   * @throws {TypeError} If they are closed
   */
  handed(): Control & Pick<WorkerStart, "mailbox"> {
    const control = this.#control;
    if (control !== undefined) {
      return { mailbox: this.mailbox.buffer, ...control };
    }
    throw new TypeError("Cannot hand over buffers as they are closed");
  }

  /** Whether the worker was given up. */
  get isClosed(): boolean {
    return this.#control === undefined;
  }

  /**
   * Releases all memory that is shared with the worker, independent of what its guest has written into it.
   *
   * @param last The last message to the worker, if it still runs
   */
  close(last?: ToGuest): void {
    this.#control = undefined;
    this.mailbox.close(last);
  }

  #signal(flag: number): void {
    if (this.#control === undefined) return;
    const flags = new Int32Array(this.#control.control);
    Atomics.store(flags, 0, flag);
    if (flag !== 0) Atomics.notify(flags, 0);
  }
}

/**
 * A web worker without any permission. The option is set even if this process seems to have no permission: a
 * permission for one path or host is not visible to a query that does not name it, and the worker would inherit it.
 */
export function newWorker(url: string): Worker {
  checkWorkerOptions();
  return new Worker(url, { type: "module", deno: { permissions: "none" } });
}

const compiling = new WeakMap<Engine, Promise<WebAssembly.Module>>();

/**
 * Compiles an engine, once for all its workers in this process.
 *
 * @param engine The engine
 * @param installed Its files, if it is installed apart
 * @returns What workers are handed
 */
export function compileEngine(
  engine: Engine,
  installed?: InstalledFiles,
): Promise<WebAssembly.Module> {
  const known = compiling.get(engine);
  if (known !== undefined) return known;
  const compiled = installed === undefined
    ? ownPackages?.compile(engine.name) ?? engine.importWasm?.() ??
      compile(requireWasm(engine))
    : compileInstalled(installed);
  compiling.set(engine, compiled);
  // A failure is not kept: the next caller tries again.
  compiled.catch(() => compiling.delete(engine));
  return compiled;
}

const reading = new WeakMap<Engine, Promise<SharedLibrary>>();

/** A library that all workers of this process share. */
type SharedLibrary = EngineLibrary<SharedArrayBuffer>;

/**
 * Reads the library of an engine that is installed apart, once for all its workers in this process.
 *
 * @param engine The engine
 * @param installed Its files
 * @returns The library
 */
export function shareLibrary(
  engine: Engine,
  installed: InstalledFiles,
): Promise<SharedLibrary> {
  const known = reading.get(engine);
  if (known !== undefined) return known;
  const library = readLibrary(installed).then(({ zip, data }) => ({
    zip: shareBytes(zip),
    data: shareBytes(data),
  }));
  reading.set(engine, library);
  library.catch(() => reading.delete(engine));
  return library;
}

function shareBytes(buffer: ArrayBuffer): SharedArrayBuffer {
  const shared = new SharedArrayBuffer(buffer.byteLength);
  new Uint8Array(shared).set(new Uint8Array(buffer));
  return shared;
}

function requireWasm({ name, wasm }: Engine): string {
  if (wasm !== undefined) return wasm;
  throw new TypeError(`Cannot compile ${name} as its files are not given`);
}

/** What a worker is handed, as it may load none of it. */
export interface HandedCode {
  /** The engine's compiled code, where the worker does not import it. */
  readonly compiled?: Promise<WebAssembly.Module> | undefined;
  /** The library of an engine that is installed apart. */
  readonly library?: Promise<EngineLibrary<ArrayBufferLike>> | undefined;
}

/** Tells a worker what it starts from, as soon as that is there, unless its buffers were closed meanwhile. */
export async function handOver(
  { snapshot, site, engine, memoryBytes }: LinkOptions,
  buffers: Buffers,
  { send, ...code }: HandedCode & {
    readonly send: (shared: WorkerStart) => void;
  },
): Promise<void> {
  const [bytes, packages, compiled, library] = await Promise.all([
    snapshot,
    site,
    code.compiled,
    code.library,
  ]);
  // Given up while the snapshot was on its way.
  if (buffers.isClosed) return;
  const shared = {
    ...buffers.handed(),
    sources: engine.sources,
    memoryBytes,
    ...(compiled && { compiled }),
    ...(library && { library }),
    ...(packages && { site: packages }),
  };
  if (bytes === undefined) return send(shared);
  if (!(bytes instanceof SharedArrayBuffer)) {
    throw new TypeError("Cannot hand over a file, which a thread may not read");
  }
  send({ ...shared, snapshot: bytes });
}
