/**
 * A time limit that counts only time in which this process has its turns.
 *
 * @module
 */
import { LATE_MS } from "../deadline.ts";

/**
 * Of how many parts a time limit consists at least, and how long each is at the most, in milliseconds: short, so that
 * turns that are all a little late make the limit longer, too.
 */
const PARTS = { count: 10, maxMs: 100 };

/** How time passes; of the platform, but in tests. */
export interface Clock {
  /** Milliseconds since some moment. */
  now(): number;
  /** Calls back after a time, and returns what calls that off. */
  after(delayMs: number, call: () => void): () => void;
}

const PLATFORM_CLOCK: Clock = {
  now: () => performance.now(),
  after: (delayMs, call) => {
    const timer = setTimeout(call, delayMs);
    return () => clearTimeout(timer);
  },
};

/**
 * A time limit for somebody else, who must not pay for what keeps this process from its turns: a blocked event loop,
 * processors that others have, a machine that was asleep. It is taken in parts, and a part that came late counts no
 * more than one in time. Messages that arrived meanwhile are handled before the limit passes.
 */
export class PatientTimer implements Disposable {
  readonly #partMs: number;
  readonly #onPassed: () => void;
  readonly #clock: Clock;
  #leftMs = 0;
  #partAt = 0;
  #callOff: (() => void) | undefined;
  /** Whether the limit passes with the part that goes on, even if that is late. */
  #isLast = false;

  /**
   * @param forMs Milliseconds until it passes
   * @param onPassed What is done then
   * @param clock How time passes
   */
  constructor(
    forMs: number,
    onPassed: () => void,
    clock: Clock = PLATFORM_CLOCK,
  ) {
    this.#begin(forMs);
    this.#partMs = Math.min(PARTS.maxMs, Math.ceil(forMs / PARTS.count));
    this.#onPassed = onPassed;
    this.#clock = clock;
    this.#wait(this.#partMs);
  }

  /** Begins anew, unless it passed or was disposed of. */
  restart(forMs: number): void {
    if (this.#callOff === undefined) return;
    this.#callOff();
    this.#begin(forMs);
    this.#wait(this.#partMs);
  }

  #begin(forMs: number): void {
    this.#leftMs = forMs;
    // Who wants it shorter than a turn may be late means it.
    this.#isLast = forMs <= LATE_MS;
  }

  #wait(delayMs: number): void {
    this.#partAt = this.#clock.now();
    this.#callOff = this.#clock.after(delayMs, () => this.#look(delayMs));
  }

  #look(delayMs: number): void {
    const tookMs = this.#clock.now() - this.#partAt;
    this.#leftMs -= Math.min(tookMs, delayMs);
    if (this.#leftMs > 0) {
      return this.#wait(Math.min(this.#partMs, this.#leftMs));
    }
    if (this.#isLast || tookMs <= delayMs + LATE_MS) {
      this.#callOff = undefined;
      return this.#onPassed();
    }
    this.#isLast = true;
    this.#wait(this.#partMs);
  }

  /** Calls it off. */
  [Symbol.dispose](): void {
    this.#callOff?.();
    this.#callOff = undefined;
  }
}
