// How a worker talks with its supervisor: it blocks on a mailbox for what it is told, and posts JSON text for what it
// says. Everything it needs is captured when the worker starts, before any guest code.

import { post, requireNoPermissions } from "./originals.js";

const { parse, stringify } = JSON;
const { load, store, wait } = Atomics;
const now = performance.now.bind(performance);

/** Writes that may leave at once within a window; a guest that writes more often than that is batched. */
const BURST_WRITES = 200;
const WINDOW_MS = 50;
const BATCH_CHARS = 16_384;
/** The names of the streams by their descriptors. */
const STREAMS = ["", "stdout", "stderr"];

/** Says one thing to the supervisor. */
export function say(message) {
  post(stringify(message));
}

/** Blocks until the supervisor says something, and returns it. */
export function listen(mailbox) {
  const header = new Int32Array(mailbox, 0, 2);
  while (load(header, 0) === 0) wait(header, 0, 0);
  // The decoder takes no shared memory, hence the copy.
  const bytes = new Uint8Array(mailbox, 8, header[1]).slice();
  store(header, 0, 0);
  return parse(new TextDecoder().decode(bytes));
}

/** The output of one run: cut at its limits, and sent as it comes. */
export class Output {
  #run;
  #left;
  #batch = ["", "", ""];
  #windowStart = 0;
  #writes = 0;
  #cut = new Set();

  constructor(run, outputBytes) {
    this.#run = run;
    this.#left = [0, outputBytes, outputBytes];
  }

  /** Which streams were cut. */
  get cut() {
    return [...this.#cut];
  }

  /** Takes text for a stream (1 or 2), and says whether the stream was cut: nothing more of it will be taken. */
  write(fd, text) {
    if (text !== "" && !this.isFull(fd)) this.#keep(fd, this.#take(fd, text));
    return this.isFull(fd);
  }

  /** Whether a stream (1 or 2) was cut. */
  isFull(fd) {
    return this.#cut.has(STREAMS[fd]);
  }

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

  /** Sends what was held back. */
  flush() {
    for (const fd of [1, 2]) {
      if (this.#batch[fd] === "") continue;
      say({ type: "output", run: this.#run, fd, text: this.#batch[fd] });
      this.#batch[fd] = "";
    }
  }

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
    return text.slice(0, read) + String.fromCodePoint(text.codePointAt(read));
  }
}

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

/** Waits to be told what to start from, serves, and ends the worker. */
export function begin(serve) {
  const close = globalThis.close.bind(globalThis);
  globalThis.onmessage = (event) => {
    globalThis.onmessage = null;
    start(event.data).then(close, (error) => {
      say({ type: "failed", reason: `${error?.stack ?? error}` });
      close();
    });
  };
  say({ type: "loaded" });

  async function start(shared) {
    requireNoPermissions();
    await serve(shared);
  }
}
