/**
 * `thread` isolation: the guest's worker lives in this process.
 *
 * Two ways. A short-lived process (one run of the command line) starts the worker directly: it cannot be stopped in the
 * middle of native code, but leaving the process stops everything. A long-lived one goes through a broker, whose
 * workers can be stopped at any time; see `broker.js`.
 *
 * @module
 */
import { messageOf, SandboxError } from "../core/errors.ts";
import { createMailboxBuffer, postToMailbox } from "../core/mailbox.ts";
import { parseFromGuest, type ToGuest } from "../core/protocol.ts";
import type { Engine } from "../engines/engine.ts";
import { linkWorker, toBlobUrl, toDataUrl } from "../engines/worker/link.ts";
import brokerSource from "./broker.js" with { type: "text" };
import { hasNoPermissions } from "./host.ts";
import { readBuilderFile } from "./images.ts";
import type { GuestLink, LinkListener, LinkOptions } from "./link.ts";
import { checkWorkerOptions } from "./worker_options.ts";

const CONTROL_BYTES = 64;
const SIGINT = 2;

/** What a worker starts from. */
interface Shared {
  readonly mailbox: SharedArrayBuffer;
  readonly control: SharedArrayBuffer;
  readonly sources: Engine["sources"];
  readonly image?: SharedArrayBuffer;
  /** The lock that the worker shall hold, so that it can be stopped. */
  readonly lock?: string;
}

/** The buffers through which a worker is spoken to. */
class Buffers {
  readonly mailbox: SharedArrayBuffer;
  readonly control = new SharedArrayBuffer(CONTROL_BYTES);

  constructor(mailboxBytes: number) {
    this.mailbox = createMailboxBuffer(mailboxBytes);
  }

  post(message: ToGuest): void {
    // What was meant for an earlier run must not stop this one; what comes from now on must.
    if (message.type === "run") {
      Atomics.store(new Int32Array(this.control), 0, 0);
    }
    postToMailbox(this.mailbox, message);
  }

  interrupt(): void {
    const flags = new Int32Array(this.control);
    Atomics.store(flags, 0, SIGINT);
    Atomics.notify(flags, 0);
  }
}

/**
 * Starts a worker in this process, through the broker, or takes one that waits.
 *
 * @param options What it takes
 * @returns The link; the worker reports for itself when it is ready
 */
export function startThread(options: LinkOptions): GuestLink {
  return Broker.current().takeWaiting(options) ?? new BrokeredLink(options);
}

/**
 * Lets go of a worker that {@linkcode startThread} gave: it waits for the next guest if its engine allows that and
 * there are other sandboxes, without which nothing may stay behind; else it is ended.
 *
 * @param link The link
 * @param fit Whether the worker is idle and in order
 */
export async function releaseThread(
  link: GuestLink,
  fit: boolean,
): Promise<void> {
  if (fit && link instanceof BrokeredLink && link.rest()) return;
  await link.kill();
}

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
 * Builds an engine's image in a worker of this process.
 *
 * @param engine An engine that has an image
 * @returns The image
 * @throws {SandboxError} If it fails, or the engine's files may not be read
 */
export async function buildInThread(engine: Engine): Promise<Uint8Array> {
  if (engine.image === undefined) {
    throw new TypeError(`Cannot build an image as ${engine.name} has none`);
  }
  const { image } = engine;
  const worker = newWorker(linkWorker(image.builder(false), toBlobUrl));
  const { promise, resolve } = Promise.withResolvers<Built>();
  worker.onerror = (event) => {
    event.preventDefault();
    resolve({ error: event.message });
  };
  worker.onmessage = ({ data }) => {
    if (data.loaded !== true) return resolve(data);
    readBuilderFile(image, data.needs).then(
      (file) => worker.postMessage({ sources: image.sources, file }, [file]),
      (cause) => resolve({ cause }),
    );
  };
  try {
    const { image: built, error, cause } = await promise;
    if (built !== undefined) return new Uint8Array(built);
    if (cause instanceof SandboxError) throw cause;
    throw new SandboxError(
      "START_FAILED",
      `Cannot build the image of ${engine.name}: ${error ?? messageOf(cause)}`,
    );
  } finally {
    worker.terminate();
  }
}

/** How the building of an image ended. */
interface Built {
  readonly image?: ArrayBuffer;
  readonly error?: string;
  readonly cause?: unknown;
}

/** A web worker without any permission. */
function newWorker(url: string): Worker {
  if (hasNoPermissions()) return new Worker(url, { type: "module" });
  checkWorkerOptions();
  return new Worker(url, { type: "module", deno: { permissions: "none" } });
}

async function handOver(
  { image, engine }: LinkOptions,
  { mailbox, control }: Buffers,
  send: (shared: Shared) => void,
): Promise<void> {
  const shared = { mailbox, control, sources: engine.sources };
  if (image === undefined) send(shared);
  else send({ ...shared, image: await image });
}

class DirectLink implements GuestLink {
  listener: LinkListener;
  readonly #worker: Worker;
  readonly #buffers: Buffers;

  constructor(options: LinkOptions) {
    this.listener = options.listener;
    this.#buffers = new Buffers(options.mailboxBytes);
    this.#worker = newWorker(
      linkWorker(options.engine.worker(options.language), toBlobUrl),
    );
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.listener.lost({ kind: "crashed", reason: event.message });
    };
    this.#worker.onmessage = ({ data }) => {
      const message = parseFromGuest(data, options.maxMessageChars);
      if (message?.type === "loaded") void this.#begin(options);
      else if (message !== undefined) this.listener.message(message);
    };
  }

  async #begin(options: LinkOptions): Promise<void> {
    try {
      await handOver(
        options,
        this.#buffers,
        (shared) => this.#worker.postMessage(shared),
      );
    } catch (error) {
      this.listener.lost({ kind: "crashed", reason: messageOf(error) });
    }
  }

  post(message: ToGuest): void {
    this.#buffers.post(message);
  }

  interrupt(): void {
    this.#buffers.interrupt();
  }

  kill(): Promise<void> {
    // An idle worker blocks on its mailbox, where `terminate()` does not reach it.
    this.#buffers.post({ type: "exit" });
    this.#worker.terminate();
    return Promise.resolve();
  }
}

/** What the broker says. */
interface BrokerMessage {
  readonly id: number;
  readonly type: "message" | "lost" | "killed" | "sample";
  readonly data?: unknown;
  readonly kind?: "memory" | "crashed";
  readonly reason?: string;
  readonly cpuMs?: number;
}

/** How many workers may wait for a guest. */
const MAX_WAITING = 2;

/** The broker of this process: it lives as long as there are sandboxes that use it. */
class Broker {
  static #current: Broker | undefined;
  static #lastId = 0;

  readonly #worker = newWorker(toBlobUrl(brokerSource));
  readonly #links = new Map<number, BrokeredLink>();
  #waiting: BrokeredLink[] = [];

  static current(): Broker {
    return Broker.#current ??= new Broker();
  }

  private constructor() {
    this.#worker.onmessage = ({ data }: MessageEvent<BrokerMessage>) =>
      this.#links.get(data.id)?.hear(data);
  }

  join(link: BrokeredLink): number {
    const id = ++Broker.#lastId;
    this.#links.set(id, link);
    return id;
  }

  send(
    message:
      & { readonly id: number; readonly type: string }
      & Readonly<Record<string, unknown>>,
  ): void {
    this.#worker.postMessage(message);
  }

  /** Keeps a link for the next guest; says whether it does. */
  keepWaiting(link: BrokeredLink): boolean {
    const others = this.#links.size - this.#waiting.length - 1;
    if (others === 0 || this.#waiting.length >= MAX_WAITING) return false;
    this.#waiting.push(link);
    return true;
  }

  takeWaiting(options: LinkOptions): BrokeredLink | undefined {
    const link = this.#waiting.find((one) => one.suits(options));
    if (link === undefined) return undefined;
    this.#waiting = this.#waiting.filter((one) => one !== link);
    link.hire(options);
    return link;
  }

  leave(id: number): void {
    const link = this.#links.get(id);
    this.#links.delete(id);
    this.#waiting = this.#waiting.filter((one) => one !== link);
    if (this.#links.size > this.#waiting.length) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const one of waiting) void one.kill();
    if (this.#links.size > 0) return;
    this.#worker.terminate();
    if (Broker.#current === this) Broker.#current = undefined;
  }
}

class BrokeredLink implements GuestLink {
  listener: LinkListener;
  readonly #options: LinkOptions;
  readonly #buffers: Buffers;
  readonly #broker = Broker.current();
  readonly #id = this.#broker.join(this);
  readonly #gone = Promise.withResolvers<void>();
  #over = false;
  /** Resolves when a worker that was let go is ready for the next guest. */
  #rested: PromiseWithResolvers<void> | undefined;

  constructor(options: LinkOptions) {
    this.listener = options.listener;
    this.#options = options;
    this.#buffers = new Buffers(options.mailboxBytes);
    const { engine, language, maxMessageChars } = options;
    this.#broker.send({
      id: this.#id,
      type: "start",
      url: linkWorker(engine.worker(language), toDataUrl),
      maxMessageChars,
    });
  }

  post(message: ToGuest): void {
    if (message.type === "run") {
      this.#broker.send({ id: this.#id, type: "run" });
    }
    this.#buffers.post(message);
  }

  interrupt(): void {
    this.#buffers.interrupt();
  }

  kill(): Promise<void> {
    if (!this.#over) {
      this.#over = true;
      this.#broker.send({ id: this.#id, type: "kill" });
    }
    return this.#gone.promise;
  }

  /** Has the worker throw its guest away and wait for the next; says whether it may. */
  rest(): boolean {
    if (this.#over || !this.#options.engine.reusable) return false;
    if (!this.#broker.keepWaiting(this)) return false;
    this.#rested = Promise.withResolvers();
    this.listener = { message: () => {}, lost: () => {} };
    this.#buffers.post({ type: "close" });
    return true;
  }

  /** Whether what this link was made for is the same as what is asked for now. */
  suits(
    { engine, language, mailboxBytes, maxMessageChars }: LinkOptions,
  ): boolean {
    const own = this.#options;
    return own.engine === engine && own.language === language &&
      own.mailboxBytes === mailboxBytes &&
      own.maxMessageChars === maxMessageChars;
  }

  /** Serves another sandbox from now on. */
  hire({ listener }: LinkOptions): void {
    this.listener = listener;
    void this.#rested?.promise.then(() => listener.message({ type: "ready" }));
  }

  hear({ type, data, kind, reason, cpuMs }: BrokerMessage): void {
    switch (type) {
      case "message":
        return this.#pass(data);
      case "sample":
        return this.listener.sample?.({ cpuMs, memoryBytes: undefined });
      case "lost":
        if (this.#over) return;
        this.#over = true;
        this.#leave();
        return this.listener.lost({
          kind: kind ?? "crashed",
          reason: reason ?? "unknown",
        });
      case "killed":
        return this.#leave();
    }
  }

  #leave(): void {
    this.#broker.leave(this.#id);
    this.#gone.resolve();
  }

  #pass(data: unknown): void {
    const message = parseFromGuest(data, this.#options.maxMessageChars);
    if (message === undefined || this.#over) return;
    if (message.type === "loaded") void this.#begin();
    else if (message.type === "ready" && this.#rested !== undefined) {
      this.#rested.resolve();
    } else this.listener.message(message);
  }

  async #begin(): Promise<void> {
    const lock = `sandglass:${crypto.randomUUID()}`;
    const send = (shared: Shared): void =>
      this.#broker.send({
        id: this.#id,
        type: "init",
        shared: { ...shared, lock },
      });
    try {
      await handOver(this.#options, this.#buffers, send);
    } catch (error) {
      this.listener.lost({ kind: "crashed", reason: messageOf(error) });
    }
  }
}
