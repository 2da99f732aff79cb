/** Collects a stream of text while it arrives. */
export class Collector {
  /** What has arrived. */
  text = "";
  /** Resolves when the stream is over. */
  readonly ended: Promise<void>;
  #changed = Promise.withResolvers<void>();
  #isOver = false;

  constructor(stream: ReadableStream<Uint8Array>) {
    this.ended = this.#gather(stream);
  }

  /** Waits until a text has arrived. */
  async until(text: string): Promise<void> {
    while (!this.text.includes(text)) await this.#wait(text);
  }

  /** Waits until a pattern has arrived, and returns its first group. */
  async find(pattern: RegExp): Promise<string> {
    for (;;) {
      const [, found] = pattern.exec(this.text) ?? [];
      if (found !== undefined) return found;
      await this.#wait(`${pattern}`);
    }
  }

  async #wait(expected: string): Promise<void> {
    if (this.#isOver) throw new Error(`Expected ${expected} in ${this.text}`);
    await this.#changed.promise;
  }

  async #gather(stream: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    for await (const chunk of stream) {
      this.text += decoder.decode(chunk, { stream: true });
      this.#tell();
    }
    this.#isOver = true;
    this.#tell();
  }

  #tell(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}
