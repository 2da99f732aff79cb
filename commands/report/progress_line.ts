import type { Output, RunningSpinner, StartSpinner } from "../command.ts";
import type { WarmOptions } from "../engine_setup.ts";

/** Options of a {@linkcode ProgressLine}. */
export interface ProgressLineOptions {
  /** Whether to print no progress and no warnings. */
  readonly isQuiet: boolean;
  /** Loads the function that starts a spinner. Without it, and after a failure, the line is the message alone. */
  readonly loadSpinner?: (() => Promise<StartSpinner>) | undefined;
}

/** A line of a terminal that shows progress and leaves no trace. On other outputs, it shows nothing. */
export class ProgressLine implements Disposable {
  readonly #output: Output;
  readonly #isShown: boolean;
  readonly #isQuiet: boolean;
  #loadSpinner: ProgressLineOptions["loadSpinner"];
  #message: string | undefined;
  #spinner: RunningSpinner | undefined;

  /**
   * @param output Standard error
   * @param options Whether to be quiet, and the spinner
   */
  constructor(
    output: Output,
    { isQuiet, loadSpinner }: ProgressLineOptions,
  ) {
    this.#output = output;
    this.#isQuiet = isQuiet;
    this.#isShown = output.isTerminal && !isQuiet;
    this.#loadSpinner = loadSpinner;
  }

  /** The listeners for progress and warnings of a sandbox's start. */
  get listeners(): Required<WarmOptions> {
    return {
      onProgress: (message) => this.show(message),
      onWarning: (message) => this.#warn(message),
    };
  }

  /** Replaces the message. */
  show(message: string): void {
    if (!this.#isShown) return;
    if (this.#spinner === undefined) this.#draw(message);
    else this.#spinner.show(message);
    this.#message = message;
    void this.#spin();
  }

  /** Removes the message. */
  clear(): void {
    if (this.#message === undefined) return;
    this.#message = undefined;
    if (this.#spinner === undefined) this.#output.writeControl("\r\x1b[K");
    this.#spinner?.stop();
    this.#spinner = undefined;
  }

  /** Removes the message. */
  [Symbol.dispose](): void {
    this.clear();
  }

  /** Prints a warning in place of the message. */
  #warn(message: string): void {
    if (this.#isQuiet) return;
    this.clear();
    this.#output.write(`sandglass: warning: ${message}\n`);
  }

  #draw(message: string): void {
    this.clear();
    const room = Math.max(1, (this.#output.columns ?? 80) - 1);
    this.#output.write(message.replace(/\s+/g, " ").slice(0, room));
  }

  async #spin(): Promise<void> {
    const load = this.#loadSpinner;
    if (load === undefined || this.#spinner !== undefined) return;
    // The spinner is loaded once. After a failure, the message stays without a spinner.
    this.#loadSpinner = undefined;
    const start = await load().catch(() => undefined);
    if (start === undefined) return;
    this.#loadSpinner = () => Promise.resolve(start);
    // The message may have been removed in the meantime.
    if (this.#message === undefined) return;
    this.#spinner = start(this.#output, this.#message);
  }
}
