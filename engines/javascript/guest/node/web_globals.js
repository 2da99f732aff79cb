// Globals that modules of Node use, which may be the guest's own by then.

/** @type {import("./node.d.ts").WebGlobals} */
export const web = /** @type {import("./node.d.ts").WebGlobals} */ (
  /** @type {unknown} */ (globalThis)
);
