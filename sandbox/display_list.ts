import { type Display, displayBytes } from "../core/displays.ts";
import { MAX_DISPLAYS } from "../engines/worker/shared_values.js";

/** What a run showed, of which only so much is kept. */
export class DisplayList {
  readonly #displays: Display[] = [];
  #leftBytes: number;
  #cut = false;

  /** @param maxBytes Bytes to keep at the most, text in UTF-8 */
  constructor(maxBytes: number) {
    this.#leftBytes = maxBytes;
  }

  /** What was kept. */
  get displays(): readonly Display[] {
    return this.#displays;
  }

  /** Whether anything was not kept. */
  get cut(): boolean {
    return this.#cut;
  }

  /** Takes one more; says whether it was kept. A smaller one that follows may still be. */
  push(display: Display): boolean {
    const bytes = displayBytes(display);
    if (bytes > this.#leftBytes || this.#displays.length >= MAX_DISPLAYS) {
      this.#cut = true;
      return false;
    }
    this.#leftBytes -= bytes;
    this.#displays.push(display);
    return true;
  }
}
