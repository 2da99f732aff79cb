/**
 * Replaces `@std/cli/unstable-progress-bar` when JSR cannot be reached: the same
 * signatures, for the features that are used here.
 *
 * @module
 */

/** The arguments of a formatter. */
export interface ProgressBarFormatter {
  /** The time since the start, as `MM:SS`. */
  styledTime: string;
  /** The progress and the maximum. */
  styledData: string;
  /** The bar. */
  progressBar: string;
  /** Milliseconds since the start. */
  time: number;
  /** The time of the last drawing. */
  previousTime: number;
  /** The progress. */
  value: number;
  /** The progress at the last drawing. */
  previousValue: number;
  /** The maximum. */
  max: number;
}

/** Options of a {@linkcode ProgressBar}. */
export interface ProgressBarOptions {
  /** The output; standard error by default. */
  writable?: WritableStream<Uint8Array>;
  /** The progress. */
  value?: number;
  /** The maximum. */
  max: number;
  /** The number of characters of the bar. */
  barLength?: number;
  /** The character for the finished part. */
  fillChar?: string;
  /** The character for the rest. */
  emptyChar?: string;
  /** Whether the line is erased at the end. */
  clear?: boolean;
  /** Formats the line. */
  formatter?: (formatter: ProgressBarFormatter) => string;
  /** Whether the stream stays open. */
  keepOpen?: boolean;
  /** Milliseconds between two drawings. */
  interval?: number;
}

const CLEAR_LINE = "\r\x1b[K";

/** A line that shows progress. */
export class ProgressBar {
  /** The progress; it can be changed at any time. */
  value: number;
  /** The maximum; it can be changed at any time. */
  max: number;
  readonly #options: Required<
    Omit<ProgressBarOptions, "value" | "max" | "writable">
  >;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #startMs = Date.now();
  readonly #timer: ReturnType<typeof setInterval>;
  #previous = { time: 0, value: 0 };

  /** Starts drawing at the interval. */
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
    // As in the original, a closed output is not a failure.
    await this.#writer.write(new TextEncoder().encode(text)).catch(() => {});
  }
}

function digits(count: number): string {
  return String(Math.trunc(count)).padStart(2, "0");
}
