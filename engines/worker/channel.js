// How a worker talks with its supervisor: it blocks on a mailbox for what it is told, and posts JSON text for what it
// says. Everything it needs is captured when the worker starts, before any guest code.
//
// The first 32-bit integer of the control memory is not zero when the guest shall stop.

import {
  importBuiltin,
  inNodeWorker,
  post,
  requireNoPermissions,
} from "./originals.js";

/**
 * @import { Delivered, DisplayForms, ServiceName, ToGuest, WorkerMessage, WorkerStart } from "../../core/protocol.ts"
 * @import { Truncated } from "../../core/result.ts"
 *
 * @typedef {1 | 2} StreamFd The descriptor of standard output or standard error.
 * @typedef {Extract<Delivered, { type: "answer" }>} Answer
 */

const { parse, stringify } = JSON;
const { values } = Object;
const { load, notify, store, wait } = Atomics;
const now = performance.now.bind(performance);

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
 * The first words of the mailbox. Kept from before any guest code: later, `Int32Array` may be the guest's own.
 *
 * @type {Int32Array}
 */
let header;
/** @type {SharedArrayBuffer | undefined} */
let owner;

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
    header = new Int32Array(mailbox, 0, 3);
  }
  while (load(header, 0) === 0) wait(header, 0, 0);
  return take(mailbox, header);
}

/**
 * @param {SharedArrayBuffer} mailbox
 * @param {Int32Array} header
 * @returns {Delivered}
 */
function take(mailbox, header) {
  const messageBytes = load(header, 1);
  const attachedBytes = load(header, 2);
  // The decoder takes no shared memory, hence the copy.
  const text = new Uint8Array(mailbox, HEADER_BYTES, messageBytes).slice();
  const bytes = attachedBytes === 0
    ? undefined
    : new Uint8Array(mailbox, HEADER_BYTES + messageBytes, attachedBytes)
      .slice();
  store(header, 0, 0);
  notify(header, 0);
  /** @type {ToGuest} The host wrote it, which this worker believes. */
  const message = parse(new TextDecoder().decode(text));
  if (bytes === undefined) return message;
  return message.type === "answer" && message.text === true
    ? { ...message, value: new TextDecoder().decode(bytes) }
    : { ...message, bytes };
}

/** What a guest asks of the host, and the answers. */
export class Questions {
  #mailbox;
  #header;
  #control;
  #run = 0;
  #last = 0;
  /**
   * Answers that came while another was waited for.
   *
   * @type {Answer[]}
   */
  #arrived = [];
  /**
   * The questions that have no answer yet.
   *
   * @type {Set<number>}
   */
  #open = new Set();

  /**
   * @param {SharedArrayBuffer} mailbox
   * @param {Int32Array} control
   */
  constructor(mailbox, control) {
    this.#mailbox = mailbox;
    this.#header = new Int32Array(mailbox, 0, 3);
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
    this.#open.clear();
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
    return this.#open.size > 0 || this.#arrived.length > 0;
  }

  /**
   * Asks, and returns the number of the question.
   *
   * @param {ServiceName} service
   * @param {string} request What is asked, in the service's own JSON
   * @param {string} [data] Bytes that go with it, in base64
   */
  pose(service, request, data) {
    const ask = ++this.#last;
    say({ type: "ask", run: this.#run, ask, service, request, data });
    this.#open.add(ask);
    return ask;
  }

  /**
   * Asks and blocks until the answer is there; nothing is returned if the guest was interrupted meanwhile.
   *
   * @param {ServiceName} service
   * @param {string} request What is asked, in the service's own JSON
   * @param {string} [data] Bytes that go with it, in base64
   */
  ask(service, request, data) {
    const ask = this.pose(service, request, data);
    for (;;) {
      const answer = this.#receive(Infinity);
      if (answer === undefined) return undefined;
      if (answer.ask === ask) return answer;
      this.#arrived.push(answer);
    }
  }

  /**
   * The next answer that is there within a time; nothing where there is none, or the guest was interrupted.
   *
   * @param {number} timeoutMs
   */
  next(timeoutMs) {
    return this.#arrived.shift() ?? this.#receive(timeoutMs);
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
      const message = take(this.#mailbox, this.#header);
      // Anything else is a wake, or an answer to a question of an earlier run.
      if (message.type === "answer" && this.#open.delete(message.ask)) {
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
  /** @type {Set<Truncated>} */
  #cut = new Set();

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
    return [...this.#cut];
  }

  /**
   * Takes text for a stream, and says whether the stream was cut: nothing more of it will be taken.
   *
   * @param {StreamFd} fd
   * @param {string} text
   */
  write(fd, text) {
    if (text !== "" && !this.isFull(fd)) this.#keep(fd, this.#take(fd, text));
    return this.isFull(fd);
  }

  /**
   * Whether a stream was cut.
   *
   * @param {StreamFd} fd
   */
  isFull(fd) {
    return this.#cut.has(STREAMS[fd]);
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
   * Shows something. Says whether there was room for it.
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
      this.#cut.add("displays");
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
    for (const fd of FDS) {
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
        : new TextEncoder().encode(text).length;
      return text;
    }
    const room = new Uint8Array(left);
    const { read, written } = new TextEncoder().encodeInto(text, room);
    this.#left[fd] -= written;
    if (read === text.length) return text;
    this.#left[fd] = 0;
    this.#cut.add(STREAMS[fd]);
    // One character more than fits shows the supervisor that there was more, even if it never hears the end of the run.
    return text.slice(0, read) +
      String.fromCodePoint(text.codePointAt(read) ?? 0);
  }
}

/**
 * What a display takes; the host counts for itself.
 *
 * @param {DisplayForms} data
 */
function displayBytes(data) {
  let bytes = 0;
  for (const content of values(data)) {
    bytes += typeof content === "string"
      ? utf8Length(content)
      : content.base64.length / 4 * 3 -
        (content.base64.endsWith("==")
          ? 2
          : content.base64.endsWith("=")
          ? 1
          : 0);
  }
  return bytes;
}

/** @param {string} text */
function utf8Length(text) {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
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
 * @param {(shared: WorkerStart) => Promise<void>} serve
 */
export function begin(serve) {
  const close = globalThis.close.bind(globalThis);
  /** @param {WorkerStart} shared */
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
  globalThis.onmessage = (event) => {
    // Nothing is what its supervisor sends to have it look up.
    if (event.data === null) return;
    globalThis.onmessage = null;
    run(event.data);
  };
  say({ type: "loaded" });

  /** @param {WorkerStart} shared */
  async function start(shared) {
    requireNoPermissions();
    await serve(shared);
  }
}
