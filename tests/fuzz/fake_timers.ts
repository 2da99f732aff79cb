/**
 * A fake clock that advances only on request, so that time-dependent behaviour can be replayed.
 *
 * @module
 */

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** Replaces the runtime's timers until it is disposed of. */
export class FakeTimers implements Disposable {
  readonly #set = globalThis.setTimeout;
  readonly #clear = globalThis.clearTimeout;
  readonly #timers = new Map<number, Timer>();
  #now = 0;
  #lastId = 0;

  constructor() {
    const setTimeout = (run: () => void, delayMs = 0): number => {
      this.#timers.set(++this.#lastId, { at: this.#now + delayMs, run });
      return this.#lastId;
    };
    const clearTimeout = (id = 0): void => void this.#timers.delete(id);
    // Only the functions that a sandbox uses are replaced.
    Object.assign(globalThis, { setTimeout, clearTimeout });
  }

  /** The number of waiting timers. */
  get waiting(): number {
    return this.#timers.size;
  }

  /** Advances the clock. */
  pass(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const next = [...this.#timers].filter(([, { at }]) => at <= end)
        .sort(([, a], [, b]) => a.at - b.at)[0];
      if (next === undefined) break;
      const [id, { at, run }] = next;
      this.#timers.delete(id);
      this.#now = at;
      run();
    }
    this.#now = end;
  }

  [Symbol.dispose](): void {
    globalThis.setTimeout = this.#set;
    globalThis.clearTimeout = this.#clear;
  }
}
