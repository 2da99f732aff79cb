import type { History } from "./history.ts";
import type { Key } from "./keys.ts";

/** What a key has done to a search. */
interface SearchStep {
  /** Whether the search goes on. */
  readonly isOpen: boolean;
  /** Whether the key has no other effect. */
  readonly isUsed: boolean;
  /** The text for the editor, and the place of its cursor; absent if it stays. */
  readonly text?: string;
  readonly cursor?: number;
}

/** A search in the history, which Ctrl-R starts. */
export class Search {
  readonly #history: History;
  readonly #before: string;
  #query = "";
  #at = 0;

  /**
   * @param history The history
   * @param before The text before the search, which Ctrl-G brings back
   */
  constructor(history: History, before: string) {
    this.#history = history;
    this.#before = before;
  }

  /** The prompt of the search. */
  get prompt(): string {
    return `(reverse-i-search)\`${this.#query}': `;
  }

  /**
   * Handles a key.
   *
   * @param key The key
   * @returns What it has done
   */
  next(key: Key): SearchStep {
    if (key.type !== "key") return this.#find(this.#query + key.text, this.#at);
    switch (key.name) {
      case "search":
        return this.#find(this.#query, this.#at + (this.#query === "" ? 0 : 1));
      case "backspace":
        return this.#find(this.#query.slice(0, -1), 0);
      case "cancel":
        return { isOpen: false, isUsed: true, text: this.#before };
      default: {
        const isUsed = key.name === "escape" || key.name === "tab";
        return { isOpen: false, isUsed };
      }
    }
  }

  #find(query: string, from: number): SearchStep {
    const found = this.#history.search(query, from);
    this.#query = query;
    const step = { isOpen: true, isUsed: true };
    if (found === undefined) return step;
    this.#at = found.at;
    if (query === "") return step;
    return { ...step, text: found.text, cursor: found.text.indexOf(query) };
  }
}
