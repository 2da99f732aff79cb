/**
 * The time that an interrupted guest has to stop, and what is done when it passes.
 *
 * @module
 */
import { Deadline } from "./deadline.ts";
import type { GuestLink } from "./link.ts";
import { PatientTimer } from "./start/patient_timer.ts";

/** How long a guest may take to stop after a soft interrupt, in milliseconds. Then it is ended. */
const GRACE_MS = 35;
/** The same for an engine that undoes the run then. */
const UNDO_AFTER_MS = 100;
/** How long that engine may take for it, in milliseconds. Then it is ended. */
const UNDO_MS = 500;

/** How long a grace lasts at most, in milliseconds, however seldom this process has its turns. */
const LONGEST_MS = 1_000;

/**
 * A time limit that counts time in which this process has its turns: where processors are busy with something else, the
 * guest has not had its turns either. It lasts a second at most, so that a guest that keeps this process busy gains no more.
 */
export class Grace implements Disposable {
  readonly #patient: PatientTimer;
  readonly #longest: Deadline;

  /**
   * A grace that begins now.
   *
   * @param ms Its length in milliseconds
   * @param onPassed What is done when it passes
   */
  constructor(ms: number, onPassed: () => void) {
    const pass = (): void => {
      this[Symbol.dispose]();
      onPassed();
    };
    this.#patient = new PatientTimer(ms, pass);
    this.#longest = new Deadline(Math.max(ms, LONGEST_MS), pass);
    this.#longest.go();
  }

  /** Has it pass where its timer is late: that gets no turn as long as there are messages of a worker's to read. */
  check(): void {
    this.#longest.check();
  }

  /** Calls it off. */
  [Symbol.dispose](): void {
    this.#patient[Symbol.dispose]();
    this.#longest.stop();
  }
}

/** How a guest is interrupted. */
export interface InterruptionOptions {
  readonly link: Pick<GuestLink, "interrupt">;
  /** Whether the engine undoes the run if the guest does not stop. */
  readonly undoes: boolean;
  /**
   * How long the guest of another engine may take to stop, in milliseconds.
   * @default {35}
   */
  readonly graceMs?: number | undefined;
  /** Ends a guest that has not stopped. */
  readonly giveUp: () => void;
}

/** An interrupt of a guest, and more if the guest does not stop. */
export class Interruption implements Disposable {
  readonly #options: InterruptionOptions;
  #grace: Grace;

  /**
   * An interruption whose grace begins now.
   *
   * @param options How the guest is interrupted
   */
  constructor(options: InterruptionOptions) {
    const { undoes, graceMs = GRACE_MS, giveUp } = options;
    this.#options = options;
    this.#grace = undoes
      ? new Grace(UNDO_AFTER_MS, () => this.#undo())
      : new Grace(graceMs, giveUp);
  }

  #undo(): void {
    const { link, giveUp } = this.#options;
    this.#grace = new Grace(UNDO_MS, giveUp);
    link.interrupt(true);
  }

  /** Interrupts the guest. */
  begin(): void {
    this.#options.link.interrupt();
  }

  /** Has the grace pass where its timer is late. */
  check(): void {
    this.#grace.check();
  }

  /** Calls off what would follow. */
  [Symbol.dispose](): void {
    this.#grace[Symbol.dispose]();
  }
}
