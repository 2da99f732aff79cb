/**
 * The one queue in which all starts of this process wait for their turn: workers in processes and threads, those of
 * pools, and the building of snapshots. Many starts at once would else take the processors from each other until none
 * comes in time.
 *
 * @module
 */
import {
  type AdmissionEvent,
  type AdmissionState,
  admit,
  noStarts,
} from "../../core/admission.ts";
import { SandboxError } from "../../core/errors.ts";

/**
 * How many starts go on at a time for each processor. A start in a process needs a processor nearly all the time, one
 * in a thread waits for Deno for most of half a second: with fewer, threads come more slowly; with more, nothing comes
 * sooner, and each takes longer.
 */
const STARTS_PER_CORE = 4;

/** The place of a start; disposing of it lets the next one in, and doing so again does nothing. */
export type StartPlace = Disposable;

class Place implements StartPlace {
  #leave: (() => void) | undefined;

  constructor(leave: () => void) {
    this.#leave = leave;
  }

  [Symbol.dispose](): void {
    this.#leave?.();
    this.#leave = undefined;
  }
}

/** Lets starts go on, some at a time, in order of arrival. */
export class StartQueue {
  readonly #waiting = new Map<number, () => void>();
  #state: AdmissionState;
  #lastNumber = 0;

  /** @param places How many starts may go on at a time */
  constructor(
    places: number = STARTS_PER_CORE * navigator.hardwareConcurrency,
  ) {
    this.#state = noStarts(places);
  }

  /** How many starts go on, and how many wait. */
  get counts(): { readonly admitted: number; readonly waiting: number } {
    const { admitted, waiting } = this.#state;
    return { admitted: admitted.size, waiting: waiting.length };
  }

  /** Takes the number of a start that arrives, for {@linkcode StartQueue.enter}. */
  arrive(): number {
    return ++this.#lastNumber;
  }

  /**
   * Waits until a start may go on.
   *
   * @param start Its number, by {@linkcode StartQueue.arrive}
   * @param signal Takes it out of the queue
   * @returns Its place. The caller disposes of it when the start has ended
   * @throws {SandboxError} `ABORTED` if the signal is aborted before it is its turn
   */
  async enter(start: number, signal?: AbortSignal): Promise<StartPlace> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const abort = (): void =>
      reject(
        new SandboxError("ABORTED", "Cannot start as the start was aborted"),
      );
    if (signal?.aborted) abort();
    else {
      this.#waiting.set(start, resolve);
      signal?.addEventListener("abort", abort, { once: true });
      this.#dispatch({ type: "enqueue", start });
    }
    try {
      await promise;
      return new Place(() => this.#leave(start));
    } catch (error) {
      this.#leave(start);
      throw error;
    } finally {
      signal?.removeEventListener("abort", abort);
    }
  }

  /** Runs something at once, without a place of its own: a start with a place waits for it. */
  async goOn<T>(act: () => Promise<T>): Promise<T> {
    const start = this.arrive();
    this.#dispatch({ type: "enter", start });
    try {
      return await act();
    } finally {
      this.#leave(start);
    }
  }

  #leave(start: number): void {
    this.#waiting.delete(start);
    this.#dispatch({ type: "leave", start });
  }

  #dispatch(event: AdmissionEvent): void {
    const { state, admitted } = admit(this.#state, event);
    this.#state = state;
    for (const start of admitted) {
      this.#waiting.get(start)?.();
      this.#waiting.delete(start);
    }
  }
}
