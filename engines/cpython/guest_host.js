// What a guest requests of its host during a run, beside its calls: output, input, waits, host functions, mounts and network.

import { wait } from "../worker/intrinsics.js";
import { SIGINT } from "../worker/shared_values.js";

/**
 * @import { ServiceName } from "../../core/protocol.ts"
 * @import { HostRequests } from "../worker/host_requests.js"
 * @import { Output, StreamFd } from "../worker/output.js"
 * @import { FramedRequest, FramedResponse } from "../python/host_frames.js"
 * @import { Tell } from "./mounts.js"
 */

/**
 * The services of the host that the guest's side uses.
 *
 * @type {readonly ServiceName[]}
 */
const HOST_SERVICES = ["function", "file", "network"];

const NO_BYTES_READ = new Uint8Array(0);

/**
 * The response to what is no request.
 *
 * @type {FramedResponse}
 */
export const INVALID = {
  error: { name: "TypeError", message: "The request has another form" },
};
/** @type {FramedResponse} */
const INACTIVE = {
  error: { name: "Error", message: "There is no run, and no host to ask" },
};

/** The host, as a guest knows it. */
export class GuestHost {
  #requests;
  #flags;
  /** @type {Output | undefined} */
  #output;
  /** Decoders of what the guest writes, by descriptor. */
  #decoders = newDecoders();
  /** What of standard input it has not read yet. */
  #unread = NO_BYTES_READ;
  #wasInterrupted = false;

  /** @param {{ requests: HostRequests, flags: Int32Array }} options */
  constructor({ requests, flags }) {
    this.#requests = requests;
    this.#flags = flags;
  }

  /**
   * Begins a run.
   *
   * @param {number} run
   * @param {Output} output
   */
  begin(run, output) {
    this.#output = output;
    this.#decoders = newDecoders();
    this.#unread = NO_BYTES_READ;
    this.#wasInterrupted = false;
    this.#requests.begin(run);
  }

  /** Ends a run. */
  end() {
    for (const fd of /** @type {const} */ ([1, 2])) {
      this.#output?.write(fd, this.#decoders[fd].decode());
    }
    this.#requests.end();
  }

  /** Sends what was held back of its output. */
  flush() {
    this.#output?.flush();
  }

  /**
   * Sleeps. Returns false if it was interrupted.
   *
   * @param {number} ms
   */
  sleep(ms) {
    return wait(this.#flags, 0, 0, ms) === "timed-out";
  }

  /** Whether it has to stop. */
  get isInterrupted() {
    return Atomics.load(this.#flags, 0) !== 0;
  }

  /**
   * Notes that the guest was interrupted. After its handler has run, it may send the same request again. What it has no say
   * in stays: it traps as soon as it computes.
   */
  heedInterrupt() {
    Atomics.compareExchange(this.#flags, 0, SIGINT, 0);
  }

  /** Takes back any interrupt, for a guest that goes on. */
  clearInterrupt() {
    Atomics.store(this.#flags, 0, 0);
  }

  /**
   * Asks the host about a mount.
   *
   * @type {Tell}
   */
  tell = (request, data) => {
    if (!this.#requests.active) return { error: { name: "EIO" } };
    this.flush();
    const text = JSON.stringify(request);
    const answer = this.#requests.request("file", text, data);
    if (answer === undefined) return { error: { name: "EINTR" } };
    return answer.error === undefined ? answer : { error: answer.error };
  };

  /**
   * Responds to a request.
   *
   * @param {FramedRequest} request
   * @returns {FramedResponse | undefined} Nothing if the guest was interrupted
   */
  respond({ service, request, data }) {
    if (!this.#requests.active) return INACTIVE;
    this.flush();
    switch (service) {
      case "display":
        return { value: this.#show(request) };
      case "begin":
        return { value: this.#requests.send("function", request) };
      case "settled":
        return this.#awaitResponse(Number(request));
      case "input": {
        const bytes = this.read(Number(request) >>> 0);
        return bytes && { value: null, bytes };
      }
      case "wait":
        return this.#wait(1000 * Number(request));
    }
    const name = HOST_SERVICES.find((one) => one === service);
    return name === undefined
      ? INVALID
      : this.#requests.request(name, request, data);
  }

  /** @param {string} request */
  #show(request) {
    try {
      return this.#output?.show(JSON.parse(request)) ?? false;
    } catch {
      // A guest that asks by itself may ask anything.
      return false;
    }
  }

  /**
   * Waits, until a time has passed or the guest is interrupted. After an interrupt, Python's handlers run; if these do not
   * end the wait, it is asked again, and then ends.
   *
   * @param {number} ms
   */
  #wait(ms) {
    if (this.#wasInterrupted) {
      this.#wasInterrupted = false;
      return { value: false };
    }
    // What is no number is no time.
    if (ms > 0) wait(this.#flags, 0, 0, ms);
    this.#wasInterrupted = this.isInterrupted;
    return this.#wasInterrupted ? undefined : { value: true };
  }

  /**
   * Waits for the response to a call that was begun.
   *
   * @param {number} ms
   */
  #awaitResponse(ms) {
    if (this.#wasInterrupted) {
      this.#wasInterrupted = false;
      return { value: null };
    }
    const response = this.#requests.next(ms > 0 ? ms : 0);
    if (response !== undefined) return { value: response };
    this.#wasInterrupted = this.isInterrupted;
    return this.#wasInterrupted ? undefined : { value: null };
  }

  /**
   * Takes output.
   *
   * @param {StreamFd} fd
   * @param {Uint8Array} bytes
   */
  write(fd, bytes) {
    const output = this.#output;
    if (output !== undefined && !output.isFull(fd)) {
      output.write(fd, this.#decoders[fd].decode(bytes, { stream: true }));
    }
    return 0;
  }

  /**
   * Reads standard input.
   *
   * @param {number} maxBytes
   * @returns {Uint8Array | undefined} Nothing if it was interrupted
   */
  read(maxBytes) {
    if (this.#unread.byteLength === 0) {
      if (!this.#requests.active) return NO_BYTES_READ;
      this.flush();
      const response = this.#requests.request("stdin", "");
      if (response === undefined) return undefined;
      const text = response.value;
      if (typeof text !== "string") return NO_BYTES_READ;
      this.#unread = new TextEncoder().encode(text);
    }
    const taken = this.#unread.slice(0, maxBytes);
    this.#unread = this.#unread.subarray(taken.byteLength);
    return taken;
  }
}

function newDecoders() {
  return { 1: new TextDecoder(), 2: new TextDecoder() };
}
