// Host requests: what a guest requests of its host during a run (`sandbox/host_requests/`), and the responses.

import { say } from "./channel.js";
import {
  arrayShift,
  load,
  NativeInt32Array,
  NativeSet,
  NativeUint8Array,
  now,
  push,
  setAdd,
  setClear,
  setDelete,
  setSize,
  wait,
} from "./intrinsics.js";
import { take } from "./mailbox_reader.js";
import { HEADER_BYTES } from "./shared_values.js";

/**
 * @import { Delivered, ServiceName } from "../../core/protocol.ts"
 *
 * @typedef {Extract<Delivered, { type: "response" }>} HostResponse
 */

/** The host requests of a guest, and their responses. */
export class HostRequests {
  #header;
  #body;
  #control;
  #run = 0;
  #last = 0;
  /**
   * Responses that came while another was waited for.
   *
   * @type {HostResponse[]}
   */
  #arrived = [];
  /** The numbers of the requests that have no response yet. */
  #pending = /** @type {Set<number>} */ (new NativeSet());

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
   * Forgets the requests of an earlier run.
   *
   * @param {number} run
   */
  begin(run) {
    this.#run = run;
    this.#arrived = [];
    setClear(this.#pending);
  }

  /** Ends a run. The host does not respond to requests between two runs. */
  end() {
    this.#run = 0;
  }

  /** Whether there is a run, which may send requests. */
  get active() {
    return this.#run !== 0;
  }

  /** Whether a response is to come or has come. */
  get pending() {
    return setSize(this.#pending) > 0 || this.#arrived.length > 0;
  }

  /**
   * Sends a host request, and returns its number.
   *
   * @param {ServiceName} service
   * @param {string} body The request, in the service's own JSON
   * @param {string} [data] Bytes that belong to it, in base64
   */
  send(service, body, data) {
    const id = ++this.#last;
    say({
      type: "request",
      run: this.#run,
      id,
      service,
      body,
      data,
    });
    setAdd(this.#pending, id);
    return id;
  }

  /**
   * Sends a host request, and blocks until its response is there. Returns nothing if the guest was interrupted meanwhile.
   *
   * @param {ServiceName} service
   * @param {string} body The request, in the service's own JSON
   * @param {string} [data] Bytes that belong to it, in base64
   */
  request(service, body, data) {
    const id = this.send(service, body, data);
    for (;;) {
      const response = this.#receive(Infinity);
      if (response === undefined) return undefined;
      if (response.id === id) return response;
      push(this.#arrived, response);
    }
  }

  /**
   * The next response that arrives within a time; `undefined` without one, or if the guest was interrupted.
   *
   * @param {number} timeoutMs
   */
  next(timeoutMs) {
    return arrayShift(this.#arrived) ?? this.#receive(timeoutMs);
  }

  /**
   * @param {number} timeoutMs
   * @returns {HostResponse | undefined}
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
      // Anything else is a wake-up, or the response to a request of an earlier run.
      if (message.type === "response" && setDelete(this.#pending, message.id)) {
        return message;
      }
    }
  }
}
