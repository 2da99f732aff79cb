// The guest side of the Pyodide engine: a worker without permissions that serves one guest in its life. Python in
// Pyodide must be assumed to reach any JavaScript of this realm; what counts is that the realm has nothing to give.

import { holdLock } from "../worker/originals.js";
import { begin, listen, Output, Questions, say } from "../worker/channel.js";
import { prepareImportDenial, strip } from "../worker/realm.js";
import { entropy, replaceRandomDevices } from "./entropy.js";
import { fileCaps, limitFiles } from "./file_limit.js";
import { Guest } from "./guest.js";
import { GuestFiles } from "./guest_files.js";
import { installHostDevice } from "./host_device.js";
import { mountAll } from "./mount_fs.js";
import { cap, exports, load, memoryBytes } from "./interpreter.js";
import { unpack } from "./image.js";
import { replaceStringHash } from "./string_hash.js";

/**
 * @import { Delivered, ServiceName, WorkerMessage, WorkerStart } from "../../core/protocol.ts"
 * @import { Host } from "./mount_host.js"
 * @import { Pyodide } from "./pyodide.ts"
 */

/** @param {WorkerStart} start */
async function serve({ lock, mailbox, control, image, imageAt = 0 }) {
  const denyImports = await importDenial;
  await holdLock(lock);
  const flags = new Int32Array(control);
  if (image === undefined) throw new TypeError("Python starts from an image");
  const opened = unpack(image, imageAt);
  Object.defineProperty(globalThis, "crypto", {
    value: { getRandomValues: entropy.fill.bind(entropy) },
  });
  const pyodide = await load({ stdlib: opened.archive, image: opened });
  pyodide.setInterruptBuffer(flags);
  replaceRandomDevices(pyodide);
  const questions = new Questions(mailbox, flags);
  /** @type {Host["ask"]} */
  const ask = (service, request, data) => {
    if (!mayAsk()) return undefined;
    guest.flush();
    return questions.ask(service, request, data);
  };
  const mayAsk = () => questions.active;
  installHostDevice(pyodide.FS, (service, request, data) => {
    if (!mayAsk()) return undefined;
    if (service === "display") return guest.show(request);
    // A cast, as a guest may ask for any service: the host knows which there are.
    return ask(/** @type {ServiceName} */ (service), request, data);
  });
  // After all files of ours, which do not count.
  const changed = limitFiles(pyodide.FS);
  const files = new GuestFiles(pyodide.FS, changed);
  const guest = new Guest(pyodide, { questions, changed });
  await guest.rehearse();
  guest.heedInterrupts(flags);
  const seedStringHash = replaceStringHash(exports, opened.config.knownHashes);
  denyImports();
  strip([
    "performance",
    "crypto",
    "setTimeout",
    "clearTimeout",
    "queueMicrotask",
    "MessageChannel",
  ]);
  say({ type: "ready" });
  await serveGuest(guest, {
    pyodide,
    files,
    host: { ask, mayAsk },
    mailbox,
    seedStringHash,
  });
}

/**
 * Does what the supervisor says, until it says no more.
 *
 * @param {Guest} guest
 * @param {object} parts
 * @param {Pyodide} parts.pyodide
 * @param {GuestFiles} parts.files
 * @param {Host} parts.host
 * @param {SharedArrayBuffer} parts.mailbox
 * @param {(a: bigint, b: bigint) => void} parts.seedStringHash
 */
async function serveGuest(
  guest,
  { pyodide, files, host, mailbox, seedStringHash },
) {
  for (;;) {
    const message = listen(mailbox);
    switch (message.type) {
      case "open":
        seedStringHash(...toSecret(message.entropy));
        // Before the limits of files hold, as the places of mounts are none of the guest's.
        open(guest, {
          ...message,
          maxFiles: message.maxFiles +
            mountAll(pyodide.FS, message.grants.mounts, host),
        });
        if (!message.silent) {
          say({ type: "opened", memoryBytes: memoryBytes() });
        }
        break;
      case "run":
        // What the guest left in the queue of promise jobs has no turn between this word and the next wait.
        say(await run(guest, files, message));
        break;
      case "file": {
        const { file, request, bytes } = message;
        say({ type: "filed", file, ...files.serve(request, bytes) });
        break;
      }
      case "exit":
        return;
    }
  }
}

/**
 * Two 64-bit integers of four 32-bit ones.
 *
 * @param {readonly number[]} words
 * @returns {[bigint, bigint]}
 */
function toSecret(words) {
  const [a = 0n, b = 0n, c = 0n, d = 0n] = words.map(BigInt);
  return [(a << 32n) | b, (c << 32n) | d];
}

/**
 * @param {Guest} guest
 * @param {Extract<Delivered, { type: "open" }>} message
 */
function open(guest, message) {
  const { memoryBytes, entropy: words, seeded, ...settings } = message;
  cap.bytes = memoryBytes;
  fileCaps.bytes = message.fileBytes;
  fileCaps.files = message.maxFiles;
  if (seeded) entropy.seed(words);
  guest.configure(JSON.stringify({ ...settings, seed: words.join(":") }));
}

/**
 * @param {Guest} guest
 * @param {GuestFiles} files
 * @param {Extract<Delivered, { type: "run" }>} message
 * @returns {Promise<WorkerMessage>}
 */
async function run(guest, files, message) {
  const { outputBytes, displayBytes } = message;
  const output = new Output(message.run, outputBytes, displayBytes);
  // One by one, as what else a forged report holds has no place in the message.
  const { status, value, repr, tooLarge, error, reason } = await guest.run(
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
    broken: guest.broken,
    changed: !guest.broken && files.changes().length > 0,
    memoryBytes: memoryBytes(),
  };
}

begin(serve);
// While the image is on its way.
const importDenial = prepareImportDenial();
