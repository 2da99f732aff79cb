/**
 * `thread` isolation in a process that continues after its guests: links to workers that a broker starts, so that the host
 * can stop them at any time.
 *
 * @module
 */
import { messageOf } from "../../core/errors.ts";
import { parseFromGuest } from "../../core/parse_from_guest.ts";
import type { ToGuest } from "../../core/protocol.ts";
import type { WorkerStart } from "../../core/worker_start.ts";
import { Broker } from "./broker.ts";
import type { CpuTimes, FromBroker } from "./broker_protocol.ts";
import type { GuestLink, LinkListener, LinkOptions } from "../link.ts";
import { lossOf, UNREAD_RESPONSES } from "../loss.ts";
import { Buffers, handOver } from "./thread_worker.ts";
import { brokeredWorker } from "./worker_url.ts";

/**
 * Starts a worker in this process, through the broker, or takes one that waits.
 *
 * @param options The options of the link
 * @returns The link. The worker sends a message when it is ready
 */
export function startThread(options: LinkOptions): GuestLink {
  return Broker.current().takeWaiting(options) ?? new BrokeredLink(options);
}

/**
 * Releases a worker that {@linkcode startThread} returned. The worker waits for another guest if it is reusable and there
 * are other sandboxes. Otherwise it is killed, so that nothing remains after the last sandbox.
 *
 * @param link The link
 * @param reusable Whether the worker is idle and works as it should
 */
export async function releaseThread(
  link: GuestLink,
  reusable: boolean,
): Promise<void> {
  if (reusable && link instanceof BrokeredLink && link.keep()) return;
  await link.kill();
}

/** How many responses the host reports to the broker at a time. */
const RESPONSES_A_TIME = 64;

/** The link to a worker of the broker. */
export class BrokeredLink implements GuestLink {
  listener: LinkListener;
  readonly #options: LinkOptions;
  readonly #buffers: Buffers;
  readonly #broker = Broker.current();
  readonly #id = this.#broker.add(this);
  readonly #ended = Promise.withResolvers<void>();
  #isOver = false;
  #responses = 0;
  /** Resolves when the worker is ready for another guest. */
  #kept: Promise<void> | undefined;

  constructor(options: LinkOptions) {
    this.listener = options.listener;
    this.#options = options;
    this.#buffers = new Buffers(options);
    void this.#start(options);
  }

  post(message: ToGuest, attachment?: Uint8Array): void {
    if (message.type === "run" || message.type === "fileRequest") {
      this.#broker.send({ id: this.#id, type: message.type });
    }
    this.#buffers.post(message, attachment);
    if (message.type !== "response") return;
    this.#countResponse();
    if (this.#buffers.mailbox.isOverdue && !this.#isOver) {
      void this.kill();
      this.listener.lost(UNREAD_RESPONSES);
    }
  }

  /** Reports responses to host requests to the broker, many at a time. */
  #countResponse(): void {
    if (++this.#responses < RESPONSES_A_TIME) return;
    this.#responses = 0;
    this.#broker.send({
      id: this.#id,
      type: "responded",
      count: RESPONSES_A_TIME,
    });
  }

  interrupt(force?: boolean): void {
    this.#buffers.interrupt(force);
  }

  kill(): Promise<void> {
    if (!this.#isOver) {
      this.#isOver = true;
      // A worker that does not hold its lock yet, and waits for a message, can be ended in no other way.
      this.#buffers.close({ type: "exit" });
      this.#broker.send({ id: this.#id, type: "kill" });
    }
    return this.#ended.promise;
  }

  renew(listener: LinkListener): boolean {
    if (this.#isOver || !this.#options.engine.reusable) return false;
    this.listener = listener;
    this.#buffers.post({ type: "close" });
    return true;
  }

  /** Keeps the worker for another guest, if it may: the worker drops its guest and waits. Returns whether it does. */
  keep(): boolean {
    if (this.#isOver || !this.#options.engine.reusable) return false;
    if (!this.#broker.keepWaiting(this)) return false;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#kept = promise;
    return this.renew({
      message: ({ type }) => type === "ready" && resolve(),
      lost: () => {},
    });
  }

  /** Whether the worker was started with the same options. */
  matches(
    { engine, language, packages, mailboxBytes, maxMessageChars }: LinkOptions,
  ): boolean {
    const own = this.#options;
    return own.engine === engine && own.language === language &&
      own.packages?.sha256 === packages?.sha256 &&
      own.mailboxBytes === mailboxBytes &&
      own.maxMessageChars === maxMessageChars;
  }

  /** Connects the worker to another sandbox. */
  reuse({ listener }: LinkOptions): void {
    this.listener = listener;
    void this.#kept?.then(() => listener.message({ type: "ready" }));
  }

  /** Takes a message of the broker about this worker. */
  receive(message: FromBroker): void {
    switch (message.type) {
      case "message":
        this.#measure(message.cpu ?? []);
        return this.#pass(message.data);
      case "sample":
        return this.#measure(message.cpu);
      case "lost":
        if (this.#isOver) return;
        this.#isOver = true;
        this.#close();
        return this.listener.lost({
          kind: message.kind,
          reason: message.reason,
        });
      case "killed":
        return this.#close();
    }
  }

  #measure(cpu: CpuTimes): void {
    for (const cpuMs of cpu) {
      if (cpuMs === undefined) continue;
      this.listener.sample?.({ cpuMs, memoryBytes: undefined });
    }
  }

  #close(): void {
    this.#buffers.close();
    this.#broker.remove(this.#id);
    this.#ended.resolve();
  }

  #pass(data: unknown): void {
    if (this.#isOver) return;
    const message = parseFromGuest(data, this.#options.maxMessageChars);
    if (message === undefined) this.listener.noise?.();
    else this.listener.message(message);
  }

  async #start(options: LinkOptions): Promise<void> {
    const { engine, maxMessageChars } = options;
    const lock = `sandglass:${crypto.randomUUID()}`;
    try {
      const code = await brokeredWorker(options);
      const { url, data } = code;
      const send = (shared: WorkerStart): void => {
        if (this.#isOver) return;
        this.#broker.send({
          id: this.#id,
          type: "start",
          url,
          heapMiB: engine.heapMiB,
          maxMessageChars,
          shared: { ...shared, ...data, lock },
        });
      };
      await handOver(options, this.#buffers, { ...code, send });
    } catch (error) {
      this.listener.lost(lossOf(messageOf(error)));
    }
  }
}
