/**
 * Collects garbage, for tests of whether an object is kept.
 *
 * @module
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const gc: () => void = runInNewContext("gc");

/**
 * Collects garbage until a condition is true, with turns of the event loop in between.
 *
 * @param isSo The condition
 * @param maxRounds The maximum number of collections
 * @returns Whether the condition became true
 */
export async function collectUntil(
  isSo: () => boolean,
  maxRounds = 50,
): Promise<boolean> {
  for (let round = 0; round < maxRounds && !isSo(); round++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    gc();
  }
  return isSo();
}
