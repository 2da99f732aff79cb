/**
 * A request with its response, from when it was let in until nothing of it is left to send.
 *
 * @module
 */

/** One of them. */
export class Exchange {
  /** Whose request it is. */
  readonly tenant: string;
  readonly #stallMs: number;
  readonly #ends: (() => void)[] = [];
  #isOver = false;

  /**
   * Makes it.
   *
   * @param tenant Whose request it is
   * @param stallMs Milliseconds that a client may take to receive a piece of the response
   */
  constructor(tenant: string, stallMs: number) {
    this.tenant = tenant;
    this.#stallMs = stallMs;
  }

  /** Has something done when it is over. */
  onEnd(act: () => void): void {
    if (this.#isOver) act();
    else this.#ends.push(act);
  }

  /** Is to be called when there is nothing to follow. */
  end(): void {
    this.#isOver = true;
    for (const act of this.#ends.splice(0)) act();
  }

  /**
   * Follows a response until it was sent, abandoned, or not read in time: a response that waits for its client takes
   * memory.
   *
   * @param response The response
   * @returns It, to be sent
   */
  follow(response: Response): Response {
    if (response.body === null) {
      this.end();
      return response;
    }
    const { status, headers } = response;
    return new Response(this.#watch(response.body), { status, headers });
  }

  #watch(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
    const reader = body.getReader();
    let stalled: ReturnType<typeof setTimeout> | undefined;
    const leave = async (reason: unknown): Promise<void> => {
      this.end();
      await reader.cancel(reason);
    };
    return new ReadableStream<Uint8Array>({
      pull: async (controller): Promise<void> => {
        clearTimeout(stalled);
        const { done, value } = await reader.read().catch((error) => {
          this.end();
          throw error;
        });
        if (done) {
          this.end();
          return controller.close();
        }
        controller.enqueue(value);
        stalled = setTimeout(() => {
          const reason = new Error("The client does not read");
          controller.error(reason);
          // Errors of its source no longer matter.
          leave(reason).catch(() => {});
        }, this.#stallMs);
      },
      cancel: async (reason): Promise<void> => {
        clearTimeout(stalled);
        await leave(reason);
      },
    }, { highWaterMark: 0 });
  }
}
