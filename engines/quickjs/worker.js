// The guest side of the QuickJS engine: a worker without permissions that serves one guest at a time, each in a fresh
// WebAssembly instance. It is synchronous from end to end: while it waits it blocks, so nothing runs between runs.

import { Guest } from "./guest.js";
import { GuestPackages } from "./guest_packages.js";
import { NativeInt32Array, NativeUint8Array } from "../worker/intrinsics.js";
import { holdLock } from "../worker/originals.js";
import { begin, say } from "../worker/channel.js";
import { listen } from "../worker/mailbox_reader.js";
import { Output } from "../worker/output.js";
import { strip } from "../worker/realm.js";

/**
 * @import { Delivered, WorkerMessage } from "../../core/protocol.ts"
 * @import { WorkerStart } from "../../core/worker_start.ts"
 * @import { GuestOutcome } from "./outcomes.js"
 *
 * @typedef {(code: string) => import("../javascript/strip_types.js").Stripped} StripTypes What makes JavaScript of a guest's code.
 *
 * @typedef {object} Shared What all guests of a worker have in common.
 * @property {SharedArrayBuffer} mailbox
 * @property {WorkerStart["sources"]} sources
 * @property {StripTypes} stripTypes
 * @property {Int32Array} control
 * @property {GuestPackages} [packages] The packages that the host gives them.
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
    // The guest can influence its outcome, but must not change the message's type.
    ...head,
    cut: output.cut,
    broken: guest.broken,
    changed: guest.changed,
    memoryBytes: guest.memoryBytes,
  });
}

/**
 * A guest that could not take its globals tells so, here or at its first run.
 *
 * @param {Guest} guest
 * @returns {WorkerMessage}
 */
function opened({ failed }) {
  return failed === undefined
    ? { type: "opened" }
    : { type: "failed", reason: "The globals exceed the guest's memory" };
}

/**
 * @param {WorkerStart} orders
 * @param {StripTypes} stripTypes
 */
async function serve({ lock, mailbox, control, sources, site }, stripTypes) {
  await holdLock(lock);
  /** @type {Shared} */
  const shared = {
    mailbox,
    sources,
    stripTypes,
    control: new NativeInt32Array(control),
    ...(site && { packages: new GuestPackages(new NativeUint8Array(site)) }),
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
        if (!message.silent) say(opened(guest));
        break;
      case "run": {
        const { outputBytes, displayBytes } = message;
        const output = new Output(message.run, outputBytes, displayBytes);
        report(message, guest, output, guest.run(message, output));
        break;
      }
      case "fileRequest": {
        const { id, request, bytes } = message;
        say({ type: "fileResponse", id, ...guest.files.serve(request, bytes) });
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
