// The guest side of the engine: a worker without permissions that serves one guest at a time, each in a fresh instance
// with files of its own. It is synchronous from end to end: while it waits it blocks, so nothing runs between runs.

import { NativeInt32Array } from "../worker/intrinsics.js";
import { holdLock } from "../worker/originals.js";
import { begin, say } from "../worker/channel.js";
import { HostRequests } from "../worker/host_requests.js";
import { listen } from "../worker/mailbox_reader.js";
import { Output } from "../worker/output.js";
import { strip } from "../worker/realm.js";
import { openSite } from "../python/packed_site.js";
import { openSnapshot } from "../python/snapshot.js";
import { Guest } from "./guest.js";
import { openLibrary } from "./library.js";
import { Watchdog } from "../python/watchdog.js";

/**
 * @import { WorkerMessage } from "../../core/protocol.ts"
 * @import { WorkerStart } from "../../core/worker_start.ts"
 * @import { GuestOptions, RunMessage } from "./guest.js"
 * @import { Image } from "./guest_instance.js"
 */

/**
 * What all guests of this worker are made of.
 *
 * @param {WorkerStart} start
 * @returns {Promise<GuestOptions>}
 */
async function prepareGuests(
  {
    mailbox,
    control,
    controlMemory,
    library,
    site,
    snapshot,
    snapshotAt = 0,
  },
) {
  if (
    snapshot === undefined || library === undefined ||
    controlMemory === undefined
  ) {
    throw new TypeError("The worker of cpython lacks what it starts from");
  }
  const watchdog = await Watchdog.load("sandglassTurn");
  strip(["performance", "crypto", "sandglassTurn"]);
  const flags = new NativeInt32Array(control);
  /** @type {Image} */
  const image = {
    library: openLibrary(library),
    ...(site && { site: openSite(new Uint8Array(site)) }),
    // A cast, as this is the config of this engine's builder.
    .../** @type {Omit<Image, "library">} */ (
      openSnapshot(snapshot, snapshotAt)
    ),
  };
  const requests = new HostRequests(mailbox, flags);
  return { image, requests, flags, controlMemory, watchdog };
}

/** @param {WorkerStart} start */
async function serve(start) {
  const { lock, mailbox, memoryBytes = 0 } = start;
  await holdLock(lock);
  const options = await prepareGuests(start);
  let guest = new Guest(options, memoryBytes);
  say({ type: "ready" });
  for (;;) {
    const message = listen(mailbox);
    switch (message.type) {
      case "open":
        // It was made before its limit was known.
        if (guest.maxBytes !== message.memoryBytes) {
          guest = new Guest(options, message.memoryBytes);
        }
        guest.open(message);
        if (!message.silent) say(opened(guest));
        break;
      case "run":
        say(run(guest, message));
        guest.settle(message);
        break;
      case "fileRequest": {
        const { id, request, bytes } = message;
        say({ type: "fileResponse", id, ...guest.serveFiles(request, bytes) });
        break;
      }
      case "rehearse":
        // V8 compiles what runs for the first time, for all guests of this worker.
        guest.rehearse();
        guest = new Guest(options, guest.maxBytes, guest);
        break;
      case "close":
        // Nothing of a guest outlives its instance and its files, as its memory is written over.
        guest = new Guest(options, guest.maxBytes, guest);
        say({ type: "ready" });
        break;
      case "exit":
        return;
    }
  }
}

/**
 * @param {Guest} guest
 * @returns {WorkerMessage}
 */
function opened({ failed, memoryBytes }) {
  if (failed === undefined) return { type: "opened", memoryBytes };
  const reason = failed.reason ?? "The globals exceed the guest's memory";
  return { type: "failed", reason };
}

/**
 * @param {Guest} guest
 * @param {RunMessage} message
 * @returns {WorkerMessage}
 */
function run(guest, message) {
  const output = new Output(
    message.run,
    message.outputBytes,
    message.displayBytes,
  );
  // One by one, as what else a forged report holds has no place in the message.
  const { status, value, repr, tooLarge, error, reason } = guest.run(
    message,
    output,
  );
  output.flush();
  return {
    type: "done",
    run: message.run,
    status,
    value,
    repr,
    tooLarge,
    error,
    reason,
    cut: output.cut,
    broken: guest.broken && !guest.isRestorable,
    restored: guest.broken && guest.isRestorable,
    changed: guest.changed,
    memoryBytes: guest.memoryBytes,
  };
}

begin(serve);
