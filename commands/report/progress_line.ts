import type { Output, RunningSpinner, StartSpinner } from "../command.ts";

/** What can be set for a {@linkcode ProgressLine}. */
export interface ProgressLineOptions {
  /** Whether to say nothing at all. */
  readonly isQuiet: boolean;
  /** Loads what draws spinners; without it, and where that fails, there is the message alone. */
  readonly loadSpinner?: (() => Promise<StartSpinner>) | undefined;
}

/** One line of a terminal that says what is in progress, and goes without a trace. Elsewhere it says nothing. */
export class ProgressLine {
  readonly #output: Output;
  readonly #isShown: boolean;
  #loadSpinner: ProgressLineOptions["loadSpinner"];
  #message: string | undefined;
  #spinner: RunningSpinner | undefined;

  /**
   * @param output Standard error
   * @param options Whether to say nothing at all, and what draws spinners
   */
  constructor(
    output: Output,
    { isQuiet, loadSpinner }: ProgressLineOptions,
  ) {
    this.#output = output;
    this.#isShown = output.isTerminal && !isQuiet;
    this.#loadSpinner = loadSpinner;
  }

  /** Shows a message in place of the last one. */
  show(message: string): void {
    if (!this.#isShown) return;
    if (this.#spinner === undefined) this.#draw(message);
    else this.#spinner.show(message);
    this.#message = message;
    void this.#spin();
  }

  /** Takes the message away. */
  clear(): void {
    if (this.#message === undefined) return;
    this.#message = undefined;
    if (this.#spinner === undefined) this.#output.writeControl("\r\x1b[K");
    this.#spinner?.stop();
    this.#spinner = undefined;
  }

  #draw(message: string): void {
    this.clear();
    const room = Math.max(1, (this.#output.columns ?? 80) - 1);
    this.#output.write(message.replace(/\s+/g, " ").slice(0, room));
  }

  async #spin(): Promise<void> {
    const load = this.#loadSpinner;
    if (load === undefined || this.#spinner !== undefined) return;
    // Loaded once; if that fails, the message stays there without a spinner.
    this.#loadSpinner = undefined;
    const start = await load().catch(() => undefined);
    if (start === undefined) return;
    this.#loadSpinner = () => Promise.resolve(start);
    // The message may have gone while it was loaded.
    if (this.#message === undefined) return;
    this.#spinner = start(this.#output, this.#message);
  }
}
