/**
 * The workers' side of the channel (`engines/worker/`), outside of a worker: with a replacement for the parts of the
 * runtime that it uses.
 *
 * @module
 */
import {
  linkWorker,
  toBlobUrl,
  toDataUrl,
  type ToUrl,
  type WorkerModule,
} from "../../engines/worker/link.ts";
import { SHARED_MODULES } from "../../engines/worker/shared_modules.ts";

/** The channel's functions for the engines' workers. */
export interface WorkerChannel {
  listen(mailbox: SharedArrayBuffer): unknown;
  readonly Output: new (run: number, outputBytes: number) => {
    readonly cut: readonly string[];
    write(fd: 1 | 2, text: string): void;
    flush(): void;
  };
}

/** The channel, with the messages that were sent through it. */
export interface HeardChannel extends WorkerChannel {
  /** Returns the messages since the last call. */
  heard(): string[];
}

/** A replacement for the parts of the runtime. */
const ORIGINALS: WorkerModule = {
  source: `export const said = [];
export const post = (text) => void said.push(text);
export const requireNoPermissions = () => {};
export const inNodeWorker = false;
export const importBuiltin = undefined;
`,
};

const CHANNEL: WorkerModule = {
  source: `
import { listen } from "../worker/mailbox_reader.js";
import { Output } from "../worker/output.js";
import { said } from "../worker/originals.js";
export { listen, Output, said };
`,
  imports: SHARED_MODULES,
};

function link(entry: WorkerModule, toUrl: ToUrl): string {
  const real = SHARED_MODULES["../worker/originals.js"];
  const instead = new Map(real && [[real, ORIGINALS]]);
  return linkWorker(entry, toUrl, { instead });
}

/** Imports the channel. */
export async function importChannel(): Promise<HeardChannel> {
  const url = link(CHANNEL, toDataUrl);
  // The import is the project's own module, with the types above.
  const { listen, Output, said }: WorkerChannel & { said: string[] } =
    await import(url);
  return { listen, Output, heard: () => said.splice(0) };
}

const LISTENER = `
import { listen } from "../worker/mailbox_reader.js";
globalThis.onmessage = ({ data: { mailbox, count } }) => {
  const messages = [];
  while (messages.length < count) messages.push({ ...listen(mailbox) });
  postMessage(messages);
};`;

/** A thread that listens as workers do: it blocks. */
export class Listener implements Disposable {
  readonly #worker = new Worker(
    link(
      { source: LISTENER, imports: SHARED_MODULES },
      toBlobUrl,
    ),
    { type: "module" },
  );

  /** Takes this number of messages out of a mailbox. */
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
