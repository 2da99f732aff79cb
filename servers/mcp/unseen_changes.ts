import type { Sandbox } from "../../sandbox/mod.ts";

/** The files of a session that have changed since the last copy to each of its sandboxes. */
export class UnseenChanges {
  /** A sandbox without an entry may lack any change. */
  readonly #paths = new Map<Sandbox, Set<string>>();

  /** Returns the paths that a sandbox lacks; `undefined` if it may lack any. */
  of(sandbox: Sandbox): ReadonlySet<string> | undefined {
    return this.#paths.get(sandbox);
  }

  /** Notes that a sandbox has all files. */
  settle(sandbox: Sandbox): void {
    this.#paths.set(sandbox, new Set());
  }

  /** Forgets a sandbox. */
  forget(sandbox: Sandbox): void {
    this.#paths.delete(sandbox);
  }

  /** Forgets all sandboxes. */
  clear(): void {
    this.#paths.clear();
  }

  /** Notes changes of a sandbox that the other sandboxes do not have. */
  note(sandbox: Sandbox, paths: readonly string[]): void {
    for (const [other, unseen] of this.#paths) {
      if (other !== sandbox) { for (const path of paths) unseen.add(path); }
    }
  }

  /** Notes that the other sandboxes may lack any change, because the changes are unknown. */
  noteAll(sandbox: Sandbox): void {
    for (const other of [...this.#paths.keys()]) {
      if (other !== sandbox) this.#paths.delete(other);
    }
  }
}
