import type { CommandContext } from "../command.ts";
import { EXIT } from "../report/exit_status.ts";

/** How long interrupted work may take to remove what it wrote, in milliseconds. */
const CLEAN_UP_MS = 5_000;

/** Waits until interrupted work has cleaned up, but not for long. */
export async function settled(work: Promise<unknown>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, CLEAN_UP_MS);
  await Promise.race([work.catch(() => {}), promise]);
  clearTimeout(timer);
}

/**
 * Handles Ctrl-C and SIGTERM while something runs. The first Ctrl-C stops the guest. The second Ctrl-C and SIGTERM end the
 * command.
 */
export class Interrupts implements Disposable {
  readonly #soft = new AbortController();
  readonly #hard = Promise.withResolvers<void>();
  readonly #stop: readonly (() => void)[];
  readonly #isPatient: boolean;
  #status: number = EXIT.interrupted;

  /**
   * @param listen Listens for a signal
   * @param options `isPatient`: whether the first Ctrl-C stops the guest only (default: true)
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

  /** Aborted by the first signal. */
  get signal(): AbortSignal {
    return this.#soft.signal;
  }

  /** The exit status of the signal. */
  get status(): number {
    return this.#status;
  }

  /** Handles a Ctrl-C that came as a key and not as a signal. */
  interrupt(): void {
    if (this.#isPatient && !this.signal.aborted) this.#soft.abort();
    else this.#end(EXIT.interrupted);
  }

  /**
   * Waits for work until a signal ends the command.
   *
   * @param work The work
   * @returns The result of the work, or `undefined` if the work was abandoned
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
