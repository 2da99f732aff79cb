/**
 * A worker that a pool lends to one sandbox. After the sandbox returned the worker, its messages are dropped, so that they
 * cannot reach the next guest.
 *
 * @module
 */
import type { ToGuest } from "../../core/protocol.ts";
import type { GuestLink, LinkListener } from "../link.ts";

/** Ignores the messages of a worker that was returned. */
const IGNORE: LinkListener = { message: () => {}, lost: () => {} };

/** The link of a lent worker. */
export class Lease implements GuestLink {
  readonly #link: GuestLink;
  readonly #returnWorker: (reusable: boolean) => Promise<void>;
  #returned: Promise<void> | undefined;
  /** Called when the pool needs the worker back at once. By default the listener is notified of a loss. */
  onEvict: () => void = () =>
    this.listener.lost({ kind: "crashed", reason: "The pool is closed" });

  /**
   * @param link The worker's own link
   * @param returnWorker Returns the worker to the pool. Resolves when its guest has ended
   */
  constructor(
    link: GuestLink,
    returnWorker: (reusable: boolean) => Promise<void>,
  ) {
    this.#link = link;
    this.#returnWorker = returnWorker;
  }

  get listener(): LinkListener {
    return this.#returned === undefined ? this.#link.listener : IGNORE;
  }

  set listener(listener: LinkListener) {
    if (this.#returned === undefined) this.#link.listener = listener;
  }

  post(message: ToGuest, attachment?: Uint8Array): void {
    if (this.#returned === undefined) this.#link.post(message, attachment);
  }

  interrupt(force?: boolean): void {
    if (this.#returned === undefined) this.#link.interrupt(force);
  }

  /** Makes the sandbox return the worker. */
  evict(): void {
    this.onEvict();
  }

  /** Returns the worker, which is then ended. */
  kill(): Promise<void> {
    return this.release(false);
  }

  /** Returns the worker. `reusable` says whether it may get another guest. */
  release(reusable: boolean): Promise<void> {
    if (this.#returned !== undefined) return this.#returned;
    this.#link.listener = IGNORE;
    // Set before the call, because the pool may call this link again.
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#returned = promise;
    resolve(this.#returnWorker(reusable));
    return promise;
  }
}
