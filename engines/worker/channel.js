// How a worker starts, and how it sends messages to its supervisor: as JSON text. Everything it needs is captured when
// the worker starts, before any guest code.
//
// The first 32-bit integer of the control memory is not zero when the guest must stop.

import { takeCompiled } from "./compiled.js";
import { stringify } from "./intrinsics.js";
import {
  importBuiltin,
  inNodeWorker,
  post,
  requireNoPermissions,
} from "./originals.js";

/**
 * @import { WorkerMessage } from "../../core/protocol.ts"
 * @import { WorkerStart } from "../../core/worker_start.ts"
 */

/**
 * Says one thing to the supervisor.
 *
 * @param {WorkerMessage} message
 */
export function say(message) {
  post(stringify(message));
}

/**
 * Learns what to start from, serves, and ends the worker.
 *
 * @before-guest it does all but serve before it opens one
 * @param {(shared: WorkerStart) => Promise<void>} serve
 */
export function begin(serve) {
  const close = globalThis.close.bind(globalThis);
  /**
   * @before-guest as above
   * @param {WorkerStart} shared
   */
  const run = (shared) => {
    start(shared).then(close, (error) => {
      say({ type: "failed", reason: `${error?.stack ?? error}` });
      close();
    });
  };
  if (inNodeWorker) {
    importBuiltin("node:worker_threads").then((it) => run(it.workerData));
    return;
  }
  /**
   * @before-guest as above
   * @param {MessageEvent<WorkerStart | null>} event
   */
  globalThis.onmessage = (event) => {
    // Nothing is what its supervisor sends to have it look up.
    if (event.data === null) return;
    globalThis.onmessage = null;
    run(event.data);
  };
  say({ type: "loaded" });

  /** @param {WorkerStart & { packages?: unknown }} shared */
  async function start(shared) {
    requireNoPermissions();
    takeCompiled(shared.compiled);
    // Code that is loaded by now.
    delete shared.packages;
    await serve(shared);
  }
}
