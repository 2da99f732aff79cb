// How a guest waits: `poll_oneoff`, which sleeps until the first of its clocks, and wakes up when the run is stopped.

import { ERRNO, fail } from "./file_errors.js";

/**
 * @import { WasiState } from "./wasi_values.js"
 *
 * @typedef {object} PollEvent
 * @property {bigint} userdata
 * @property {number} error
 * @property {number} type
 * @property {bigint} bytes
 *
 * @typedef {object} ClockSubscription
 * @property {bigint} userdata
 * @property {bigint} waitNs
 */

const SUBSCRIPTION_BYTES = 48;
const EVENT_BYTES = 32;
const MAX_SUBSCRIPTIONS = 4096;

const CLOCK = 0;
const FD_WRITE = 2;
const ABSOLUTE = 1;

/** What is slept at once, in milliseconds. */
const MAX_SLEEP_MS = 2 ** 31 - 1;

/**
 * The function for waiting.
 *
 * @param {WasiState} state
 */
export function pollFunctions(state) {
  const { memory } = state;
  return {
    /**
     * @param {number} subscriptions
     * @param {number} events
     * @param {number} count
     * @param {number} result
     */
    poll_oneoff(subscriptions, events, count, result) {
      const length = count >>> 0;
      if (length === 0) fail("EINVAL");
      if (length > MAX_SUBSCRIPTIONS) fail("ENOMEM");
      memory.check(result, 4);
      memory.check(events, EVENT_BYTES * length);
      const view = memory.viewAt(subscriptions, SUBSCRIPTION_BYTES * length);
      const { ready, clocks } = readSubscriptions(state, view);
      const happened = ready.length > 0 ? ready : waitFor(state, clocks);
      writeEvents(memory.viewAt(events, EVENT_BYTES * length), happened);
      memory.setUint32(result, happened.length);
    },
  };
}

/**
 * What is subscribed to, read before anything is written: what is ready now, and the clocks.
 *
 * @param {WasiState} state
 * @param {DataView} view
 */
function readSubscriptions(state, view) {
  /** @type {PollEvent[]} */
  const ready = [];
  /** @type {ClockSubscription[]} */
  const clocks = [];
  for (let at = 0; at < view.byteLength; at += SUBSCRIPTION_BYTES) {
    const userdata = view.getBigUint64(at, true);
    const type = view.getUint8(at + 8);
    if (type > FD_WRITE) fail("EINVAL");
    if (type === CLOCK) {
      const subscription = { id: view.getUint32(at + 16, true), view, at };
      clocks.push({ userdata, waitNs: waitOf(state, subscription) });
    } else {
      ready.push({
        userdata,
        ...readiness(state, { fd: view.getUint32(at + 16, true), type }),
      });
    }
  }
  // A clock that is over is ready as well.
  if (ready.length > 0) {
    const over = clocks.filter(({ waitNs }) => waitNs === 0n);
    ready.push(...over.map(({ userdata }) => clockEvent(userdata)));
  }
  return { ready, clocks };
}

/**
 * How long a clock takes, in nanoseconds.
 *
 * @param {WasiState} state
 * @param {{ id: number, view: DataView, at: number }} subscription
 */
function waitOf({ host: { clocks } }, { id, view, at }) {
  const timeout = view.getBigUint64(at + 24, true);
  const flags = view.getUint16(at + 40, true);
  if (id > 1 || (flags & ~ABSOLUTE) !== 0) fail("EINVAL");
  if ((flags & ABSOLUTE) === 0) return timeout;
  const now = id === 0 ? clocks.realtime() : clocks.monotonic();
  return timeout > now ? timeout - now : 0n;
}

/**
 * What a descriptor is ready for: reading and writing never wait, but for standard input, which waits as it is read.
 *
 * @param {WasiState} state
 * @param {{ fd: number, type: number }} subscription
 * @returns {Omit<PollEvent, "userdata">}
 */
function readiness({ descriptors }, { fd, type }) {
  const right = type === FD_WRITE ? "FD_WRITE" : "FD_READ";
  const descriptor = descriptors.find(fd);
  if (descriptor === undefined || !descriptor.has(right)) {
    return { error: ERRNO.EBADF, type, bytes: 0n };
  }
  const { file, position } = descriptor;
  // What a file of the host's has takes a question.
  const size = file !== undefined && "opens" in file ? file.size : position;
  const bytes = type === FD_WRITE ? 1 : Math.max(1, size - position);
  return { error: 0, type, bytes: BigInt(bytes) };
}

/**
 * Sleeps until the first of the clocks.
 *
 * @param {WasiState} state
 * @param {readonly ClockSubscription[]} clocks
 */
function waitFor({ host }, clocks) {
  const firstNs = clocks.reduce(
    (first, { waitNs }) => waitNs < first ? waitNs : first,
    2n ** 64n,
  );
  let left = Number(firstNs) / 1e6;
  while (left > 0) {
    const ms = Math.min(left, MAX_SLEEP_MS);
    if (!host.sleep(ms)) fail("EINTR");
    left -= ms;
  }
  return clocks.filter(({ waitNs }) => waitNs <= firstNs)
    .map(({ userdata }) => clockEvent(userdata));
}

/**
 * @param {bigint} userdata
 * @returns {PollEvent}
 */
function clockEvent(userdata) {
  return { userdata, error: 0, type: CLOCK, bytes: 0n };
}

/**
 * @param {DataView} view
 * @param {readonly PollEvent[]} events
 */
function writeEvents(view, events) {
  for (const [index, { userdata, error, type, bytes }] of events.entries()) {
    const at = EVENT_BYTES * index;
    new Uint8Array(view.buffer, view.byteOffset + at, EVENT_BYTES).fill(0);
    view.setBigUint64(at, userdata, true);
    view.setUint16(at + 8, error, true);
    view.setUint8(at + 10, type);
    view.setBigUint64(at + 16, bytes, true);
  }
}
