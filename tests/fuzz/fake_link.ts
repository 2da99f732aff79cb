/** A link without a worker. */
import type { ToGuest } from "../../core/protocol.ts";
import type { GuestLink, LinkListener } from "../../sandbox/link.ts";

/** A link that records the messages that it sends. */
export class FakeLink implements GuestLink {
  listener: LinkListener = { message: () => {}, lost: () => {} };
  readonly posted: ToGuest[] = [];
  /** All messages and other calls, by type, in order. */
  readonly order: string[] = [];
  /** How often it was released. */
  released = 0;

  post(message: ToGuest): void {
    this.posted.push(message);
    this.order.push(message.type);
  }

  interrupt(): void {
    this.order.push("interrupt");
  }

  kill(): Promise<void> {
    this.released++;
    this.order.push("kill");
    return Promise.resolve();
  }
}
