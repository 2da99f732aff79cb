/** A request with its response, from its acceptance until the response is sent or abandoned. */
export class Exchange {
  /** The tenant of the request. */
  readonly tenant: string;
  readonly #stallMs: number;
  readonly #ends: (() => void)[] = [];
  #isOver = false;

  /**
   * Creates an exchange.
   *
   * @param tenant The tenant of the request
   * @param stallMs How long the client may take to receive a piece of the response, in milliseconds
   */
  constructor(tenant: string, stallMs: number) {
    this.tenant = tenant;
    this.#stallMs = stallMs;
  }

  /** Calls a function at the end of the exchange. */
  onEnd(act: () => void): void {
    if (this.#isOver) act();
    else this.#ends.push(act);
  }

  /** Ends the exchange. The caller needs this only without a response to follow. */
  end(): void {
    this.#isOver = true;
    for (const act of this.#ends.splice(0)) act();
  }

  /**
   * Ends the exchange when a response is sent, abandoned, or not read in time. A response that waits for its client takes
   * memory.
   *
   * @param response The response
   * @returns The response to send
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
          // An error of the source no longer matters.
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
