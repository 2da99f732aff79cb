import type { Output } from "../../commands/command.ts";
import { escapeForTerminal } from "../../core/terminal.ts";
import { TerminalFilter } from "../../core/terminal_filter.ts";

/** An output that keeps its text. */
export class FakeOutput implements Output {
  text = "";
  readonly columns = 40;
  readonly #broken = new AbortController();
  readonly #filter = new TerminalFilter();

  constructor(readonly isTerminal: boolean) {}

  get broken(): AbortSignal {
    return this.#broken.signal;
  }

  write(text: string): void {
    this.text += this.isTerminal ? escapeForTerminal(text) : text;
  }

  writeGuest(text: string, isRaw = false): void {
    const isSafe = isRaw || !this.isTerminal;
    this.text += isSafe ? text : this.#filter.next(text);
  }

  endGuest(): void {
    this.text += this.#filter.end();
  }

  writeControl(text: string): void {
    this.text += text;
  }

  flush(): Promise<void> {
    return Promise.resolve();
  }

  /** Behaves from now on as if the output were closed. */
  break(): void {
    this.#broken.abort();
  }
}
