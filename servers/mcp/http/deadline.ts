/** A time limit for several events. */
export class Deadline implements Disposable {
  readonly #late = Promise.withResolvers<false>();
  readonly #timer: ReturnType<typeof setTimeout>;

  /** @param ms The time limit in milliseconds, from now on */
  constructor(ms: number) {
    this.#timer = setTimeout(() => this.#late.resolve(false), ms);
  }

  /** Waits for an event. @returns Whether it came in time */
  async beats(event: Promise<void>): Promise<boolean> {
    return await Promise.race([event.then(() => true), this.#late.promise]);
  }

  /** Stops the timer. */
  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}
