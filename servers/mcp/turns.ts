/**
 * Runs asynchronous functions one after the other.
 *
 * @module
 */
import { Refusal } from "./refusal.ts";
import { unlessAborted } from "./unless_aborted.ts";

/** A queue that runs one function at a time, in the order of the calls. */
export class Turns {
  readonly #maxWaiting: number;
  #waiting = 0;
  #last: Promise<void> = Promise.resolve();

  /** @param maxWaiting The maximum number of waiting functions */
  constructor(maxWaiting: number) {
    this.#maxWaiting = maxWaiting;
  }

  /** Whether no function runs or waits. */
  get idle(): boolean {
    return this.#waiting === 0;
  }

  /**
   * Waits for a turn, then calls a function.
   *
   * @param act The function
   * @param signal Aborts the wait
   * @returns The result of the function
   * @throws {Refusal} If the maximum number of functions is waiting
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
      await unlessAborted(() => before, signal);
      return await act();
    } finally {
      this.#waiting--;
      // A waiter that gives up does not let the next one start early.
      void before.then(resolve);
    }
  }
}
