// How a worker talks with its supervisor: it blocks on a mailbox for messages, and posts JSON
// text. Everything it needs is captured when the worker starts, before any guest code.
//
// The first 32-bit integer of the control memory is not zero when the guest must stop.

import { takeCompiled } from "./compiled.js";
import {
  arrayShift,
  byteLengthOf,
  charCodeAt,
  codePointAt,
  copyInto,
  decodeUtf8,
  encodeInto,
  encodeUtf8,
  endsWith,
  fromCodePoint,
  load,
  max,
  min,
  NativeInt32Array,
  NativeSet,
  NativeUint8Array,
  notify,
  now,
  parse,
  push,
  setAdd,
  setClear,
  setDelete,
  setHas,
  setPrototypeOf,
  setSize,
  setToArray,
  store,
  stringify,
  stringSlice,
  values,
  viewOf,
  wait,
} from "./intrinsics.js";
import {
  importBuiltin,
  inNodeWorker,
  post,
  requireNoPermissions,
} from "./originals.js";

/**
 * @import { Delivered, DisplayForms, ServiceName, WorkerMessage } from "../../core/protocol.ts"
 * @import { WorkerStart } from "../../core/worker_start.ts"
 * @import { Truncated } from "../../core/result.ts"
 *
 * @typedef {1 | 2} StreamFd The descriptor of standard output or standard error.
 * @typedef {Extract<Delivered, { type: "response" }>} Answer
 */

const HEADER_BYTES = 12;
/** Writes that may leave at once within a window; a guest that writes more often than that is batched. */
const BURST_WRITES = 200;
const WINDOW_MS = 50;
const BATCH_CHARS = 16_384;
/**
 * The names of the streams by their descriptors.
 *
 * @type {Readonly<Record<StreamFd, Truncated>>}
 */
const STREAMS = { 1: "stdout", 2: "stderr" };
/** @type {readonly StreamFd[]} */
const FDS = [1, 2];
/** How many things a run may show. */
const MAX_DISPLAYS = 1000;

/**
 * Says one thing to the supervisor.
 *
 * @param {WorkerMessage} message
 */
export function say(message) {
  post(stringify(message));
}

/**
 * The mailbox that was listened to last.
 *
 * @type {SharedArrayBuffer | undefined}
 */
let owner;
/**
 * Its parts.
 *
 * @type {Int32Array}
 */
let header;
/** @type {Uint8Array} */
let body;

/**
 * Blocks until the supervisor says something, and returns it, with what is attached as `bytes`. Nothing of a guest's
 * runs before that.
 *
 * @param {SharedArrayBuffer} mailbox
 * @returns {Delivered}
 */
export function listen(mailbox) {
  if (owner !== mailbox) {
    owner = mailbox;
    header = new NativeInt32Array(mailbox, 0, 3);
    body = new NativeUint8Array(mailbox, HEADER_BYTES);
  }
  return take(header, body);
}

/**
 * Takes a message out, piece by piece as it comes.
 *
 * @param {Int32Array} header
 * @param {Uint8Array} body
 * @returns {Delivered}
 */
function take(header, body) {
  awaitPiece(header);
  const messageBytes = header[1];
  const attachedBytes = header[2];
  // The decoder takes no shared memory, hence the copy.
  const text = new NativeUint8Array(messageBytes);
  const bytes = new NativeUint8Array(attachedBytes);
  const allBytes = messageBytes + attachedBytes;
  for (let at = 0;;) {
    const end = min(at + byteLengthOf(body), allBytes);
    const textEnd = max(at, min(end, messageBytes));
    copyInto(text, viewOf(body, 0, textEnd - at), min(at, messageBytes));
    copyInto(
      bytes,
      viewOf(body, textEnd - at, end - at),
      max(0, at - messageBytes),
    );
    at = end;
    store(header, 0, 0);
    notify(header, 0);
    if (at === allBytes) break;
    awaitPiece(header);
  }
  return read(text, attachedBytes === 0 ? undefined : bytes);
}

/**
 * Blocks until there is something in the mailbox.
 *
 * @param {Int32Array} header
 */
function awaitPiece(header) {
  while (load(header, 0) === 0) wait(header, 0, 0);
}

/**
 * @param {Uint8Array} text
 * @param {Uint8Array<ArrayBuffer> | undefined} bytes
 * @returns {Delivered}
 */
function read(text, bytes) {
  // A message must not inherit members that it lacks.
  /** @type {Delivered & { text?: boolean, value?: unknown, bytes?: Uint8Array<ArrayBuffer> }} The host wrote it. */
  const message = setPrototypeOf(parse(decodeUtf8(text)), null);
  if (bytes === undefined) return message;
  if (message.text === true) message.value = decodeUtf8(bytes);
  else message.bytes = bytes;
  return message;
}

/** What a guest asks of the host, and the answers. */
export class Questions {
  #header;
  #body;
  #control;
  #run = 0;
  #last = 0;
  /**
   * Answers that came while another was waited for.
   *
   * @type {Answer[]}
   */
  #arrived = [];
  /** How many questions have no answer yet. */
  #open = /** @type {Set<number>} */ (new NativeSet());

  /**
   * @param {SharedArrayBuffer} mailbox
   * @param {Int32Array} control
   */
  constructor(mailbox, control) {
    this.#header = new NativeInt32Array(mailbox, 0, 3);
    this.#body = new NativeUint8Array(mailbox, HEADER_BYTES);
    this.#control = control;
  }

  /**
   * Forgets what an earlier run asked.
   *
   * @param {number} run
   */
  begin(run) {
    this.#run = run;
    this.#arrived = [];
    setClear(this.#open);
  }

  /** Ends a run: what is asked between two runs is not answered, and must not be waited for. */
  end() {
    this.#run = 0;
  }

  /** Whether there is a run that may ask. */
  get active() {
    return this.#run !== 0;
  }

  /** Whether an answer is to come or has come. */
  get pending() {
    return setSize(this.#open) > 0 || this.#arrived.length > 0;
  }

  /**
   * Asks, and returns the number of the question.
   *
   * @param {ServiceName} service
   * @param {string} request The request, in the service's own JSON
   * @param {string} [data] Bytes that belong to it, in base64
   */
  pose(service, request, data) {
    const ask = ++this.#last;
    say({
      type: "request",
      run: this.#run,
      id: ask,
      service,
      body: request,
      data,
    });
    setAdd(this.#open, ask);
    return ask;
  }

  /**
   * Asks and blocks until the answer is there; nothing is returned if the guest was interrupted meanwhile.
   *
   * @param {ServiceName} service
   * @param {string} request The request, in the service's own JSON
   * @param {string} [data] Bytes that belong to it, in base64
   */
  ask(service, request, data) {
    const ask = this.pose(service, request, data);
    for (;;) {
      const answer = this.#receive(Infinity);
      if (answer === undefined) return undefined;
      if (answer.id === ask) return answer;
      push(this.#arrived, answer);
    }
  }

  /**
   * The next answer that is there within a time; `undefined` without one, or if the guest was interrupted.
   *
   * @param {number} timeoutMs
   */
  next(timeoutMs) {
    return arrayShift(this.#arrived) ?? this.#receive(timeoutMs);
  }

  /**
   * @param {number} timeoutMs
   * @returns {Answer | undefined}
   */
  #receive(timeoutMs) {
    const until = now() + timeoutMs;
    for (;;) {
      if (load(this.#control, 0) !== 0) return undefined;
      if (load(this.#header, 0) === 0) {
        const left = until - now();
        if (left <= 0) return undefined;
        wait(this.#header, 0, 0, left);
        continue;
      }
      const message = take(this.#header, this.#body);
      // Anything else is a wake, or an answer to a question of an earlier run.
      if (message.type === "response" && setDelete(this.#open, message.id)) {
        return message;
      }
    }
  }
}

/** The output of one run: cut at its limits, and sent as it comes. */
export class Output {
  #run;
  /** @type {Record<StreamFd, number>} */
  #left;
  #leftForDisplays;
  #leftDisplays = MAX_DISPLAYS;
  #maxDisplayChars;
  #batch = { 1: "", 2: "" };
  #windowStart = 0;
  #writes = 0;
  #cut = /** @type {Set<Truncated>} */ (new NativeSet());

  /**
   * @param {number} run
   * @param {number} outputBytes
   * @param {number} [displayBytes]
   */
  constructor(run, outputBytes, displayBytes = 0) {
    this.#run = run;
    this.#left = { 1: outputBytes, 2: outputBytes };
    this.#leftForDisplays = displayBytes;
    this.#maxDisplayChars = 2 * displayBytes + 100_000;
  }

  /** Which streams were cut. */
  get cut() {
    return setToArray(this.#cut);
  }

  /**
   * Takes text for a stream (1 or 2), and says whether the stream was cut: nothing more of it will be taken.
   *
   * @param {StreamFd} fd
   * @param {string} text
   */
  write(fd, text) {
    if (text !== "" && !this.isFull(fd)) this.#keep(fd, this.#take(fd, text));
    return this.isFull(fd);
  }

  /**
   * Whether a stream (1 or 2) was cut.
   *
   * @param {StreamFd} fd
   */
  isFull(fd) {
    return setHas(this.#cut, STREAMS[fd]);
  }

  /**
   * @param {StreamFd} fd
   * @param {string} fitting
   */
  #keep(fd, fitting) {
    if (fitting === "") return;
    this.#batch[fd] += fitting;
    const time = now();
    if (time - this.#windowStart > WINDOW_MS) {
      this.#windowStart = time;
      this.#writes = 0;
    }
    if (
      ++this.#writes <= BURST_WRITES || this.isFull(fd) ||
      this.#batch[fd].length > BATCH_CHARS
    ) this.flush();
  }

  /**
   * Shows something: text, or `{ base64 }`, by MIME type. Says whether there was room for it.
   *
   * @param {DisplayForms} data
   */
  show(data) {
    const bytes = displayBytes(data);
    /** @type {WorkerMessage} */
    const shown = { type: "display", run: this.#run, data };
    const message = stringify(shown);
    if (
      bytes > this.#leftForDisplays || this.#leftDisplays === 0 ||
      message.length > this.#maxDisplayChars
    ) {
      setAdd(this.#cut, "displays");
      return false;
    }
    this.#leftForDisplays -= bytes;
    this.#leftDisplays--;
    this.flush();
    post(message);
    return true;
  }

  /** Sends what was held back. */
  flush() {
    for (let i = 0; i < FDS.length; i++) {
      const fd = FDS[i];
      if (this.#batch[fd] === "") continue;
      say({ type: "output", run: this.#run, fd, text: this.#batch[fd] });
      this.#batch[fd] = "";
    }
  }

  /**
   * @param {StreamFd} fd
   * @param {string} text
   */
  #take(fd, text) {
    const left = this.#left[fd];
    // A UTF-16 unit takes one to three bytes, so short text needs no counting.
    if (text.length * 3 <= left) {
      this.#left[fd] -= text.length <= 64
        ? utf8Length(text)
        : byteLengthOf(encodeUtf8(text));
      return text;
    }
    const room = new NativeUint8Array(left);
    const { read, written } = encodeInto(text, room);
    this.#left[fd] -= written;
    if (read === text.length) return text;
    this.#left[fd] = 0;
    setAdd(this.#cut, STREAMS[fd]);
    // One character more than allowed shows the supervisor that output was cut, even if the run's end never arrives.
    return stringSlice(text, 0, read) +
      fromCodePoint(codePointAt(text, read) ?? 0);
  }
}

/**
 * What a display takes; the host counts for itself.
 *
 * @param {DisplayForms} data
 */
function displayBytes(data) {
  let bytes = 0;
  const contents = values(data);
  for (let i = 0; i < contents.length; i++) {
    const content = contents[i];
    bytes += typeof content === "string"
      ? utf8Length(content)
      : base64Length(content.base64);
  }
  return bytes;
}

/**
 * How many bytes a text in base64 is of.
 *
 * @param {string} text
 */
function base64Length(text) {
  const padding = endsWith(text, "==") ? 2 : endsWith(text, "=") ? 1 : 0;
  return text.length / 4 * 3 - padding;
}

/** @param {string} text */
function utf8Length(text) {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = charCodeAt(text, i);
    bytes += unit < 0x80
      ? 1
      : unit < 0x800
      ? 2
      : unit >= 0xd800 && unit < 0xe000
      ? 2
      : 3;
  }
  return bytes;
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
