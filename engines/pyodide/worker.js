// The guest side of the Pyodide engine: a worker without permissions that serves one guest in its life. Python in
// Pyodide must be assumed to reach any JavaScript of this realm; what counts is that the realm has nothing to give.

import {
  bufferOf,
  byteLengthOf,
  byteOffsetOf,
  copyInto,
  encodeUtf8,
  isInteger,
  load as peek,
  NativeInt32Array,
  NativePromise,
  NativeString,
  NativeTypeError,
  NativeUint8Array,
  newTextStream,
  parse,
  setClear,
  store,
  stringIncludes,
  stringIndexOf,
  stringSlice,
  viewOf,
  waitAsync,
} from "../worker/intrinsics.js";
import { holdLock } from "../worker/originals.js";
import { begin, listen, Output, Questions, say } from "../worker/channel.js";
import { prepareImportDenial, strip } from "../worker/realm.js";
import { fileCaps, limitFiles } from "./file_limit.js";
import { GuestFiles } from "./guest_files.js";
import { installHostDevice } from "./host_device.js";
import { mountAll } from "./mount_fs.js";
import { cap, exports, growth, load, memoryBytes } from "./interpreter.js";
import { unpack } from "./snapshot.js";
import { replaceStringHash } from "./string_hash.js";

/** The guest's randomness: the runtime's own, or a seeded generator's (sfc32) once `seed` was called. */
const entropy = {
  native: crypto.getRandomValues.bind(crypto),
  state: undefined,
  pool: new Uint8Array(1024),
  left: 0,
  // @before-guest a guest is opened with it
  seed(words) {
    this.state = Uint32Array.from(words);
    this.left = 0;
  },
  fillBytes(view) {
    if (this.state === undefined) return this.native(view);
    const length = byteLengthOf(view);
    const bytes = new NativeUint8Array(
      bufferOf(view),
      byteOffsetOf(view),
      length,
    );
    for (let i = 0; i < length; i++) bytes[i] = this.nextByte(this.state);
    return view;
  },
  byte() {
    if (this.left === 0) this.left = byteLengthOf(this.fillBytes(this.pool));
    return this.pool[--this.left];
  },
  nextByte(state) {
    const sum = (state[0] + state[1] + state[3]) | 0;
    state[3] = (state[3] + 1) | 0;
    state[0] = state[1] ^ (state[1] >>> 9);
    state[1] = (state[2] + (state[2] << 3)) | 0;
    state[2] = ((state[2] << 21) | (state[2] >>> 11)) + sum;
    return sum >>> 24;
  },
};

/**
 * Devices whose bytes come from `entropy`; those of the runtime have a stock that a seed does not reach.
 *
 * @before-guest it is done while the worker starts
 */
function replaceRandomDevices({ FS }) {
  for (const name of ["random", "urandom"]) {
    FS.unlink(`/dev/${name}`);
    FS.createDevice("/dev", name, () => entropy.byte());
  }
}

const OUT_OF_MEMORY = {
  status: "memory",
  error: {
    name: "MemoryError",
    message: "",
    traceback: "MemoryError",
  },
};

class Guest {
  broken = false;
  #pyodide;
  #standardStreams;
  /** How setting its first globals failed, which is the outcome of its first run. */
  failed;
  #run;
  #setGlobals;
  #stop;
  #prepare;
  #questions;
  #output;
  #decoders = [];
  #unread = new NativeUint8Array(0);
  #changed;
  /** Ends the run when the interpreter is lost, because pending promises then never settle. */
  #lose;
  /** Why the interpreter is lost, in a list of one. */
  #losses = [];

  // @before-guest a worker has one, from its start
  constructor(pyodide, { questions, changed }) {
    pyodide._api.on_fatal = (error) => {
      this.#losses = [error];
      this.#lose?.(error);
    };
    this.#pyodide = pyodide;
    this.#questions = questions;
    this.#changed = changed;
    const guest = pyodide.pyimport("sandglass_guest");
    this.#run = guest.run;
    this.configure = guest.configure;
    this.#setGlobals = guest.set_globals;
    this.#stop = guest.stop;
    this.#prepare = guest.prepare;
    for (const [fd, set] of [[1, "setStdout"], [2, "setStderr"]]) {
      pyodide[set]({ isatty: false, write: (bytes) => this.#write(fd, bytes) });
    }
    pyodide.setStdin({ isatty: false, read: (buffer) => this.#read(buffer) });
    this.#standardStreams = pyodide.FS.streams.slice(0, 3);
  }

  /** Does and runs nothing much before anybody waits for it: the first time takes an interpreter ten times as long. */
  async rehearse() {
    this.#prepare();
    await this.#run.callPromising("0", "main.py", 100, false);
  }

  /** Sets the globals that it starts with. */
  open(globals) {
    growth.refused = false;
    try {
      this.#setGlobals(globals);
    } catch (thrown) {
      if (!growth.refused && thrown?.type !== "MemoryError") throw thrown;
      this.failed = OUT_OF_MEMORY;
    }
  }

  async run(message, output) {
    if (this.failed !== undefined) {
      this.broken = true;
      return this.failed;
    }
    this.#output = output;
    this.#questions.begin(message.run);
    this.#decoders = [undefined, newTextStream(), newTextStream()];
    this.#unread = new NativeUint8Array(0);
    growth.refused = false;
    setClear(this.#changed);
    this.#restoreDescriptors();
    try {
      const { code, filename, valueBytes, repr, value: globals } = message;
      const report = await new NativePromise((resolve, reject) => {
        if (this.#losses.length > 0) return reject(this.#losses[0]);
        this.#lose = reject;
        const running = this.#run.callPromising(
          code,
          filename,
          valueBytes,
          repr,
          globals,
        );
        settle(running, resolve, reject);
      });
      for (let fd = 1; fd <= 2; fd++) output.write(fd, this.#decoders[fd]());
      return check(parse(report));
    } catch (thrown) {
      // An interrupt may also hit what surrounds the guest's code. Then it has done its work, and nothing is lost.
      if (thrown?.type === "KeyboardInterrupt") {
        return { status: "interrupted" };
      }
      this.broken = true;
      // An interpreter that has no memory left may fail in any way.
      if (growth.refused) return OUT_OF_MEMORY;
      return { status: "crashed", reason: explain(thrown) };
    } finally {
      this.#questions.end();
    }
  }

  /** Undoes what an earlier run may have done to descriptors 0 to 2: closed them, or put others in their place. */
  #restoreDescriptors() {
    const { streams } = this.#pyodide.FS;
    for (let fd = 0; fd < this.#standardStreams.length; fd++) {
      const stream = this.#standardStreams[fd];
      stream.fd = fd;
      streams[fd] = stream;
    }
  }

  /**
   * Ends the waits of Python after an interrupt. Python checks for interrupts while it computes. While it waits on the
   * event loop, only this function checks.
   */
  async heedInterrupts(flags) {
    for (;;) {
      await waitAsync(flags, 0, 0).value;
      if (peek(flags, 0) === 0) continue;
      store(flags, 0, 0);
      this.#stop();
    }
  }

  /** Sends what was held back of its output. */
  flush() {
    this.#output?.flush();
  }

  /** Shows what Python displays; answers whether there was room for it. */
  show(request) {
    try {
      return { value: this.#output?.show(parse(request)) ?? false };
    } catch {
      // A guest that asks by itself may ask anything.
      return { value: false };
    }
  }

  #write(fd, bytes) {
    const output = this.#output;
    if (output !== undefined && !output.isFull(fd)) {
      output.write(fd, this.#decoders[fd](bytes));
    }
    return byteLengthOf(bytes);
  }

  #read(buffer) {
    if (byteLengthOf(this.#unread) === 0) {
      if (!this.#questions.active) return 0;
      this.#output.flush();
      const text = this.#questions.ask("stdin", "")?.value;
      if (typeof text !== "string") return 0;
      this.#unread = encodeUtf8(text);
    }
    const taken = viewOf(this.#unread, 0, byteLengthOf(buffer));
    const takenBytes = byteLengthOf(taken);
    copyInto(viewOf(buffer, 0), taken);
    this.#unread = viewOf(this.#unread, takenBytes);
    return takenBytes;
  }
}

/** Forwards the result of a promise without calling methods that a guest may have replaced. */
async function settle(promise, resolve, reject) {
  try {
    resolve(await promise);
  } catch (error) {
    reject(error);
  }
}

/** A guest that spoils its own report is not to be waited for. */
function check(report) {
  if (typeof report?.status === "string") return report;
  throw new NativeTypeError("The report of the run is invalid");
}

function explain(thrown) {
  if (isInteger(thrown?.status)) {
    return `The guest ended its interpreter with status ${thrown.status}`;
  }
  const message = NativeString(thrown?.message ?? thrown);
  if (stringIncludes(message, "call stack")) {
    return "The guest's recursion overflowed the stack of the engine";
  }
  const end = stringIndexOf(message, "\n");
  const line = end < 0 ? message : stringSlice(message, 0, end);
  return `The engine failed: ${line}`;
}

/** @before-guest the interpreter is loaded after it */
function replaceCrypto() {
  Object.defineProperty(globalThis, "crypto", {
    value: { getRandomValues: (view) => entropy.fillBytes(view) },
  });
}

async function serve({ lock, mailbox, control, snapshot, snapshotAt = 0 }) {
  const denyImports = await importDenial;
  await holdLock(lock);
  const flags = new NativeInt32Array(control);
  const opened = unpack(snapshot, snapshotAt);
  replaceCrypto();
  const pyodide = await load({ stdlib: opened.archive, snapshot: opened });
  pyodide.setInterruptBuffer(flags);
  replaceRandomDevices(pyodide);
  const questions = new Questions(mailbox, flags);
  const ask = (service, request, data) => {
    if (!mayAsk()) return undefined;
    if (service === "display") return guest.show(request);
    guest.flush();
    return questions.ask(service, request, data);
  };
  const mayAsk = () => questions.active;
  installHostDevice(pyodide.FS, ask);
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
  for (;;) {
    const message = listen(mailbox);
    switch (message.type) {
      case "open":
        seedHashes(seedStringHash, message.entropy);
        // Before the file limits apply, because the mount points do not count as the guest's files.
        open(guest, {
          ...message,
          maxFiles: message.maxFiles +
            mountAll(pyodide.FS, message.grants.mounts, { ask, mayAsk }),
        });
        if (!message.silent) {
          say(
            guest.failed === undefined
              ? { type: "opened", memoryBytes: memoryBytes() }
              : {
                type: "failed",
                reason: "The globals exceed the guest's memory",
              },
          );
        }
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

/** Seeds with two 64-bit integers of four 32-bit ones. @before-guest a guest is opened with it */
function seedHashes(seed, words) {
  const [a, b, c, d] = words.map(BigInt);
  seed((a << 32n) | b, (c << 32n) | d);
}

/** @before-guest as above */
function open(guest, message) {
  const { memoryBytes, entropy: words, seeded, text: _, value, ...settings } =
    message;
  cap.bytes = memoryBytes;
  fileCaps.bytes = message.fileBytes;
  fileCaps.files = message.maxFiles;
  if (seeded) entropy.seed(words);
  guest.configure(JSON.stringify({ ...settings, seed: words.join(":") }));
  if (value !== undefined) guest.open(value);
}

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
