/**
 * The time that an interrupted guest has to stop.
 *
 * @module
 */
import { Deadline } from "./deadline.ts";
import { PatientTimer } from "./start/patient_timer.ts";

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
