// Promises that were rejected and that nothing handles. The engine's worker calls `rejected` and `handled` while the guest
// runs, so no code of the guest may run here.

import {
  $Map,
  mapClear,
  mapDelete,
  mapEntries,
  mapNext,
  mapSet,
} from "../intrinsics.js";
import { openReports } from "./reports.js";

/**
 * The reasons, by promise.
 *
 * @type {Map<unknown, unknown>}
 */
const pending = new $Map();

/**
 * What decides about rejections before they end the run: `listener` returns whether it has handled one.
 *
 * @type {{ listener: ((reason: unknown, promise: unknown) => boolean) | undefined } & WithoutPrototype}
 */
export const rejections = { __proto__: null, listener: undefined };

/** Makes ready for a run. */
export function openRejections() {
  mapClear(pending);
}

/**
 * What decides about errors that nothing caught before they end the run: `listener` returns whether it has handled one.
 *
 * @type {{ listener: ((thrown: unknown) => boolean) | undefined } & WithoutPrototype}
 */
export const uncaught = { __proto__: null, listener: undefined };

/**
 * Calls what may throw, unless the guest handles what nothing catches.
 *
 * @template Result
 * @param {() => Result} act
 * @returns {Result | undefined}
 */
export function guarded(act) {
  try {
    return act();
  } catch (thrown) {
    const { listener } = uncaught;
    if (listener === undefined || !listener(thrown)) throw thrown;
    return undefined;
  }
}

/**
 * Notes a rejected promise.
 *
 * @param {unknown} promise
 * @param {unknown} reason
 */
export function rejected(promise, reason) {
  mapSet(pending, promise, reason);
}

/**
 * Forgets a promise that is handled after all.
 *
 * @param {unknown} promise
 */
export function handled(promise) {
  mapDelete(pending, promise);
}

/** The end of the run as JSON if a rejection was not handled. */
export function unhandled() {
  for (;;) {
    const { value: entry } = mapNext(mapEntries(pending));
    if (entry === undefined) return undefined;
    const promise = entry[0];
    const reason = entry[1];
    mapDelete(pending, promise);
    const { listener } = rejections;
    if (listener !== undefined && listener(reason, promise)) continue;
    mapClear(pending);
    return openReports().describe(reason);
  }
}
