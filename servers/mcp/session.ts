/**
 * A session: what one conversation has of this server, with state and files that last from call to call.
 *
 * A sandbox for each language that was used, and one `/work` that both see: what one of them changed is copied to the
 * other when it is its turn.
 *
 * @module
 */
import { type FileEntry, toGuestPath } from "../../core/files.ts";
import type { RunOptions } from "../../core/options.ts";
import type { RunResult } from "../../core/result.ts";
import type { Sandbox, SandboxFiles } from "../../sandbox/mod.ts";
import { copyFiles } from "./copy_files.ts";
import type { ToolLanguage } from "./policy.ts";
import type { Pools } from "./pools.ts";
import { Refusal } from "./refusal.ts";
import { Turns } from "./turns.ts";

/** How many calls may wait in a session. */
const MAX_WAITING = 1_000;

/** The outcome of a run in a session. */
export interface SessionRun {
  /** How it ended. */
  readonly result: RunResult;
  /** Whether the guest had to be ended, so that its state is gone, and the files that it alone had. */
  readonly lost: boolean;
  /** Reads files that the run changed, as long as it is its turn. */
  readonly read: (path: string) => Promise<Uint8Array>;
}

/** What can be set for a run in a session. */
export interface SessionRunOptions extends RunOptions {
  /** Stops waiting, or cancels the run. */
  readonly signal?: AbortSignal;
}

/** One session. */
export class Session {
  /** What it is called. */
  readonly name: string;
  readonly #pools: Pick<Pools, "take" | "release">;
  readonly #turns = new Turns(MAX_WAITING);
  readonly #sandboxes = new Map<ToolLanguage, Sandbox>();
  /** Whose files are the latest. */
  #current: ToolLanguage | undefined;
  /** The files that changed since a sandbox had them all. */
  readonly #unseen = new Map<Sandbox, Set<string>>();
  #entries: readonly FileEntry[] = [];
  #begun = false;
  #closed = false;
  #usedAtMs = performance.now();
  #uses = 0;

  /** Makes one, with nothing in it. */
  constructor(name: string, pools: Pick<Pools, "take" | "release">) {
    this.name = name;
    this.#pools = pools;
  }

  /** The files that were there after the last call. */
  get entries(): readonly FileEntry[] {
    return this.#entries;
  }

  /** How often it was used. */
  get uses(): number {
    return this.#uses;
  }

  /** Since when nothing is going on, on the clock of `performance`; `Infinity` while something is. */
  get idleSinceMs(): number {
    return this.#turns.idle ? this.#usedAtMs : Infinity;
  }

  /** Whether it ever had a sandbox, and so something that could be missed. */
  get begun(): boolean {
    return this.#begun;
  }

  /**
   * Runs code.
   *
   * @param language Its language
   * @param code The code
   * @param options Options of the run, and what to do with its outcome
   * @returns What was made of the run
   */
  run<T>(
    language: ToolLanguage,
    code: string,
    { then, ...options }: SessionRunOptions & {
      readonly then: (run: SessionRun) => Promise<T>;
    },
  ): Promise<T> {
    return this.#inTurn(options.signal, async () => {
      const sandbox = await this.#switchTo(language, options.signal);
      const result = await sandbox.run(code, options);
      if (tellsFiles(result)) {
        this.#note(sandbox, result.files.map(({ path }) => path));
      } else this.#noteAll(sandbox);
      const lost = sandbox.closed;
      if (lost) await this.#drop(language);
      await this.#look();
      return await then({
        result,
        lost,
        read: (path) => sandbox.files.read(path),
      });
    });
  }

  /** Reads a file. */
  read(path: string, signal?: AbortSignal): Promise<Uint8Array> {
    return this.#inTurn(signal, () => this.#files().read(path));
  }

  /** Writes a file. */
  async write(
    path: string,
    content: Uint8Array,
    signal?: AbortSignal,
  ): Promise<void> {
    // What changed is noted by the path that a list of files has.
    const normal = toGuestPath(path);
    return await this.#inTurn(signal, async () => {
      const sandbox = await this.#switchTo(this.#current ?? "python", signal);
      await sandbox.files.write(normal, content);
      this.#note(sandbox, [normal]);
      await this.#look();
    });
  }

  /** Lists the files. */
  list(
    path: string | undefined,
    signal?: AbortSignal,
  ): Promise<readonly FileEntry[]> {
    return this.#inTurn(signal, async () => {
      const current = this.#sandbox();
      if (current === undefined) return [];
      return await current.files.list(path);
    });
  }

  /** Ends its sandboxes, with their state and files; the session goes on, empty. What runs is cancelled. */
  async reset(): Promise<void> {
    const all = [...this.#sandboxes.values()];
    this.#sandboxes.clear();
    this.#unseen.clear();
    this.#current = undefined;
    this.#entries = [];
    await Promise.all(all.map((sandbox) => this.#pools.release(sandbox)));
  }

  /** Ends it. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.reset();
  }

  #inTurn<T>(
    signal: AbortSignal | undefined,
    act: () => Promise<T>,
  ): Promise<T> {
    this.#uses++;
    return this.#turns.take(async () => {
      this.#checkOpen();
      try {
        return await act();
      } finally {
        this.#usedAtMs = performance.now();
      }
    }, signal);
  }

  #checkOpen(): void {
    if (this.#closed) throw new Refusal("The session was ended");
  }

  /** The sandbox that has the files as they are. */
  #sandbox(): Sandbox | undefined {
    return this.#current === undefined
      ? undefined
      : this.#sandboxes.get(this.#current);
  }

  #files(): SandboxFiles {
    const sandbox = this.#sandbox();
    if (sandbox !== undefined) return sandbox.files;
    throw new Refusal("There is no such file: the session has none");
  }

  async #switchTo(
    language: ToolLanguage,
    signal: AbortSignal | undefined,
  ): Promise<Sandbox> {
    const sandbox = this.#sandboxes.get(language) ??
      await this.#start(language, signal);
    const before = this.#sandbox();
    if (before !== undefined && before !== sandbox) {
      await copyFiles(before.files, sandbox.files, this.#unseen.get(sandbox));
      this.#unseen.set(sandbox, new Set());
    }
    this.#current = language;
    return sandbox;
  }

  async #start(
    language: ToolLanguage,
    signal: AbortSignal | undefined,
  ): Promise<Sandbox> {
    const sandbox = await this.#pools.take(language, signal);
    if (this.#closed) {
      await this.#pools.release(sandbox);
      this.#checkOpen();
    }
    this.#sandboxes.set(language, sandbox);
    this.#begun = true;
    return sandbox;
  }

  /** Gives a sandbox up whose guest is gone; the files are then those of the other language, if that was used. */
  async #drop(language: ToolLanguage): Promise<void> {
    const sandbox = this.#sandboxes.get(language);
    // A reset has it already.
    if (sandbox === undefined) return;
    this.#sandboxes.delete(language);
    this.#unseen.delete(sandbox);
    const [other] = this.#sandboxes.keys();
    this.#current = other;
    await this.#pools.release(sandbox);
  }

  /** Notes what the other sandboxes have not seen. */
  #note(sandbox: Sandbox, paths: readonly string[]): void {
    for (const [other, unseen] of this.#unseen) {
      if (other !== sandbox) { for (const path of paths) unseen.add(path); }
    }
  }

  /** Notes that the other sandboxes may have missed any change. */
  #noteAll(sandbox: Sandbox): void {
    for (const other of [...this.#unseen.keys()]) {
      if (other !== sandbox) this.#unseen.delete(other);
    }
  }

  /** Looks what files there are now. */
  async #look(): Promise<void> {
    const sandbox = this.#sandbox();
    this.#entries = sandbox === undefined ? [] : await sandbox.files.list();
  }
}

/** Whether the result names the files that changed: a run that was stopped had no time to. */
function tellsFiles({ status }: RunResult): boolean {
  return status === "ok" || status === "error" || status === "output";
}
