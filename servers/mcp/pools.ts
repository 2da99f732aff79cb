/**
 * The pools of sandboxes for all sessions, one for each language.
 *
 * @module
 */
import { messageOf } from "../../core/errors.ts";
import {
  createPool,
  createSandbox,
  type Pool,
  type Sandbox,
} from "../../sandbox/mod.ts";
import type { ResolvedPolicy, ToolLanguage } from "./policy.ts";
import { Refusal } from "./refusal.ts";

/** The pools. Each one is created at its first use. */
export class Pools implements AsyncDisposable {
  readonly #policy: ResolvedPolicy;
  readonly #pools = new Map<ToolLanguage, Promise<Pool>>();
  #taken = 0;

  /** @param policy The policy of the server */
  constructor(policy: ResolvedPolicy) {
    this.#policy = policy;
  }

  /** Whether the maximum number of sandboxes is in use. */
  get full(): boolean {
    return this.#taken >= this.#policy.maxSandboxes;
  }

  /**
   * Starts sandboxes of a language.
   *
   * @param language The language
   * @throws {SandboxError} If no sandbox can start
   */
  async warm(language: ToolLanguage): Promise<void> {
    const pool = await this.#pool(language);
    pool.ready().catch((error) => {
      if (!pool.closed) this.#policy.onWarning(messageOf(error));
    });
  }

  /**
   * Takes a fresh sandbox. It is in use until `release()`.
   *
   * @param language The language
   * @param signal Aborts the wait
   * @param packages Packages that the sandbox has besides those of the policy. A pool has no sandbox with them
   * @returns The sandbox
   * @throws {Refusal} If the maximum number is in use
   */
  async take(
    language: ToolLanguage,
    signal: AbortSignal | undefined,
    packages: readonly string[] = [],
  ): Promise<Sandbox> {
    if (this.full) {
      throw new Refusal(
        `Cannot start a sandbox as ${this.#policy.maxSandboxes} are in use, which is as many as this server has: try again later, or end sessions with reset_session`,
      );
    }
    this.#taken++;
    try {
      if (packages.length > 0) {
        return await this.#create(language, signal, packages);
      }
      const pool = await this.#pool(language);
      return await pool.acquire(signal === undefined ? {} : { signal });
    } catch (error) {
      this.#taken--;
      throw error;
    }
  }

  /** Closes a sandbox that was taken. */
  async release(sandbox: Sandbox): Promise<void> {
    try {
      await sandbox.close();
    } finally {
      this.#taken--;
    }
  }

  /** Closes all sandboxes. */
  async [Symbol.asyncDispose](): Promise<void> {
    const pools = await Promise.allSettled(this.#pools.values());
    await Promise.all(
      pools.map((pool) =>
        pool.status === "fulfilled" ? pool.value.close() : undefined
      ),
    );
  }

  #create(
    language: ToolLanguage,
    signal: AbortSignal | undefined,
    packages: readonly string[],
  ): Promise<Sandbox> {
    const { sandbox: { [language]: options }, onWarning } = this.#policy;
    return createSandbox({
      onWarning,
      ...options,
      language,
      packages: [...options.packages ?? [], ...packages],
      ...(signal === undefined ? {} : { signal }),
    });
  }

  #pool(language: ToolLanguage): Promise<Pool> {
    const known = this.#pools.get(language);
    if (known !== undefined) return known;
    const { sandbox, warm, maxSandboxes, onWarning } = this.#policy;
    const pool = createPool({
      onWarning,
      ...sandbox[language],
      language,
      size: warm,
      maxSandboxes: maxSandboxes + warm,
    });
    this.#pools.set(language, pool);
    // After a failure, the next use creates the pool again.
    pool.catch(() => this.#pools.delete(language));
    return pool;
  }
}
