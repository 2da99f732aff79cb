// The functions of the worker's, as the modules of the prelude have them.

/** @import { Host } from "../host.d.ts" */

const { assign, create } = Object;

/**
 * The functions, once the prelude has started.
 *
 * @type {Host}
 */
export const host = create(null);

/**
 * Takes them; before that there is nothing that could call one.
 *
 * @param {Host} given
 */
export function takeHost(given) {
  assign(host, given);
}
