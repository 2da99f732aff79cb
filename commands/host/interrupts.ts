import type { CommandContext } from "../command.ts";
import { EXIT } from "../report/exit_status.ts";

/**
 * Ctrl-C and SIGTERM while something runs. The first Ctrl-C asks the guest to stop,
 * the second one and SIGTERM end everything.
 */
export class Interrupts implements Disposable {
  readonly #soft = new AbortController();
  readonly #hard = Promise.withResolvers<void>();
  readonly #stop: readonly (() => void)[];
  readonly #isPatient: boolean;
  #status: number = EXIT.interrupted;

  /**
   * @param listen How to listen to a signal
   * @param options Whether the first Ctrl-C only asks; by default it does
   */
  constructor(
    listen: CommandContext["onSignal"],
    { isPatient = true }: { readonly isPatient?: boolean } = {},
  ) {
    this.#isPatient = isPatient;
    this.#stop = [
      listen("SIGINT", () => this.interrupt()),
      listen("SIGTERM", () => this.#end(EXIT.terminated)),
    ];
  }

  /** Is aborted by the first of them. */
  get signal(): AbortSignal {
    return this.#soft.signal;
  }

  /** The exit status that they ask for. */
  get status(): number {
    return this.#status;
  }

  /** Counts as a Ctrl-C, for one that comes as a key rather than as a signal. */
  interrupt(): void {
    if (this.#isPatient && !this.signal.aborted) this.#soft.abort();
    else this.#end(EXIT.interrupted);
  }

  /**
   * Waits for work, unless everything is to end first.
   *
   * @param work What may take long
   * @returns What the work gives, or `undefined` if it was left behind
   */
  race<T>(work: Promise<T>): Promise<T | undefined> {
    // The abandoned work may still fail, without a listener.
    work.catch(() => {});
    return Promise.race([
      work,
      this.#hard.promise.then((): undefined => undefined),
    ]);
  }

  /** Stops listening. */
  [Symbol.dispose](): void {
    for (const stop of this.#stop) stop();
  }

  #end(status: number): void {
    this.#status = status;
    this.#soft.abort();
    this.#hard.resolve();
  }
}
