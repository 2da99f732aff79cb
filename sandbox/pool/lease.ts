/**
 * A worker of a pool, lent to one sandbox: what it says to the worker after it gave it back goes nowhere, so that
 * nothing of it can reach the next guest.
 *
 * @module
 */
import type { ToGuest } from "../../core/protocol.ts";
import type { GuestLink, LinkListener } from "../link.ts";

const NOBODY: LinkListener = { message: () => {}, lost: () => {} };

/** A link that can be given back. */
export class Lease implements GuestLink {
  readonly #link: GuestLink;
  readonly #giveBack: (reusable: boolean) => Promise<void>;
  #returned: Promise<void> | undefined;
  /** Called when the worker is wanted back at once; by default its listener is notified that it is lost. */
  onEvict: () => void = () =>
    this.listener.lost({ kind: "crashed", reason: "The pool is closed" });

  /**
   * @param link The worker's own link
   * @param giveBack Takes the worker back, given whether it is in order; resolves when its guest is gone
   */
  constructor(link: GuestLink, giveBack: (reusable: boolean) => Promise<void>) {
    this.#link = link;
    this.#giveBack = giveBack;
  }

  get listener(): LinkListener {
    return this.#returned === undefined ? this.#link.listener : NOBODY;
  }

  set listener(listener: LinkListener) {
    if (this.#returned === undefined) this.#link.listener = listener;
  }

  post(message: ToGuest, attachment?: Uint8Array): void {
    if (this.#returned === undefined) this.#link.post(message, attachment);
  }

  interrupt(): void {
    if (this.#returned === undefined) this.#link.interrupt();
  }

  /** Makes the holder give the worker back. */
  evict(): void {
    this.onEvict();
  }

  /** Gives the worker back, to be ended. */
  kill(): Promise<void> {
    return this.release(false);
  }

  /** Gives the worker back; `reusable` says whether its guest ended in order. */
  release(reusable: boolean): Promise<void> {
    if (this.#returned !== undefined) return this.#returned;
    this.#link.listener = NOBODY;
    // Set first: giving back may lead to further calls.
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#returned = promise;
    resolve(this.#giveBack(reusable));
    return promise;
  }
}
