/**
 * Replaces `@std/cli/unstable-spinner` when JSR cannot be reached: the same
 * signatures and the same output.
 *
 * @module
 */

/** A named color, or an ANSI escape sequence. */
export type Color =
  | "black"
  | "red"
  | "green"
  | "yellow"
  | "blue"
  | "magenta"
  | "cyan"
  | "white"
  | "gray"
  | string & Record<never, never>;

/** Options of a {@linkcode Spinner}. */
export interface SpinnerOptions {
  /** The frames, in order. */
  spinner?: string[];
  /** The text after the frame. */
  message?: string;
  /**
   * Milliseconds between two frames.
   * @default {75}
   */
  interval?: number;
  /** The color of the frame. */
  color?: Color;
  /** The output stream; standard output by default. */
  output?: typeof Deno.stderr | typeof Deno.stdout;
}

const FRAMES = [..."⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"];
const CLEAR_LINE = "\r\x1b[K";
const RESET = "\x1b[0m";
const NAMES = ["black", "red", "green", "yellow", "blue", "magenta", "cyan"];
const CODES: ReadonlyMap<string, string> = new Map([
  ...NAMES.map((name, index) => [name, `\x1b[3${index}m`] as const),
  ["white", "\x1b[37m"],
  ["gray", "\x1b[90m"],
]);

/** A line that shows that something is in progress. */
export class Spinner {
  /** The text after the frame; it can be changed at any time. */
  message: string;
  readonly #frames: readonly string[];
  readonly #interval: number;
  readonly #output: NonNullable<SpinnerOptions["output"]>;
  #color: string | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** Makes a spinner that is not running yet. */
  constructor(
    { spinner = FRAMES, message = "", interval = 75, color, output }:
      SpinnerOptions = {},
  ) {
    this.#frames = spinner;
    this.message = message;
    this.#interval = interval;
    this.#output = output ?? Deno.stdout;
    this.color = color;
  }

  /** Sets the color of the frame; `undefined` is the terminal's default. */
  set color(value: Color | undefined) {
    this.#color = value ? CODES.get(value) : undefined;
  }

  /** The escape sequence of the color. */
  get color(): Color | undefined {
    return this.#color;
  }

  /** Starts drawing at the interval. */
  start(): void {
    if (this.#timer !== undefined || this.#output.writable.locked) return;
    let at = 0;
    const draw = (): void => {
      const frame = this.#frames[at++ % this.#frames.length];
      const head = Deno.noColor
        ? frame
        : `${this.#color ?? ""}${frame}${RESET}`;
      this.#write(`${CLEAR_LINE}${head} ${this.message}`);
    };
    this.#timer = setInterval(draw, this.#interval);
    draw();
  }

  /** Stops drawing and erases the line. */
  stop(): void {
    if (this.#timer === undefined) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#write(CLEAR_LINE);
  }

  #write(text: string): void {
    this.#output.writeSync(new TextEncoder().encode(text));
  }
}
