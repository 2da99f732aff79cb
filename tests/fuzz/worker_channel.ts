/**
 * The workers' half of the channel (`engines/worker/channel.js`), outside of a worker: with stand-ins for what it takes
 * from its runtime.
 *
 * @module
 */
import channel from "../../engines/worker/channel.js" with { type: "text" };
import {
  linkWorker,
  SHARED_MODULES,
  toBlobUrl,
  toDataUrl,
  type WorkerModule,
} from "../../engines/worker/link.ts";

/** What the channel offers to the engines' workers. */
export interface WorkerChannel {
  listen(mailbox: SharedArrayBuffer): unknown;
  readonly Output: new (run: number, outputBytes: number) => {
    readonly cut: readonly string[];
    write(fd: 1 | 2, text: string): void;
    flush(): void;
  };
}

/** The channel, with what was said through it. */
export interface HeardChannel extends WorkerChannel {
  /** Takes what was said since it was last asked. */
  heard(): string[];
}

/** What the channel takes from its runtime, without one. */
const ORIGINALS: WorkerModule = {
  source:
    "export const said = []; export const post = (text) => void said.push(text); export const requireNoPermissions = () => {}; export const inNodeWorker = false; export const importBuiltin = undefined;",
};

const CHANNEL: WorkerModule = {
  source: channel,
  imports: {
    "./compiled.js": SHARED_MODULES["../worker/compiled.js"] ?? "",
    "./intrinsics.js": SHARED_MODULES["../worker/intrinsics.js"] ?? "",
    "./originals.js": ORIGINALS,
  },
};

/** Imports the channel. */
export async function importChannel(): Promise<HeardChannel> {
  const url = linkWorker(CHANNEL, toDataUrl);
  // Both are the project's own sources, just above.
  const { listen, Output }: WorkerChannel = await import(url);
  const { said }: { said: string[] } = await import(
    linkWorker(ORIGINALS, toDataUrl)
  );
  return { listen, Output, heard: () => said.splice(0) };
}

const LISTENER = `
import { listen } from "./channel.js";
globalThis.onmessage = ({ data: { mailbox, count } }) => {
  const messages = [];
  while (messages.length < count) messages.push({ ...listen(mailbox) });
  postMessage(messages);
};`;

/** A thread that listens, as workers do: it blocks. */
export class Listener implements Disposable {
  readonly #worker = new Worker(
    linkWorker(
      { source: LISTENER, imports: { "./channel.js": CHANNEL } },
      toBlobUrl,
    ),
    { type: "module" },
  );

  /** Takes so many messages out of a mailbox. */
  take(mailbox: SharedArrayBuffer, count: number): Promise<unknown[]> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown[]>();
    this.#worker.onmessage = ({ data }) => resolve(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message));
    };
    this.#worker.postMessage({ mailbox, count });
    return promise;
  }

  [Symbol.dispose](): void {
    this.#worker.terminate();
  }
}
