/**
 * Sandboxes without an engine: they simulate what sessions do with sandboxes, without a delay.
 *
 * @module
 */
import { SandboxError } from "../../../core/errors.ts";
import type { RunOptions } from "../../../core/options.ts";
import type { RunResult } from "../../../core/result.ts";
import type { Sandbox } from "../../../sandbox/mod.ts";
import type { SessionPools } from "../../../servers/mcp/sessions.ts";
import { okResult } from "../../commands/_results.ts";

/** Changes a fake guest's files, and returns the result of its run. */
export type FakeGuest = (
  files: Map<string, string>,
  options: RunOptions,
) => RunResult | Promise<RunResult>;

/** A sandbox that runs the fake guest that its code names. */
class FakeSandbox {
  readonly held = new Map<string, string>();
  closed = false;

  constructor(
    readonly language: string,
    readonly guests: Readonly<Record<string, FakeGuest>>,
  ) {}

  readonly files = {
    read: (path: string): Promise<Uint8Array> => {
      const text = this.held.get(path);
      return text === undefined
        ? Promise.reject(new SandboxError("FILE_NOT_FOUND", "Cannot read"))
        : Promise.resolve(new TextEncoder().encode(text));
    },
    write: (path: string, content: Uint8Array): Promise<void> => {
      this.held.set(path, new TextDecoder().decode(content));
      return Promise.resolve();
    },
    remove: (path: string): Promise<void> => {
      this.held.delete(path);
      return Promise.resolve();
    },
    list: (): Promise<{ path: string; bytes: number }[]> =>
      Promise.resolve(
        [...this.held].map(([path, { length: bytes }]) => ({ path, bytes })),
      ),
  };

  async run(code: string, options: RunOptions): Promise<RunResult> {
    const guest = this.guests[code] ?? (() => okResult());
    return await guest(this.held, options);
  }

  close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }
}

/** Pools of fake sandboxes. */
export class FakePools implements SessionPools {
  readonly taken: FakeSandbox[] = [];
  /** The further packages of each sandbox. */
  readonly packages: (readonly string[])[] = [];
  full = false;
  /** The number of requested sandboxes. */
  asked = 0;
  /** Resolves when sandboxes may become ready. */
  ready: Promise<void> = Promise.resolve();
  readonly #guests: Readonly<Record<string, FakeGuest>>;

  constructor(guests: Readonly<Record<string, FakeGuest>> = {}) {
    this.#guests = guests;
  }

  async take(
    language: string,
    _signal?: AbortSignal,
    packages: readonly string[] = [],
  ): Promise<Sandbox> {
    this.asked++;
    await this.ready;
    const sandbox = new FakeSandbox(language, this.#guests);
    this.taken.push(sandbox);
    this.packages.push(packages);
    // It has the part of a sandbox that sessions use.
    return sandbox as unknown as Sandbox;
  }

  release(sandbox: Sandbox): Promise<void> {
    return sandbox.close();
  }

  /** Waits for this number of requests. */
  async untilAsked(count: number): Promise<void> {
    for (let turn = 0; this.asked < count; turn++) {
      if (turn > 1_000) throw new Error(`${this.asked} were requested`);
      await Promise.resolve();
    }
  }

  /** The number of sandboxes in use. */
  get open(): number {
    return this.taken.filter(({ closed }) => !closed).length;
  }
}
