/**
 * The start of a worker, up to the moment when it has opened its guest.
 *
 * @module
 */
import { messageOf, SandboxError } from "../core/errors.ts";
import type { ResolvedSandboxOptions } from "../core/options.ts";
import type { FromGuest, ToGuest } from "../core/protocol.ts";
import type { GuestLink, LinkListener, Loss } from "./link.ts";
import { lossOf } from "./load_failure.ts";

/** A worker was silent for too long. */
export class StalledError extends SandboxError {
  /** Makes one. */
  constructor(patienceMs: number) {
    super(
      "START_TIMEOUT",
      `Cannot start the engine as nothing was heard of it for ${patienceMs} ms`,
    );
  }
}

/** The file of the image that a worker was to start from is not what it should be. */
export class UnfitImageError extends SandboxError {
  /** Makes one. */
  constructor(reason: string) {
    super("START_FAILED", `Cannot start the engine as its snapshot ${reason}`);
  }
}

/** Follows a worker from its start to the moment when it has opened its guest. */
export class Starting implements LinkListener {
  readonly #ready = Promise.withResolvers<void>();
  readonly #opened = Promise.withResolvers<void>();

  constructor() {
    // Whoever waits hears of a failure; nobody else has to.
    this.#ready.promise.catch(() => {});
    this.#opened.promise.catch(() => {});
  }

  /** Takes a message of the worker. */
  message(message: FromGuest): void {
    if (message.type === "ready") this.#ready.resolve();
    else if (message.type === "opened") this.#opened.resolve();
    else if (message.type === "failed") {
      this.lost(lossOf(message.reason));
    }
  }

  /** Takes the news that the worker is gone. */
  lost({ kind, reason }: Loss): void {
    if (kind === "image") return this.fail(new UnfitImageError(reason));
    const code = kind === "missing" ? "ASSET_MISSING" : "START_FAILED";
    this.fail(new SandboxError(code, `Cannot start the engine: ${reason}`));
  }

  /** Ends the start. */
  fail(error: unknown): void {
    const known = error instanceof SandboxError
      ? error
      : new SandboxError("START_FAILED", messageOf(error), { cause: error });
    this.#ready.reject(known);
    this.#opened.reject(known);
  }

  /**
   * Gives a worker up that is silent.
   *
   * @param patienceMs How long it may be, in milliseconds
   * @param image What it cannot start without
   */
  limitSilence(patienceMs: number, image: Promise<unknown> | undefined): void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const end = (): void => {
      isOver = true;
      clearTimeout(timer);
    };
    this.#ready.promise.then(end, end);
    Promise.resolve(image).then(() => {
      if (isOver) return;
      timer = setTimeout(
        () => this.fail(new StalledError(patienceMs)),
        patienceMs,
      );
    }, () => {});
  }

  /**
   * Waits until the worker is ready to open a guest.
   *
   * @param options The limit of time and the signal
   * @throws {SandboxError} If the worker fails, takes too long, or the signal is aborted
   */
  ready(options: ResolvedSandboxOptions): Promise<void> {
    return this.#within(this.#ready.promise, options);
  }

  /**
   * Opens the guest in a worker that is ready.
   *
   * @param link The link to the worker
   * @param message What the worker is told
   * @param options The limit of time and the signal
   * @throws {SandboxError} If the worker fails, takes too long, or the signal is aborted
   */
  open(
    link: GuestLink,
    message: ToGuest,
    options: ResolvedSandboxOptions,
  ): Promise<void> {
    link.post(message);
    return this.#within(this.#opened.promise, options);
  }

  async #within(
    promise: Promise<void>,
    { signal, limits: { startTimeoutMs }, engine }: ResolvedSandboxOptions,
  ): Promise<void> {
    const giveUp = (code: "START_TIMEOUT" | "ABORTED", why: string): void =>
      this.fail(new SandboxError(code, `Cannot start ${engine} as ${why}`));
    const timer = setTimeout(
      () => giveUp("START_TIMEOUT", `it took more than ${startTimeoutMs} ms`),
      startTimeoutMs,
    );
    const abort = (): void => giveUp("ABORTED", "the start was aborted");
    signal?.addEventListener("abort", abort, { once: true });
    try {
      if (signal?.aborted) abort();
      await promise;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    }
  }
}
