/**
 * A session: the state and the files of one conversation, which last from call to call.
 *
 * A session has a sandbox for each language in use. All sandboxes see the same `/work`: a change in one of them is copied to
 * the other before its next run.
 *
 * @module
 */
import { type FileEntry, toGuestPath } from "../../core/files.ts";
import type { RunResult } from "../../core/result.ts";
import type { Sandbox, SandboxFiles } from "../../sandbox/mod.ts";
import { copyFiles } from "./copy_files.ts";
import type { AddedPackage } from "./packages.ts";
import type { ToolLanguage } from "./policy.ts";
import type { Pools } from "./pools.ts";
import { noFiles, Refusal } from "./refusal.ts";
import type { SessionRun, SessionRunOptions } from "./session_run.ts";
import { Turns } from "./turns.ts";
import { UnseenChanges } from "./unseen_changes.ts";

/** The maximum number of waiting calls in a session. */
const MAX_WAITING = 1_000;

/** A session. */
export class Session {
  /** The name of the session. */
  readonly name: string;
  readonly #pools: Pick<Pools, "take" | "release">;
  readonly #turns = new Turns(MAX_WAITING);
  readonly #sandboxes = new Map<ToolLanguage, Sandbox>();
  /** The language of the sandbox with the latest files. */
  #current: ToolLanguage | undefined;
  readonly #unseen = new UnseenChanges();
  #entries: readonly FileEntry[] = [];
  #packages: readonly AddedPackage[] = [];
  #begun = false;
  #closed = false;
  #usedAtMs = performance.now();
  #uses = 0;

  /** Creates an empty session. */
  constructor(name: string, pools: Pick<Pools, "take" | "release">) {
    this.name = name;
    this.#pools = pools;
  }

  /** The files after the last call. */
  get entries(): readonly FileEntry[] {
    return this.#entries;
  }

  /** The packages that were added to its Python. */
  get packages(): readonly AddedPackage[] {
    return this.#packages;
  }

  /** The number of calls. */
  get uses(): number {
    return this.#uses;
  }

  /** The end of the last call, on the clock of `performance`; `Infinity` during a call. */
  get idleSinceMs(): number {
    return this.#turns.idle ? this.#usedAtMs : Infinity;
  }

  /** Whether a sandbox ever started in the session, so that its end would lose state. */
  get begun(): boolean {
    return this.#begun;
  }

  /**
   * Runs code.
   *
   * @param language The language of the code
   * @param code The code
   * @param options Options of the run. `then` receives the outcome during the turn of the run
   * @returns The result of `then`
   */
  run<T>(
    language: ToolLanguage,
    code: string,
    { then, ...options }: SessionRunOptions & {
      readonly then: (run: SessionRun) => Promise<T>;
    },
  ): Promise<T> {
    const number = this.#uses + 1;
    return this.#inTurn(options.signal, async () => {
      const sandbox = await this.#switchTo(language, options.signal);
      const result = await sandbox.run(code, options);
      if (listsFiles(result)) {
        this.#unseen.note(sandbox, result.files.map(({ path }) => path));
      } else this.#unseen.noteAll(sandbox);
      const lost = sandbox.closed;
      if (lost) await this.#drop(language);
      await this.#updateEntries();
      return await then({
        result,
        lost,
        read: (path) => sandbox.files.read(path),
        keep: (path, content) => this.#keep(sandbox, path, content),
        number,
      });
    });
  }

  async #keep(
    sandbox: Sandbox,
    path: string,
    content: Uint8Array,
  ): Promise<boolean> {
    if (sandbox.closed) return false;
    try {
      await sandbox.files.write(path, content);
      this.#unseen.note(sandbox, [path]);
      await this.#updateEntries();
      return true;
    } catch {
      // The guest has filled its files.
      return false;
    }
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
    // Changes are noted with normalized paths, as in a list of files.
    const normal = toGuestPath(path);
    return await this.#inTurn(signal, async () => {
      const sandbox = await this.#switchTo(this.#current ?? "python", signal);
      await sandbox.files.write(normal, content);
      this.#unseen.note(sandbox, [normal]);
      await this.#updateEntries();
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

  /**
   * Adds packages to the session's Python. A running Python is replaced, which loses its variables; the files are kept. If
   * the packages cannot be fetched, nothing changes.
   *
   * @param added The packages
   * @param signal Stops waiting
   * @returns Whether a running Python was replaced
   */
  addPackages(
    added: readonly AddedPackage[],
    signal?: AbortSignal,
  ): Promise<boolean> {
    return this.#inTurn(signal, async () => {
      const all = new Map(
        [...this.#packages, ...added].map((one) => [one.name, one]),
      );
      if (all.size === this.#packages.length) return false;
      const packages = [...all.values()];
      const former = this.#sandboxes.get("python");
      const latest = this.#sandbox();
      const sandbox = await this.#take("python", signal, packages);
      if (latest !== undefined) await copyFiles(latest.files, sandbox.files);
      this.#packages = packages;
      this.#sandboxes.set("python", sandbox);
      this.#unseen.settle(sandbox);
      this.#current = "python";
      if (former === undefined) return false;
      this.#unseen.forget(former);
      await this.#pools.release(former);
      return true;
    });
  }

  /** Closes the sandboxes, which cancels a run and loses state and files. The session continues, empty. */
  async reset(): Promise<void> {
    const all = [...this.#sandboxes.values()];
    this.#sandboxes.clear();
    this.#unseen.clear();
    this.#current = undefined;
    this.#entries = [];
    await Promise.all(all.map((sandbox) => this.#pools.release(sandbox)));
  }

  /** Ends the session. */
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

  /** Returns the sandbox with the latest files. */
  #sandbox(): Sandbox | undefined {
    return this.#current === undefined
      ? undefined
      : this.#sandboxes.get(this.#current);
  }

  #files(): SandboxFiles {
    const sandbox = this.#sandbox();
    if (sandbox !== undefined) return sandbox.files;
    throw noFiles();
  }

  async #switchTo(
    language: ToolLanguage,
    signal: AbortSignal | undefined,
  ): Promise<Sandbox> {
    const sandbox = this.#sandboxes.get(language) ??
      await this.#start(language, signal);
    const before = this.#sandbox();
    if (before !== undefined && before !== sandbox) {
      await copyFiles(before.files, sandbox.files, this.#unseen.of(sandbox));
      this.#unseen.settle(sandbox);
    }
    this.#current = language;
    return sandbox;
  }

  async #start(
    language: ToolLanguage,
    signal: AbortSignal | undefined,
  ): Promise<Sandbox> {
    const sandbox = await this.#take(language, signal, this.#packages);
    this.#sandboxes.set(language, sandbox);
    return sandbox;
  }

  async #take(
    language: ToolLanguage,
    signal: AbortSignal | undefined,
    packages: readonly AddedPackage[],
  ): Promise<Sandbox> {
    const texts = language === "python" ? packages.map(({ text }) => text) : [];
    const sandbox = await this.#pools.take(language, signal, texts);
    if (this.#closed) {
      await this.#pools.release(sandbox);
      this.#checkOpen();
    }
    this.#begun = true;
    return sandbox;
  }

  /** Drops a sandbox whose guest was ended. Afterwards, the files are those of the other sandbox, if there is one. */
  async #drop(language: ToolLanguage): Promise<void> {
    const sandbox = this.#sandboxes.get(language);
    // A reset has released the sandbox.
    if (sandbox === undefined) return;
    this.#sandboxes.delete(language);
    this.#unseen.forget(sandbox);
    const [other] = this.#sandboxes.keys();
    this.#current = other;
    await this.#pools.release(sandbox);
  }

  /** Updates the list of files. */
  async #updateEntries(): Promise<void> {
    const sandbox = this.#sandbox();
    this.#entries = sandbox === undefined ? [] : await sandbox.files.list();
  }
}

/** Whether the result lists the changed files. A run that was stopped does not list them. */
function listsFiles({ status }: RunResult): boolean {
  return status === "ok" || status === "error" || status === "output";
}
