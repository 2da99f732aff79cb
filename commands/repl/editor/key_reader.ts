import { type Key, KeyDecoder } from "./keys.ts";
import type { Terminal } from "./terminal.ts";

/** Milliseconds after which a lone Escape is a key. */
const ESCAPE_MS = 50;

/** Reads the keys that are typed on a terminal. */
export class KeyReader {
  readonly #terminal: Terminal;
  readonly #decoder = new TextDecoder();
  readonly #keys = new KeyDecoder();
  #isOpen = false;
  #escapeTimer: ReturnType<typeof setTimeout> | undefined;

  /** @param terminal The terminal */
  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /**
   * Reads until the end of the input, or until the reader is closed.
   *
   * @param take Receives keys
   */
  async read(take: (keys: readonly Key[]) => void): Promise<void> {
    this.#isOpen = true;
    while (this.#isOpen) {
      const bytes = await this.#terminal.read().catch(() => null);
      if (bytes === null) break;
      clearTimeout(this.#escapeTimer);
      take(this.#keys.next(this.#decoder.decode(bytes, { stream: true })));
      if (!this.#keys.isOpen) continue;
      this.#escapeTimer = setTimeout(() => take(this.#keys.end()), ESCAPE_MS);
    }
  }

  /** Stops reading. */
  close(): void {
    this.#isOpen = false;
    clearTimeout(this.#escapeTimer);
  }
}
