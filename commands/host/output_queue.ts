import { escapeForTerminal } from "../../core/terminal.ts";
import type { Output } from "../command.ts";

/** What an output writes to. */
export interface Sink {
  /** Whether a person reads it. */
  readonly isTerminal: boolean;
  /** How many characters a line holds, asked each time. */
  columns(): number | undefined;
  /** Writes some of the bytes and says how many. */
  write(bytes: Uint8Array): Promise<number>;
}

/**
 * Writes to several sinks in the order in which it was asked to, without blocking: a reader that stops reading
 * must not stop the clock that ends a guest.
 */
export class OutputQueue {
  readonly #encoder = new TextEncoder();
  readonly #pending: { output: QueuedOutput; text: string }[] = [];
  #draining: Promise<void> | undefined;

  /**
   * Adds a sink.
   *
   * @param sink Where the text goes
   * @returns Its output
   */
  open(sink: Sink): QueuedOutput {
    return new QueuedOutput(sink, this);
  }

  /** Queues text for an output. */
  add(output: QueuedOutput, text: string): void {
    if (text === "" || output.broken.aborted) return;
    const last = this.#pending.at(-1);
    if (last?.output === output) last.text += text;
    else this.#pending.push({ output, text });
    this.#draining ??= this.#drain();
  }

  /** Waits until nothing is left. */
  async flush(): Promise<void> {
    await this.#draining;
  }

  async #drain(): Promise<void> {
    // What is queued in the same turn leaves in one piece.
    await Promise.resolve();
    try {
      for (
        let next = this.#pending.shift();
        next !== undefined;
        next = this.#pending.shift()
      ) {
        await next.output.send(this.#encoder.encode(next.text));
      }
    } finally {
      this.#draining = undefined;
    }
  }
}

/** An output of a queue. */
export class QueuedOutput implements Output {
  readonly isTerminal: boolean;
  readonly #sink: Sink;
  readonly #queue: OutputQueue;
  readonly #broken = new AbortController();

  constructor(sink: Sink, queue: OutputQueue) {
    this.#sink = sink;
    this.#queue = queue;
    this.isTerminal = sink.isTerminal;
  }

  get columns(): number | undefined {
    return this.#sink.columns();
  }

  get broken(): AbortSignal {
    return this.#broken.signal;
  }

  write(text: string): void {
    this.#queue.add(this, this.isTerminal ? escapeForTerminal(text) : text);
  }

  writeControl(text: string): void {
    this.#queue.add(this, text);
  }

  flush(): Promise<void> {
    return this.#queue.flush();
  }

  async send(bytes: Uint8Array): Promise<void> {
    try {
      for (let sent = 0; sent < bytes.length && !this.broken.aborted;) {
        sent += await this.#sink.write(bytes.subarray(sent));
      }
    } catch (error) {
      this.fail(error);
    }
  }

  /** Gives the output up: a closed pipe, a full disk, a terminal that is gone. */
  fail(reason: unknown): void {
    this.#broken.abort(reason);
  }
}
