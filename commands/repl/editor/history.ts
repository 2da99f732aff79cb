/** The texts that were typed, the latest first, with a position in them. */
export class History {
  readonly #maxEntries: number;
  #entries: readonly string[];
  /** -1 is the text that is being typed. */
  #at = -1;
  #draft = "";

  /**
   * @param entries The entries of earlier sessions, the latest first
   * @param maxEntries The most entries
   */
  constructor(entries: readonly string[], maxEntries: number) {
    this.#entries = entries;
    this.#maxEntries = maxEntries;
  }

  /** The entries, the latest first. */
  get entries(): readonly string[] {
    return this.#entries;
  }

  /** Adds an entry, once. */
  add(text: string): void {
    this.leave();
    if (text.trim() === "") return;
    this.#entries = [text, ...this.#entries.filter((one) => one !== text)]
      .slice(0, this.#maxEntries);
  }

  /** Goes back to the text that is being typed. */
  leave(): void {
    this.#at = -1;
    this.#draft = "";
  }

  /**
   * Returns the next older or newer text.
   *
   * @param by 1 for an older one
   * @param current The text in the editor
   */
  step(by: -1 | 1, current: string): string | undefined {
    if (this.#at < 0) this.#draft = current;
    const at = this.#at + by;
    const text = at < 0 ? this.#draft : this.#entries[at];
    if (at < -1 || text === undefined) return undefined;
    this.#at = at;
    return text;
  }

  /**
   * Searches for an entry.
   *
   * @param query The text that it contains
   * @param from The position from which to search
   * @returns The entry and its position
   */
  search(
    query: string,
    from: number,
  ): { readonly text: string; readonly at: number } | undefined {
    const at = this.#entries.findIndex((one, index) =>
      index >= from && one.includes(query)
    );
    const text = this.#entries[at];
    return text === undefined ? undefined : { text, at };
  }
}
