/**
 * Stands in for `@std/cli/unstable-progress-bar` where JSR does not answer: the
 * same signatures, what is used here and no more.
 *
 * @module
 */

/** What a formatter gets. */
export interface ProgressBarFormatter {
  /** The time since the start, as `MM:SS`. */
  styledTime: string;
  /** What is done of what there is. */
  styledData: string;
  /** The bar. */
  progressBar: string;
  /** Milliseconds since the start. */
  time: number;
  /** The same when it was last drawn. */
  previousTime: number;
  /** What is done. */
  value: number;
  /** The same when it was last drawn. */
  previousValue: number;
  /** What there is. */
  max: number;
}

/** What can be set for a {@linkcode ProgressBar}. */
export interface ProgressBarOptions {
  /** Where it is written to; standard error by default. */
  writable?: WritableStream<Uint8Array>;
  /** What is done. */
  value?: number;
  /** What there is. */
  max: number;
  /** How many characters the bar has. */
  barLength?: number;
  /** What stands for what is done. */
  fillChar?: string;
  /** What stands for the rest. */
  emptyChar?: string;
  /** Whether it goes away at the end. */
  clear?: boolean;
  /** Makes the line. */
  formatter?: (formatter: ProgressBarFormatter) => string;
  /** Whether the stream stays open. */
  keepOpen?: boolean;
  /** Milliseconds between two drawings. */
  interval?: number;
}

const CLEAR_LINE = "\r\x1b[K";

/** A line that shows how much is done. */
export class ProgressBar {
  /** What is done; it can be changed at any time. */
  value: number;
  /** What there is; it can be changed at any time. */
  max: number;
  readonly #options: Required<
    Omit<ProgressBarOptions, "value" | "max" | "writable">
  >;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #startMs = Date.now();
  readonly #timer: ReturnType<typeof setInterval>;
  #previous = { time: 0, value: 0 };

  /** Draws it, again and again. */
  constructor(
    { writable = Deno.stderr.writable, value = 0, max, ...more }:
      ProgressBarOptions,
  ) {
    this.value = value;
    this.max = max;
    this.#previous.value = value;
    this.#options = {
      barLength: 50,
      fillChar: "#",
      emptyChar: "-",
      clear: false,
      keepOpen: true,
      interval: 1000,
      formatter: ({ styledTime, progressBar, styledData }) =>
        `[${styledTime}] [${progressBar}] [${styledData}]`,
      ...more,
    };
    this.#writer = writable.getWriter();
    this.#timer = setInterval(() => this.#draw(), this.#options.interval);
    void this.#draw();
  }

  /** Draws it for the last time. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    const { clear, keepOpen } = this.#options;
    if (!clear) await this.#draw();
    await this.#write(clear ? CLEAR_LINE : "\n");
    if (keepOpen) this.#writer.releaseLock();
    else await this.#writer.close().catch(() => {});
  }

  async #draw(): Promise<void> {
    const { barLength, fillChar, emptyChar, formatter } = this.#options;
    const { value, max } = this;
    const time = Date.now() - this.#startMs;
    const full = Math.trunc(
      Math.min(Math.max(value / max, 0), 1) * barLength,
    );
    const line = formatter({
      styledTime: `${digits(time / 60_000)}:${digits(time / 1_000 % 60)}`,
      styledData: `${value}/${max}`,
      progressBar: fillChar.repeat(full) + emptyChar.repeat(barLength - full),
      time,
      previousTime: this.#previous.time,
      value,
      previousValue: this.#previous.value,
      max,
    });
    this.#previous = { time, value };
    await this.#write(CLEAR_LINE + line);
  }

  async #write(text: string): Promise<void> {
    // As in the original, an output that is gone is no failure.
    await this.#writer.write(new TextEncoder().encode(text)).catch(() => {});
  }
}

function digits(count: number): string {
  return String(Math.trunc(count)).padStart(2, "0");
}
