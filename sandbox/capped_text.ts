/** Text of which only so many bytes of UTF-8 are kept. */
export class CappedText {
  #parts: string[] = [];
  #leftBytes: number;
  #cut = false;

  /** @param maxBytes Bytes to keep at the most */
  constructor(maxBytes: number) {
    this.#leftBytes = maxBytes;
  }

  /** What was kept. */
  get text(): string {
    return this.#parts.join("");
  }

  /** Whether anything was not kept. */
  get cut(): boolean {
    return this.#cut;
  }

  /**
   * Takes more text.
   *
   * @param text What comes next
   * @returns What was kept of it
   */
  push(text: string): string {
    if (text === "" || this.#cut) return "";
    const { read, written } = new TextEncoder().encodeInto(
      text,
      new Uint8Array(Math.min(this.#leftBytes, text.length * 3)),
    );
    this.#leftBytes -= written;
    this.#cut = read < text.length;
    const kept = this.#cut ? text.slice(0, read) : text;
    if (kept !== "") this.#parts.push(kept);
    return kept;
  }
}
