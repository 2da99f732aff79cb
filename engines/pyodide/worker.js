// The guest side of the Pyodide engine: a worker without permissions that serves one guest in its life. Python in
// Pyodide must be assumed to reach any JavaScript of this realm; what counts is that the realm has nothing to give.

import {
  ceil,
  NativeInt32Array,
  NativeRangeError,
  NativeTypeError,
} from "../worker/intrinsics.js";
import { holdLock } from "../worker/originals.js";
import { begin, say } from "../worker/channel.js";
import { HostRequests } from "../worker/host_requests.js";
import { listen } from "../worker/mailbox_reader.js";
import { Output } from "../worker/output.js";
import { prepareImportDenial, strip } from "../worker/realm.js";
import { entropy, replaceCrypto, replaceRandomDevices } from "./entropy.js";
import { fileCaps, limitFiles } from "./file_limit.js";
import { Guest } from "./guest.js";
import { GuestFiles } from "./guest_files.js";
import { installHostDevice } from "./host_device.js";
import { mountAll } from "./mount_fs.js";
import {
  cap,
  exports,
  loadInterpreter,
  memoryBytes,
  NEEDED_GLOBALS,
} from "./interpreter.js";
import { linkedLibraries } from "./linked_libraries.js";
import { localTime } from "./local_time.js";
import { ProgramFile } from "./program_file.js";
import { mountSite, SITE_PATH } from "./site_fs.js";
import { openSite, toOwnBytes } from "../python/packed_site.js";
import { unpack } from "../python/snapshot.js";
import { chargeStack } from "../python/stack_charge.js";
import { limitStack } from "./stack_limit.js";
import { replaceStringHash } from "./string_hash.js";

/**
 * @import { Delivered, ServiceName, WorkerMessage } from "../../core/protocol.ts"
 * @import { WorkerStart } from "../../core/worker_start.ts"
 * @import { Host } from "./mount_host.js"
 * @import { Pyodide } from "./pyodide.ts"
 */

/** @param {WorkerStart} start */
async function serve(
  { lock, mailbox, control, site, snapshot, snapshotAt = 0, memoryBytes },
) {
  const denyImports = await importDenial;
  await holdLock(lock);
  const flags = new NativeInt32Array(control);
  if (snapshot === undefined) {
    throw new NativeTypeError("Python starts from a snapshot");
  }
  const opened = unpack(snapshot, snapshotAt);
  if (memoryBytes !== undefined && opened.memoryBytes > memoryBytes) {
    const mib = ceil(opened.memoryBytes / 2 ** 20);
    throw new NativeRangeError(
      `The packages need more memory than the limit allows: ${mib} MiB`,
    );
  }
  const packages = site && openSite(toOwnBytes(site));
  const { links } = opened.config;
  replaceCrypto();
  const pyodide = await loadInterpreter({
    stdlib: opened.archive,
    snapshot: opened,
    ...(packages && links && { libraries: linkedLibraries(links, packages) }),
  });
  pyodide.setInterruptBuffer(flags);
  replaceRandomDevices(pyodide);
  const requests = new HostRequests(mailbox, flags);
  /** @type {Host["request"]} */
  const requestHost = (service, request, data) => {
    if (!mayRequest()) return undefined;
    guest.flush();
    return requests.request(service, request, data);
  };
  const mayRequest = () => requests.active;
  localTime.names = opened.config.zoneNames;
  installHostDevice(pyodide.FS, (service, request, data) => {
    if (service === "zone") return { value: localTime.useChanges(request) };
    if (!mayRequest()) return undefined;
    if (service === "display") return guest.show(request);
    if (service === "begin") return guest.begin(request);
    if (service === "settled") return guest.awaitResponse(request);
    if (service === "wait") return guest.wait(request);
    // A cast, as a guest may name any service: the host knows which there are.
    return requestHost(/** @type {ServiceName} */ (service), request, data);
  });
  if (packages !== undefined) mountSite(pyodide.FS, packages);
  // After all files of ours, which do not count.
  const changed = limitFiles(pyodide.FS);
  const program = new ProgramFile(pyodide.FS, changed);
  const files = new GuestFiles(pyodide.FS, { changed, program });
  const guest = new Guest(pyodide, { requests, changed, program, flags });
  await guest.rehearse();
  guest.heedInterrupts(flags);
  chargeStack(exports, opened.config.charged);
  const seedStringHash = replaceStringHash(exports, opened.config.knownHashes);
  denyImports();
  strip(NEEDED_GLOBALS);
  say({ type: "ready" });
  await serveGuest(guest, {
    pyodide,
    files,
    host: { request: requestHost, mayRequest },
    mailbox,
    seedStringHash,
    packages: packages === undefined ? undefined : SITE_PATH,
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
 * @param {string | undefined} parts.packages Where the packages are that the host adds
 */
async function serveGuest(
  guest,
  { pyodide, files, host, mailbox, seedStringHash, packages },
) {
  for (;;) {
    const message = listen(mailbox);
    switch (message.type) {
      case "rehearse":
        await guest.rehearseProgram();
        break;
      case "open":
        seedHashes(seedStringHash, message.entropy);
        // Before the file limits apply, because the mount points do not count as the guest's files.
        open(guest, {
          ...message,
          packages,
          maxFiles: message.maxFiles +
            mountAll(pyodide.FS, message.grants.mounts, host),
        });
        if (!message.silent) say(opened(guest));
        break;
      case "run":
        // What the guest left in the queue of promise jobs has no turn between this word and the next wait.
        say(await run(guest, files, message));
        break;
      case "fileRequest": {
        const { id, request, bytes } = message;
        say({ type: "fileResponse", id, ...files.serve(request, bytes) });
        break;
      }
      case "exit":
        return;
    }
  }
}

/**
 * @param {Guest} guest
 * @returns {WorkerMessage}
 */
function opened({ failed }) {
  return failed === undefined
    ? { type: "opened", memoryBytes: memoryBytes() }
    : { type: "failed", reason: "The globals exceed the guest's memory" };
}

/**
 * Seeds with two 64-bit integers of four 32-bit ones.
 *
 * @before-guest a guest is opened with it
 * @param {(a: bigint, b: bigint) => void} seed
 * @param {readonly number[]} words
 */
function seedHashes(seed, words) {
  const [a, b, c, d] = words.map(BigInt);
  seed((a << 32n) | b, (c << 32n) | d);
}

/**
 * @before-guest as above
 * @param {Guest} guest
 * @param {Extract<Delivered, { type: "open" }> & { packages: string | undefined }} message
 */
function open(guest, message) {
  const { memoryBytes, entropy: words, seeded, text: _, value, ...settings } =
    message;
  cap.bytes = memoryBytes;
  limitStack(exports, message.isolation);
  fileCaps.bytes = message.fileBytes;
  fileCaps.files = message.maxFiles;
  if (seeded) entropy.seed(words);
  guest.configure(JSON.stringify({ ...settings, seed: words.join(":") }));
  if (value !== undefined) guest.open(value);
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
// While the snapshot is on its way.
const importDenial = prepareImportDenial();
