/**
 * `thread` isolation in a process that lives on: the guests' workers are started through a broker, so that they can be
 * stopped at any time; see `broker.js`.
 *
 * @module
 */
import { messageOf } from "../../core/errors.ts";
import { parseFromGuest } from "../../core/parse_from_guest.ts";
import type { ToGuest } from "../../core/protocol.ts";
import type { WorkerStart } from "../../core/worker_start.ts";
import { toBlobUrl } from "../../engines/worker/link.ts";
import brokerSource from "./broker.js" with { type: "text" };
import type { CpuTimes, FromBroker, ToBroker } from "./broker_protocol.ts";
import { embedded } from "../embedded.ts";
import type { GuestLink, LinkListener, LinkOptions, Loss } from "../link.ts";
import { lossOf, UNREAD_RESPONSES } from "../loss.ts";
import { Buffers, handOver, newWorker } from "./thread_worker.ts";
import { brokeredWorker } from "./worker_url.ts";

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
 * @param reusable Whether the worker is idle and in order
 */
export async function releaseThread(
  link: GuestLink,
  reusable: boolean,
): Promise<void> {
  if (reusable && link instanceof BrokeredLink && link.rest()) return;
  await link.kill();
}

/** How many workers may wait for a guest. */
const MAX_WAITING = 2;
/**
 * How much is received, in UTF-16 units, before the broker gets an acknowledgement; and what each message counts
 * beside its length.
 */
const HEARD = { atOnce: 2 ** 16, perMessage: 64 };
/** Of how many answers the broker hears at once. */
const ANSWERS_A_TIME = 64;

/** The broker of this process: it lives as long as there are sandboxes that use it. */
class Broker {
  static #current: Broker | undefined;
  static #lastId = 0;
  /** Made once: a blob and what Deno learns of it stay for ever. */
  static #url: string | undefined;

  readonly #worker = newWorker(Broker.#sourceUrl());
  readonly #links = new Map<number, BrokeredLink>();
  #waiting: BrokeredLink[] = [];
  #heardChars = 0;

  static current(): Broker {
    return Broker.#current ??= new Broker();
  }

  static #sourceUrl(): string {
    return Broker.#url ??= embedded?.brokerUrl() ?? toBlobUrl(brokerSource);
  }

  private constructor() {
    this.#worker.onmessage = ({ data }: MessageEvent<FromBroker>) => {
      try {
        this.#links.get(data.id)?.hear(data);
      } finally {
        if (data.type === "message" && typeof data.data === "string") {
          this.#heard(data.data.length);
        }
      }
    };
    this.#worker.onerror = (event) => {
      // An unhandled error ends the host's process.
      event.preventDefault();
      this.#fail(lossOf(event.message));
    };
  }

  /** Without its broker a guest can be neither stopped nor heard. */
  #fail({ kind, reason }: Loss): void {
    if (Broker.#current === this) Broker.#current = undefined;
    for (const [id, link] of [...this.#links]) {
      link.hear({ id, type: "lost", kind, reason: `its broker: ${reason}` });
      link.hear({ id, type: "killed" });
    }
    this.#worker.terminate();
  }

  /**
   * Deno delivers messages of a worker as long as there are any, and nothing else gets its turn: no timer, no request.
   * The broker therefore waits to be told that its words were heard.
   */
  #heard(chars: number): void {
    this.#heardChars += chars + HEARD.perMessage;
    if (this.#heardChars < HEARD.atOnce) return;
    this.send({ type: "heard", chars: this.#heardChars });
    this.#heardChars = 0;
  }

  join(link: BrokeredLink): number {
    const id = ++Broker.#lastId;
    this.#links.set(id, link);
    return id;
  }

  send(message: ToBroker): void {
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
  #answered = 0;
  /** Resolves when a worker that was let go is ready for the next guest. */
  #rested: Promise<void> | undefined;

  constructor(options: LinkOptions) {
    this.listener = options.listener;
    this.#options = options;
    this.#buffers = new Buffers(options.mailboxBytes);
    void this.#start(options);
  }

  post(message: ToGuest, attachment?: Uint8Array): void {
    if (message.type === "run" || message.type === "fileRequest") {
      this.#broker.send({ id: this.#id, type: message.type });
    }
    this.#buffers.post(message, attachment);
    if (message.type !== "response") return;
    this.#acknowledge();
    if (this.#buffers.mailbox.isOverdue && !this.#over) {
      void this.kill();
      this.listener.lost(UNREAD_RESPONSES);
    }
  }

  /** Tells the broker how many questions were answered, not one by one. */
  #acknowledge(): void {
    if (++this.#answered < ANSWERS_A_TIME) return;
    this.#answered = 0;
    this.#broker.send({
      id: this.#id,
      type: "responded",
      count: ANSWERS_A_TIME,
    });
  }

  interrupt(): void {
    this.#buffers.interrupt();
  }

  kill(): Promise<void> {
    if (!this.#over) {
      this.#over = true;
      // Before it holds its lock, a worker that waits for a message is reached in no other way.
      this.#buffers.close({ type: "exit" });
      this.#broker.send({ id: this.#id, type: "kill" });
    }
    return this.#gone.promise;
  }

  renew(listener: LinkListener): boolean {
    if (this.#over || !this.#options.engine.reusable) return false;
    this.listener = listener;
    this.#buffers.post({ type: "close" });
    return true;
  }

  /** Has the worker throw its guest away and wait for the next; says whether it may. */
  rest(): boolean {
    if (this.#over || !this.#options.engine.reusable) return false;
    if (!this.#broker.keepWaiting(this)) return false;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#rested = promise;
    return this.renew({
      message: ({ type }) => type === "ready" && resolve(),
      lost: () => {},
    });
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
    void this.#rested?.then(() => listener.message({ type: "ready" }));
  }

  hear(message: FromBroker): void {
    switch (message.type) {
      case "message":
        this.#measure(message.cpu ?? []);
        return this.#pass(message.data);
      case "sample":
        return this.#measure(message.cpu);
      case "lost":
        if (this.#over) return;
        this.#over = true;
        this.#leave();
        return this.listener.lost({
          kind: message.kind,
          reason: message.reason,
        });
      case "killed":
        return this.#leave();
    }
  }

  #measure(cpu: CpuTimes): void {
    for (const cpuMs of cpu) {
      if (cpuMs === undefined) continue;
      this.listener.sample?.({ cpuMs, memoryBytes: undefined });
    }
  }

  #leave(): void {
    this.#buffers.close();
    this.#broker.leave(this.#id);
    this.#gone.resolve();
  }

  #pass(data: unknown): void {
    if (this.#over) return;
    const message = parseFromGuest(data, this.#options.maxMessageChars);
    if (message === undefined) this.listener.noise?.();
    else this.listener.message(message);
  }

  async #start(options: LinkOptions): Promise<void> {
    const { engine, maxMessageChars } = options;
    const lock = `sandglass:${crypto.randomUUID()}`;
    try {
      const code = await brokeredWorker(options);
      const { url, compiled, data } = code;
      const send = (shared: WorkerStart): void => {
        if (this.#over) return;
        this.#broker.send({
          id: this.#id,
          type: "start",
          url,
          heapMiB: engine.heapMiB,
          maxMessageChars,
          shared: { ...shared, ...data, lock },
        });
      };
      await handOver(options, this.#buffers, { compiled, send });
    } catch (error) {
      this.listener.lost(lossOf(messageOf(error)));
    }
  }
}
