// The functions of the worker's, as the modules of the prelude have them.

import { assign } from "../intrinsics.js";

/** @import { Host } from "../host.d.ts" */

const { create } = Object;

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
 * @param {object} intrinsics What every part gets that is loaded later, after guest code
 */
export function takeHost(given, intrinsics) {
  const { load } = given;
  // A cast, as the worker's function knows no types of parts.
  const evaluate = /** @type {(name: string) => (given: object) => never} */ (
    /** @type {unknown} */ (load)
  );
  assign(host, given, {
    /** @param {string} name */
    load: (name) => evaluate(name)(intrinsics),
  });
}
