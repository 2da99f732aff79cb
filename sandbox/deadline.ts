/** Milliseconds by which a timer may be late before it is not waited for any longer. */
export const LATE_MS = 100;

/** A time limit that can stand still. */
export class Deadline {
  readonly #onPassed: () => void;
  #leftMs: number;
  #runningSince: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * A limit that does not go yet.
   *
   * @param leftMs Milliseconds until it passes
   * @param onPassed What is done then
   */
  constructor(leftMs: number, onPassed: () => void) {
    this.#leftMs = leftMs;
    this.#onPassed = onPassed;
  }

  /** Lets the time go, or go on. */
  go(): void {
    if (this.#timer !== undefined) return;
    this.#runningSince = performance.now();
    this.#timer = setTimeout(this.#onPassed, Math.max(0, this.#leftMs));
  }

  /** Has the time stand still; where it had passed already, that is said now. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#runningSince === undefined) return;
    this.#leftMs -= performance.now() - this.#runningSince;
    this.#runningSince = undefined;
    // Time that stands still again and again, as soon as it goes, would never give the timer its turn.
    if (this.#leftMs <= 0) this.#onPassed();
  }

  /** Has it pass where its timer is late: that gets no turn as long as there are messages of a worker's to hear. */
  check(): void {
    if (this.#runningSince === undefined) return;
    const overMs = performance.now() - this.#runningSince - this.#leftMs;
    if (overMs > LATE_MS) this.stop();
  }
}

/**
 * Waits.
 *
 * @param ms How long, in milliseconds
 * @param signal Ends the wait
 */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms === 0) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  signal.addEventListener("abort", () => resolve(), { once: true });
  await promise;
  clearTimeout(timer);
}
