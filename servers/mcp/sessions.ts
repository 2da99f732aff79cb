/**
 * All sessions of a server: whose they are, how many there may be, and when they end.
 *
 * @module
 */
import type { Pools } from "./pools.ts";
import type { ResolvedPolicy } from "./policy.ts";
import { Refusal } from "./refusal.ts";
import { Session } from "./session.ts";

/** What sessions need of the pools. */
export type SessionPools = Pick<Pools, "take" | "release" | "full">;

/** The sessions, by whose they are. */
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

  /** The session of an owner with that name, if there is one. */
  find(owner: string, name: string): Session | undefined {
    return this.#byOwner.get(owner)?.get(name);
  }

  /** The sessions of an owner. */
  of(owner: string): readonly Session[] {
    return [...this.#byOwner.get(owner)?.values() ?? []];
  }

  /**
   * Makes a session.
   *
   * @param owner Whose it is
   * @param name Its name, which none of the owner's has yet
   * @param most How many the owner may have
   * @returns The session
   * @throws {Refusal} If the owner has too many
   */
  open(owner: string, name: string, most: number): Session {
    const own = this.#byOwner.get(owner) ?? new Map<string, Session>();
    if (own.size >= most) {
      throw new Refusal(
        `Cannot begin another session as there are ${most} already: use one of them, or end one with reset_session`,
      );
    }
    // A session that is no longer used makes room for the new one.
    if (this.#pools.full) this.#endLeft();
    const session = new Session(name, this.#pools);
    own.set(name, session);
    this.#byOwner.set(owner, own);
    return session;
  }

  /** Ends a session, and not one that has its name by now. */
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

  /** Ends everything. */
  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#sweeping);
    await Promise.all([...this.#byOwner.keys()].map((one) => this.endAll(one)));
  }

  /** Ends, of the sessions that were used for one call only and are idle, the one that has been so for longest. */
  #endLeft(): void {
    const left =
      [...this.#byOwner].flatMap(([owner, own]) =>
        [...own.values()].map((session) => ({ owner, session }))
      ).filter(({ session }) =>
        session.uses === 1 && session.idleSinceMs < Infinity
      ).sort((a, b) => a.session.idleSinceMs - b.session.idleSinceMs)[0];
    if (left !== undefined) this.#endSoon(left.owner, left.session);
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
