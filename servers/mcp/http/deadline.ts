/**
 * A time by which something has to be.
 *
 * @module
 */

/** A time by which something has to be. */
export class Deadline implements Disposable {
  readonly #late = Promise.withResolvers<false>();
  readonly #timer: ReturnType<typeof setTimeout>;

  /** Begins it, in milliseconds. */
  constructor(ms: number) {
    this.#timer = setTimeout(() => this.#late.resolve(false), ms);
  }

  /** Waits for something. @returns Whether it came in time */
  async beats(event: Promise<void>): Promise<boolean> {
    return await Promise.race([event.then(() => true), this.#late.promise]);
  }

  /** Forgets it. */
  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}
