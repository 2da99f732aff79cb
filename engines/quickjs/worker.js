// The guest side of the QuickJS engine: a worker without permissions that serves one guest at a time, each in a fresh
// WebAssembly instance. It is synchronous from end to end: while it waits it blocks, so nothing runs between runs.

import { Guest } from "./guest.js";
import { holdLock } from "../worker/originals.js";
import { begin, listen, Output, say } from "../worker/channel.js";
import { strip } from "../worker/realm.js";

/**
 * @import { Delivered, WorkerStart } from "../../core/protocol.ts"
 * @import { GuestOutcome } from "./outcomes.js"
 *
 * @typedef {(code: string) => import("./strip_types.js").Stripped} StripTypes What makes JavaScript of a guest's code.
 *
 * @typedef {object} Shared What all guests of a worker have in common.
 * @property {SharedArrayBuffer} mailbox
 * @property {WorkerStart["sources"]} sources
 * @property {StripTypes} stripTypes
 * @property {Int32Array} control
 * @property {boolean} serial Whether the worker serves one guest after another.
 *
 * @typedef {Extract<Delivered, { type: "run" }>} RunMessage
 */

/**
 * @param {RunMessage} message
 * @param {Guest} guest
 * @param {Output} output
 * @param {GuestOutcome} outcome
 */
function report(message, guest, output, outcome) {
  output.flush();
  /** @type {{ type: "done", run: number }} */
  const head = { type: "done", run: message.run };
  say({
    // Supervisors tell the end of a run by how it begins.
    ...head,
    ...outcome,
    // The guest had a say in its outcome, and shall make no other message of it.
    ...head,
    cut: output.cut,
    broken: guest.broken,
    changed: guest.changed,
    memoryBytes: guest.memoryBytes,
  });
}

/**
 * @param {WorkerStart} orders
 * @param {StripTypes} stripTypes
 */
async function serve({ lock, mailbox, control, sources }, stripTypes) {
  await holdLock(lock);
  /** @type {Shared} */
  const shared = {
    mailbox,
    sources,
    stripTypes,
    control: new Int32Array(control),
    // Only a broker's worker serves one guest after another.
    serial: lock !== undefined,
  };
  // Before the first instance: what the engine sees of the realm decides how its memory is laid out.
  strip(["performance"]);
  let guest = await Guest.prepare(shared);
  say({ type: "ready" });
  for (;;) {
    const message = listen(mailbox);
    switch (message.type) {
      case "open":
        guest.open(message);
        if (!message.silent) say({ type: "opened" });
        break;
      case "run": {
        const { outputBytes, displayBytes } = message;
        const output = new Output(message.run, outputBytes, displayBytes);
        report(message, guest, output, guest.run(message, output));
        break;
      }
      case "file": {
        const { file, request, bytes } = message;
        say({ type: "filed", file, ...guest.serve(request, bytes) });
        break;
      }
      case "close":
        // Nothing of a guest outlives its instance: the next one gets an instance of its own.
        guest = await Guest.prepare(shared);
        say({ type: "ready" });
        break;
      case "exit":
        return;
    }
  }
}

/**
 * Starts the worker.
 *
 * @param {StripTypes} stripTypes What makes JavaScript of what the guest writes
 */
export function start(stripTypes) {
  begin((orders) => serve(orders, stripTypes));
}
