import type { Output } from "../command.ts";

/** One line of a terminal that says what is going on, and goes without a trace. Elsewhere it says nothing. */
export class ProgressLine {
  readonly #output: Output;
  readonly #isShown: boolean;
  #drawn = false;

  /**
   * @param output Standard error
   * @param options Whether to say nothing at all
   */
  constructor(output: Output, options: { readonly isQuiet: boolean }) {
    this.#output = output;
    this.#isShown = output.isTerminal && !options.isQuiet;
  }

  /** Shows a message in place of the last one. */
  show(message: string): void {
    if (!this.#isShown) return;
    this.clear();
    const room = Math.max(1, (this.#output.columns ?? 80) - 1);
    this.#output.write(message.replace(/\s+/g, " ").slice(0, room));
    this.#drawn = true;
  }

  /** Takes the message away. */
  clear(): void {
    if (!this.#drawn) return;
    this.#output.writeControl("\r\x1b[K");
    this.#drawn = false;
  }
}
