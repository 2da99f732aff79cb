/**
 * All sessions of a server, with their owners, their maximum number and their end.
 *
 * @module
 */
import type { Pools } from "./pools.ts";
import type { ResolvedPolicy } from "./policy.ts";
import { Refusal } from "./refusal.ts";
import { Session } from "./session.ts";

/** The part of the pools that sessions use. */
export type SessionPools = Pick<Pools, "take" | "release" | "full">;

/** The sessions by owner. */
export class Sessions implements AsyncDisposable {
  readonly #pools: SessionPools;
  readonly #policy: ResolvedPolicy;
  readonly #byOwner = new Map<string, Map<string, Session>>();
  readonly #sweeping: ReturnType<typeof setInterval>;

  /** Creates the table, which ends unused sessions from time to time. */
  constructor(pools: SessionPools, policy: ResolvedPolicy) {
    this.#pools = pools;
    this.#policy = policy;
    this.#sweeping = setInterval(
      () => this.sweep(performance.now()),
      Math.min(60_000, policy.idleMs / 2),
    );
  }

  /** Returns the session of an owner with a name, if it exists. */
  find(owner: string, name: string): Session | undefined {
    return this.#byOwner.get(owner)?.get(name);
  }

  /** Returns the sessions of an owner. */
  of(owner: string): readonly Session[] {
    return [...this.#byOwner.get(owner)?.values() ?? []];
  }

  /**
   * Creates a session.
   *
   * @param owner The owner
   * @param name The name, which no session of the owner has
   * @param most The maximum number of sessions of the owner
   * @returns The session
   * @throws {Refusal} If the owner has the maximum number of sessions
   */
  open(owner: string, name: string, most: number): Session {
    const own = this.#byOwner.get(owner) ?? new Map<string, Session>();
    if (own.size >= most) {
      throw new Refusal(
        `Cannot begin another session as there are ${most} already: use one of them, or end one with reset_session`,
      );
    }
    // A session that is no longer used makes room for the new one.
    if (this.#pools.full) this.#endAbandoned();
    const session = new Session(name, this.#pools);
    own.set(name, session);
    this.#byOwner.set(owner, own);
    return session;
  }

  /** Ends a session. A later session with the same name is not affected. */
  async end(owner: string, session: Session): Promise<void> {
    const own = this.#byOwner.get(owner);
    if (own?.get(session.name) === session) own.delete(session.name);
    if (own?.size === 0) this.#byOwner.delete(owner);
    await session.close();
  }

  /** Ends all sessions of an owner. */
  async endAll(owner: string): Promise<void> {
    const own = this.of(owner);
    this.#byOwner.delete(owner);
    await Promise.all(own.map((session) => session.close()));
  }

  /** Ends the sessions whose idle time is over. */
  sweep(nowMs: number): void {
    this.#endWhere(({ idleSinceMs }) =>
      nowMs - idleSinceMs >= this.#policy.idleMs
    );
  }

  /** Ends all sessions. */
  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#sweeping);
    await Promise.all([...this.#byOwner.keys()].map((one) => this.endAll(one)));
  }

  /** Ends the session that has been idle longest of those with one call only. */
  #endAbandoned(): void {
    const abandoned =
      [...this.#byOwner].flatMap(([owner, own]) =>
        [...own.values()].map((session) => ({ owner, session }))
      ).filter(({ session }) =>
        session.uses === 1 && session.idleSinceMs < Infinity
      ).sort((a, b) => a.session.idleSinceMs - b.session.idleSinceMs)[0];
    if (abandoned !== undefined) {
      this.#endSoon(abandoned.owner, abandoned.session);
    }
  }

  #endWhere(isOver: (session: Session) => boolean): void {
    for (const [owner, own] of this.#byOwner) {
      for (const session of own.values()) {
        if (isOver(session)) this.#endSoon(owner, session);
      }
    }
  }

  #endSoon(owner: string, session: Session): void {
    this.end(owner, session).catch((error) =>
      this.#policy.onWarning(String(error))
    );
  }
}
