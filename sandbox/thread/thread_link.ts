/**
 * `thread` isolation: the guest's worker lives in this process.
 *
 * Two ways. A short-lived process (one run of the command line) starts the worker directly: it cannot be stopped in the
 * middle of native code, but leaving the process stops everything. A long-lived one goes through a broker, whose
 * workers can be stopped at any time.
 *
 * @module
 */
import { messageOf, SandboxError } from "../../core/errors.ts";
import { parseFromGuest } from "../../core/parse_from_guest.ts";
import type { PackageSet } from "../../core/packages.ts";
import type { ToGuest } from "../../core/protocol.ts";
import type { WorkerStart } from "../../core/worker_start.ts";
import type { Engine, EngineSnapshot } from "../../engines/engine.ts";
import { readIfThere } from "../host.ts";
import type { GuestLink, LinkListener, LinkOptions } from "../link.ts";
import { buildFailure, IMPORT_WITHIN_MS, LATE } from "../build_failure.ts";
import { essence, lossOf, UNREAD_RESPONSES } from "../loss.ts";
import { readKnown } from "../open_file.ts";
import { MAX_SNAPSHOT_BYTES } from "../snapshot/mod.ts";
import { Buffers, handOver, newWorker } from "./thread_worker.ts";
import { checkWorkerOptions } from "./worker_options.ts";
import { builderWorker, directWorker } from "./worker_url.ts";

/** How long after its time an import of packages is stopped in a thread, in milliseconds. */
const STOP_WITHIN_MS = 1_000;

/**
 * Starts a worker in this process, directly: for a process that ends with its run.
 *
 * @param options What it takes
 * @returns The link; its `kill` is final only when the process is left
 */
export function startDirectThread(options: LinkOptions): GuestLink {
  return new DirectLink(options);
}

/**
 * Builds an engine's snapshot in a worker of this process.
 *
 * @param engine An engine that has a snapshot
 * @param packages What it imports, if it is one with packages
 * @returns The snapshot
 * @throws {SandboxError} If it fails, or the engine's files may not be read
 */
export async function buildInThread(
  engine: Engine,
  packages?: PackageSet,
): Promise<Uint8Array> {
  if (engine.snapshot === undefined) {
    throw new TypeError(`Cannot build a snapshot as ${engine.name} has none`);
  }
  const { snapshot } = engine;
  const fail = (message: string): SandboxError =>
    buildFailure(engine, { message: essence(message), packages });
  const code = await builderWorker(engine, snapshot).catch((error) => {
    throw fail(messageOf(error));
  });
  const site = packages && await readKnown(packages);
  const { url, compiled, file: own, files } = code;
  const worker = newWorker(url);
  const { promise, resolve } = Promise.withResolvers<Built>();
  worker.onerror = (event) => {
    event.preventDefault();
    resolve({ error: event.message });
  };
  worker.onmessage = ({ data }) => {
    if (data.loaded !== true) return resolve(data);
    const { sources, importer } = snapshot;
    if (files !== undefined) {
      return worker.postMessage({ sources, compiled, files });
    }
    const found = own === undefined
      ? readBuilderFile(snapshot, data.needs)
      : Promise.resolve(own);
    const imported = site && {
      site: site.buffer,
      imports: packages?.imports,
      importer,
      withinMs: IMPORT_WITHIN_MS + STOP_WITHIN_MS,
    };
    found.then(
      (file) =>
        worker.postMessage({ sources, compiled, file, ...imported }, [
          file,
          ...(site === undefined ? [] : [site.buffer]),
        ]),
      (cause) => resolve({ cause }),
    );
  };
  const timer = packages &&
    setTimeout(() => resolve({ error: LATE }), IMPORT_WITHIN_MS);
  try {
    const { snapshot: built, error, cause } = await promise;
    // The code of packages may have had a say in it.
    if (built instanceof ArrayBuffer && built.byteLength < MAX_SNAPSHOT_BYTES) {
      return new Uint8Array(built);
    }
    if (cause instanceof SandboxError) throw cause;
    throw fail(error === undefined ? messageOf(cause) : String(error));
  } finally {
    clearTimeout(timer);
    worker.terminate();
  }
}

/** How the building of a snapshot ended. */
interface Built {
  readonly snapshot?: ArrayBuffer;
  readonly error?: string;
  readonly cause?: unknown;
}

function buffersOf({ library }: WorkerStart): ArrayBuffer[] {
  if (library === undefined) return [];
  return Object.values(library).filter((one) => one instanceof ArrayBuffer);
}

class DirectLink implements GuestLink {
  listener: LinkListener;
  readonly #buffers: Buffers;
  #worker: Worker | undefined;

  constructor(options: LinkOptions) {
    this.listener = options.listener;
    this.#buffers = new Buffers(options);
    // Now, as who starts a link hears only now of what is missing.
    checkWorkerOptions();
    try {
      this.#start(options);
    } catch (error) {
      queueMicrotask(() => this.#lose(messageOf(error)));
    }
  }

  #start(options: LinkOptions): void {
    const { maxMessageChars } = options;
    const code = directWorker(options);
    const worker = newWorker(code.url);
    this.#worker = worker;
    worker.onerror = (event) => {
      event.preventDefault();
      this.#lose(event.message);
    };
    worker.onmessage = ({ data }) => {
      const message = parseFromGuest(data, maxMessageChars);
      if (message?.type !== "loaded") {
        if (message !== undefined) this.listener.message(message);
        return;
      }
      // The library is this worker's alone, so it is transferred.
      const send = (shared: WorkerStart): void =>
        worker.postMessage(shared, buffersOf(shared));
      handOver(options, this.#buffers, { ...code, send })
        .catch((error) => this.#lose(messageOf(error)));
    };
  }

  #lose(reason: string): void {
    this.listener.lost(lossOf(reason));
  }

  post(message: ToGuest, attachment?: Uint8Array): void {
    this.#buffers.post(message, attachment);
    if (message.type === "response" && this.#buffers.mailbox.isOverdue) {
      this.listener.lost(UNREAD_RESPONSES);
    }
  }

  interrupt(force?: boolean): void {
    this.#buffers.interrupt(force);
  }

  kill(): Promise<void> {
    // An idle worker blocks on its mailbox, where `terminate()` does not reach it.
    this.#buffers.close({ type: "exit" });
    this.#worker?.terminate();
    return Promise.resolve();
  }
}

/**
 * The file that a snapshot's builder needs, read by the host where the builder cannot import it by itself.
 *
 * @param snapshot What is to be built
 * @param url Where the file is
 * @returns The file's bytes
 * @throws {SandboxError} If it may not be read
 */
async function readBuilderFile(
  snapshot: EngineSnapshot,
  url: string,
): Promise<ArrayBuffer> {
  const { protocol, pathname } = new URL(url);
  const path = decodeURIComponent(pathname);
  const bytes = protocol === "file:" ? await readIfThere(path) : undefined;
  if (bytes !== undefined) return bytes.buffer;
  throw new SandboxError(
    "PERMISSION_REQUIRED",
    `Cannot build the ${snapshot.name} snapshot in a thread as a file of its engine may not be read: ` +
      `grant --allow-read=${path}, or run "sandglass warm" once`,
  );
}
