/** A quota that tenants share. If there are several tenants, each can take half of it at most. */
export class Quota {
  readonly #most: number;
  readonly #mostEach: number;
  readonly #taken = new Map<string, number>();
  #all = 0;

  /**
   * Creates a quota.
   *
   * @param most The total amount
   * @param tenants The number of tenants
   */
  constructor(most: number, tenants: number) {
    this.#most = most;
    this.#mostEach = tenants > 1 ? Math.ceil(most / 2) : most;
  }

  /** The amount in use. */
  get taken(): number {
    return this.#all;
  }

  /**
   * Takes an amount for a tenant.
   *
   * @param tenant The tenant
   * @param count The amount
   * @returns Whether the amount was available. If not, nothing is taken
   */
  take(tenant: string, count: number): boolean {
    const own = (this.#taken.get(tenant) ?? 0) + count;
    if (own > this.#mostEach || this.#all + count > this.#most) return false;
    this.#taken.set(tenant, own);
    this.#all += count;
    return true;
  }

  /** Gives an amount back. */
  give(tenant: string, count: number): void {
    const own = (this.#taken.get(tenant) ?? 0) - count;
    if (own > 0) this.#taken.set(tenant, own);
    else this.#taken.delete(tenant);
    this.#all -= count;
  }
}
