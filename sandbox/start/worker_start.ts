/**
 * The start of a worker, up to the moment when it has opened its guest.
 *
 * @module
 */
import { messageOf, SandboxError } from "../../core/errors.ts";
import type { ResolvedSandboxOptions } from "../../core/options.ts";
import type { FromGuest, ToGuest } from "../../core/protocol.ts";
import type { GuestLink, LinkListener, Loss, Sample } from "../link.ts";
import { lossOf } from "../loss.ts";
import { type Clock, PatientTimer } from "./patient_timer.ts";

/**
 * What share of its patience a worker has to use the processor to be at work, and only slow as others have the
 * processors. One that sleeps takes a fifth of that, as it is looked at.
 */
const WORK_SHARE = 0.01;
/**
 * How many times as long a worker may be silent of which no sample came yet: its supervisor has to get a processor
 * first, and nothing tells a worker that waits for one from a worker that sleeps.
 */
const UNSEEN_FACTOR = 3;

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

/** The file of the snapshot that a worker was to start from is not what it should be. */
export class InvalidSnapshotError extends SandboxError {
  /** Makes one. */
  constructor(reason: string) {
    super("START_FAILED", `Cannot start the engine as its snapshot ${reason}`);
  }
}

/** The file of the guest's packages is not what it should be. */
export class InvalidPackagesError extends SandboxError {
  /** Makes one. */
  constructor(fault: string) {
    super(
      "PACKAGES_FAILED",
      `Cannot start the engine as the file of its packages ${fault}`,
    );
  }
}

/** Follows a worker from its start to the moment when it has opened its guest. */
export class WorkerStart implements LinkListener {
  readonly #ready = Promise.withResolvers<void>();
  readonly #opened = Promise.withResolvers<void>();
  readonly #clock: Clock | undefined;
  #silence: PatientTimer | undefined;
  /** The worker's processor time when it was last seen at work. */
  #cpuMs: number | undefined;
  #patienceMs = 0;

  /** @param clock How time passes; by default the platform's */
  constructor(clock?: Clock) {
    this.#clock = clock;
    // The caller that waits gets the failure; without one, it is ignored.
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

  /** Takes a measurement of the worker: one that works is not silent. */
  sample({ cpuMs }: Sample): void {
    if (cpuMs === undefined) return;
    const usedMs = cpuMs - (this.#cpuMs ?? -Infinity);
    if (usedMs < WORK_SHARE * this.#patienceMs) return;
    this.#cpuMs = cpuMs;
    this.#silence?.restart(this.#patienceMs);
  }

  /** Takes the news that the worker is gone. */
  lost({ kind, reason }: Loss): void {
    if (kind === "snapshot") return this.fail(new InvalidSnapshotError(reason));
    if (kind === "packages") return this.fail(new InvalidPackagesError(reason));
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
   * @param patienceMs How long it may be, in milliseconds, once its supervisor has reported
   * @param needed What it cannot start without
   */
  limitSilence(
    patienceMs: number,
    needed: Promise<unknown> | undefined,
  ): void {
    let isOver = false;
    this.#patienceMs = patienceMs;
    const end = (): void => {
      isOver = true;
      this.#silence?.[Symbol.dispose]();
    };
    this.#ready.promise.then(end, end);
    Promise.resolve(needed).then(() => {
      if (isOver) return;
      const isSeen = this.#cpuMs !== undefined;
      this.#silence = new PatientTimer(
        isSeen ? patienceMs : UNSEEN_FACTOR * patienceMs,
        () => this.fail(new StalledError(patienceMs)),
        this.#clock,
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
   * @param opening The message to the worker, and its globals
   * @param options The limit of time and the signal
   * @throws {SandboxError} If the worker fails, takes too long, or the signal is aborted
   */
  open(
    link: GuestLink,
    opening: {
      readonly message: ToGuest;
      readonly globals: Uint8Array | undefined;
    },
    options: ResolvedSandboxOptions,
  ): Promise<void> {
    link.post(opening.message, opening.globals);
    return this.#within(this.#opened.promise, options);
  }

  async #within(
    promise: Promise<void>,
    { signal, limits: { startTimeoutMs }, engine }: ResolvedSandboxOptions,
  ): Promise<void> {
    const giveUp = (code: "START_TIMEOUT" | "ABORTED", why: string): void =>
      this.fail(new SandboxError(code, `Cannot start ${engine} as ${why}`));
    using _timer = new PatientTimer(
      startTimeoutMs,
      () => giveUp("START_TIMEOUT", `it took more than ${startTimeoutMs} ms`),
      this.#clock,
    );
    const abort = (): void => giveUp("ABORTED", "the start was aborted");
    signal?.addEventListener("abort", abort, { once: true });
    try {
      if (signal?.aborted) abort();
      await promise;
    } finally {
      signal?.removeEventListener("abort", abort);
    }
  }
}
