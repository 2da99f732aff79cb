import type { Clock } from "../../../sandbox/start/patient_timer.ts";

/** A clock that goes on only by hand. */
export class HandClock implements Clock {
  #nowMs = 0;
  #calls: { readonly atMs: number; readonly call: () => void }[] = [];

  now(): number {
    return this.#nowMs;
  }

  after(delayMs: number, call: () => void): () => void {
    const entry = { atMs: this.#nowMs + delayMs, call };
    this.#calls.push(entry);
    return () => this.#calls = this.#calls.filter((one) => one !== entry);
  }

  /** Whether something is to be called. */
  get isGoing(): boolean {
    return this.#calls.length > 0;
  }

  /** Lets time pass, with every call in time. */
  pass(forMs: number): void {
    const endMs = this.#nowMs + forMs;
    for (;;) {
      const [next] = this.#calls.toSorted((a, b) => a.atMs - b.atMs);
      if (next === undefined || next.atMs > endMs) break;
      this.#nowMs = next.atMs;
      this.#take(next);
    }
    this.#nowMs = endMs;
  }

  /** Lets time pass in which nothing is called; what was due then is called at its end. */
  block(forMs: number): void {
    this.#nowMs += forMs;
    for (const due of this.#calls.filter(({ atMs }) => atMs <= this.#nowMs)) {
      this.#take(due);
    }
  }

  #take(entry: { readonly call: () => void }): void {
    this.#calls = this.#calls.filter((one) => one !== entry);
    entry.call();
  }
}
