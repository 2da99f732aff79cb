/**
 * What all requests may take together, and each tenant of it.
 *
 * @module
 */

/** A count that is shared. Where there are several tenants, none of them can take so much that nothing is left. */
export class Quota {
  readonly #most: number;
  readonly #mostEach: number;
  readonly #taken = new Map<string, number>();
  #all = 0;

  /**
   * Makes one, of which nothing is taken.
   *
   * @param most How much there is
   * @param tenants How many share it; of several, each gets half of it at the most
   */
  constructor(most: number, tenants: number) {
    this.#most = most;
    this.#mostEach = tenants > 1 ? Math.ceil(most / 2) : most;
  }

  /** How much is taken. */
  get taken(): number {
    return this.#all;
  }

  /**
   * Takes some.
   *
   * @param tenant For whom
   * @param count How much
   * @returns Whether there was enough; else nothing is taken
   */
  take(tenant: string, count: number): boolean {
    const own = (this.#taken.get(tenant) ?? 0) + count;
    if (own > this.#mostEach || this.#all + count > this.#most) return false;
    this.#taken.set(tenant, own);
    this.#all += count;
    return true;
  }

  /** Gives some back. */
  give(tenant: string, count: number): void {
    const own = (this.#taken.get(tenant) ?? 0) - count;
    if (own > 0) this.#taken.set(tenant, own);
    else this.#taken.delete(tenant);
    this.#all -= count;
  }
}
