/**
 * Collects garbage, for tests that ask whether something is kept.
 *
 * @module
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const gc: () => void = runInNewContext("gc");

/**
 * Collects garbage until something is so, with turns of the event loop in between.
 *
 * @param isSo Whether it is
 * @param maxRounds How often garbage is collected at the most
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
