import { escapeForTerminal } from "../../core/terminal.ts";
import { TerminalFilter } from "../../core/terminal_filter.ts";
import type { Output } from "../command.ts";

/** The target of an output. */
export interface Sink {
  /** Whether the target is a terminal. */
  readonly isTerminal: boolean;
  /** Returns the current width in characters, if it is known. */
  columns(): number | undefined;
  /** Writes some of the bytes and returns their number. */
  write(bytes: Uint8Array): Promise<number>;
}

/**
 * Writes to several sinks in the order of the calls, without blocking. A reader that stops reading must not stop the timer
 * that ends a guest.
 */
export class OutputQueue {
  readonly #encoder = new TextEncoder();
  readonly #pending: { output: QueuedOutput; text: string }[] = [];
  readonly #outputs: QueuedOutput[] = [];
  #draining: Promise<void> | undefined;

  /**
   * Adds a sink.
   *
   * @param sink The sink
   * @returns The output of the sink
   */
  open(sink: Sink): QueuedOutput {
    const output = new QueuedOutput(sink, this);
    this.#outputs.push(output);
    return output;
  }

  /** Restores the colours that the guest has set on any output. All terminals here are the same one. */
  endGuest(): void {
    for (const output of this.#outputs) output.endOwnGuest();
  }

  /** Queues text for an output. */
  add(output: QueuedOutput, text: string): void {
    if (text === "" || output.broken.aborted) return;
    const last = this.#pending.at(-1);
    if (last?.output === output) last.text += text;
    else this.#pending.push({ output, text });
    this.#draining ??= this.#drain();
  }

  /** Waits until the queue is empty. */
  async flush(): Promise<void> {
    await this.#draining;
  }

  async #drain(): Promise<void> {
    // Text that is queued in the same turn is written in one piece.
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

/** An output that writes through a queue. */
export class QueuedOutput implements Output {
  readonly isTerminal: boolean;
  readonly #sink: Sink;
  readonly #queue: OutputQueue;
  readonly #broken = new AbortController();
  readonly #filter = new TerminalFilter();

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
    if (text === "") return;
    if (!this.isTerminal) return this.#queue.add(this, text);
    this.endGuest();
    this.#queue.add(this, escapeForTerminal(text));
  }

  writeGuest(text: string, isRaw = false): void {
    const isSafe = isRaw || !this.isTerminal;
    this.#queue.add(this, isSafe ? text : this.#filter.next(text));
  }

  endGuest(): void {
    if (this.isTerminal) this.#queue.endGuest();
  }

  /** Ends the text of the guest on this output only. */
  endOwnGuest(): void {
    this.#queue.add(this, this.#filter.end());
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

  /** Marks the output as broken, as after a closed pipe or on a full disk. */
  fail(reason: unknown): void {
    this.#broken.abort(reason);
  }
}
