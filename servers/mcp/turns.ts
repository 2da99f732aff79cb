/**
 * One thing after the other, in the order in which they were asked for.
 *
 * @module
 */
import { Refusal } from "./refusal.ts";

/** A queue with one place at its head. */
export class Turns {
  readonly #maxWaiting: number;
  #waiting = 0;
  #last: Promise<void> = Promise.resolve();

  /** Makes one, in which so many may wait. */
  constructor(maxWaiting: number) {
    this.#maxWaiting = maxWaiting;
  }

  /** Whether nothing is going on. */
  get idle(): boolean {
    return this.#waiting === 0;
  }

  /**
   * Does something when it is its turn.
   *
   * @param act What is to be done
   * @param signal Gives the turn up while it waits
   * @returns What came of it
   * @throws {Refusal} If too many wait
   */
  async take<T>(
    act: () => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    if (this.#waiting > this.#maxWaiting) {
      throw new Refusal(
        `Cannot do more in this session at a time: ${this.#maxWaiting} calls wait already`,
      );
    }
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last = promise;
    this.#waiting++;
    try {
      await beforeAbort(before, signal);
      return await act();
    } finally {
      this.#waiting--;
      // A waiter that gives up does not let the next one start early.
      void before.then(resolve);
    }
  }
}

/** Waits for something, unless it is given up. */
async function beforeAbort(
  work: Promise<void>,
  signal: AbortSignal | undefined,
): Promise<void> {
  signal?.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = (): void => reject(signal?.reason);
  signal?.addEventListener("abort", abort, { once: true });
  try {
    await Promise.race([work, promise]);
  } finally {
    signal?.removeEventListener("abort", abort);
  }
}
