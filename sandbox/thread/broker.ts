/**
 * The host's side of the broker, which starts the workers of `thread` isolation; see `broker.js`.
 *
 * @module
 */
import { linkWorker, toBlobUrl } from "../../engines/worker/link.ts";
import { BROKER } from "./broker_module.ts";
import type { FromBroker, ToBroker } from "./broker_protocol.ts";
import type { BrokeredLink } from "./brokered_link.ts";
import { embedded } from "../embedded.ts";
import type { LinkOptions, Loss } from "../link.ts";
import { lossOf } from "../loss.ts";
import { MESSAGE_CHARS } from "../supervision.js";
import { newWorker } from "./thread_worker.ts";

/** The most workers that wait for a guest. */
const MAX_WAITING = 2;
/** How much the host reads, in UTF-16 units, before it acknowledges. */
const ACKNOWLEDGED_CHARS = 2 ** 16;

/** The broker of this process. It runs as long as there are sandboxes that use it. */
export class Broker {
  static #current: Broker | undefined;
  static #lastId = 0;
  /** Created once, because Deno keeps a blob and its module forever. */
  static #url: string | undefined;

  readonly #worker = newWorker(Broker.#sourceUrl());
  readonly #links = new Map<number, BrokeredLink>();
  #waiting: BrokeredLink[] = [];
  #readChars = 0;

  static current(): Broker {
    return Broker.#current ??= new Broker();
  }

  static #sourceUrl(): string {
    return Broker.#url ??= embedded?.brokerUrl() ??
      linkWorker(BROKER, toBlobUrl);
  }

  private constructor() {
    this.#worker.onmessage = ({ data }: MessageEvent<FromBroker>) => {
      try {
        this.#links.get(data.id)?.receive(data);
      } finally {
        if (data.type === "message" && typeof data.data === "string") {
          this.#acknowledge(data.data.length);
        }
      }
    };
    this.#worker.onerror = (event) => {
      // An unhandled error would end the host's process.
      event.preventDefault();
      this.#fail(lossOf(event.message));
    };
  }

  /** Reports all workers as lost: without the broker, the host can neither stop them nor read their messages. */
  #fail({ kind, reason }: Loss): void {
    if (Broker.#current === this) Broker.#current = undefined;
    for (const [id, link] of [...this.#links]) {
      link.receive({ id, type: "lost", kind, reason: `its broker: ${reason}` });
      link.receive({ id, type: "killed" });
    }
    this.#worker.terminate();
  }

  /**
   * Tells the broker how much the host has read. The broker waits for this, because Deno delivers a worker's messages as
   * long as there are any, and no timer or request of the host runs meanwhile.
   */
  #acknowledge(chars: number): void {
    this.#readChars += chars + MESSAGE_CHARS;
    if (this.#readChars < ACKNOWLEDGED_CHARS) return;
    this.send({ type: "acknowledge", chars: this.#readChars });
    this.#readChars = 0;
  }

  add(link: BrokeredLink): number {
    const id = ++Broker.#lastId;
    this.#links.set(id, link);
    return id;
  }

  send(message: ToBroker): void {
    this.#worker.postMessage(message);
  }

  /** Keeps a link for another guest. Returns whether it does. */
  keepWaiting(link: BrokeredLink): boolean {
    const others = this.#links.size - this.#waiting.length - 1;
    if (others === 0 || this.#waiting.length >= MAX_WAITING) return false;
    this.#waiting.push(link);
    return true;
  }

  takeWaiting(options: LinkOptions): BrokeredLink | undefined {
    const link = this.#waiting.find((one) => one.matches(options));
    if (link === undefined) return undefined;
    this.#waiting = this.#waiting.filter((one) => one !== link);
    link.reuse(options);
    return link;
  }

  remove(id: number): void {
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
