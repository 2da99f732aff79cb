// Host functions for `sandglass run --functions examples/prices.ts …`: they run outside the sandbox.

const PRICES = new Map([["apple", 0.5], ["pear", 0.75]]);

/** The price of a fruit. Whatever calls it may give anything, so it looks. */
export function price(name: unknown): number {
  const found = typeof name === "string" ? PRICES.get(name) : undefined;
  if (found === undefined) throw new RangeError(`No price for ${name}`);
  return found;
}
