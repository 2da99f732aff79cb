// Host functions for `sandglass run --functions examples/prices.ts …`: they run outside the sandbox.

const PRICES = new Map([["apple", 0.5], ["pear", 0.75]]);

/** Returns the price of a fruit. It validates its argument, since guest code may pass any value. */
export function price(name: unknown): number {
  const found = typeof name === "string" ? PRICES.get(name) : undefined;
  if (found === undefined) throw new RangeError(`No price for ${name}`);
  return found;
}
