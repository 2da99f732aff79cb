// The broker of thread isolation: a web worker without permissions that starts the workers of guests and relays their
// messages. It exists because of two properties of Deno: `terminate()` stops only a node worker that holds a web lock
// while its code runs, and only a web worker can be started without permissions. A worker that the broker starts has no
// permissions either. No guest code runs here. Of a message, the broker checks the length and parses the type.

import { Worker } from "node:worker_threads";
import { MAX_OPEN_HOST_REQUESTS } from "../../engines/worker/shared_values.js";
import {
  FORGED,
  maxUnreadChars,
  MESSAGE_CHARS,
  NUDGE_MS,
  typeOfMessage,
} from "../supervision.js";
import { acknowledge, clear, enqueue, post } from "./broker_outbox.js";

/** More open host requests than the host allows, because the host reports its responses in groups. */
const MAX_HOST_REQUESTS = 2 * MAX_OPEN_HOST_REQUESTS;
/**
 * The time between two reports of the processor time of every guest that has run, in milliseconds. From them the host
 * learns which guest works while it is idle.
 */
const SAMPLE_EVERY_MS = 500;

/**
 * @import { CpuTimes, ToBroker } from "./broker_protocol.ts"
 * @import { Outbox } from "./broker_outbox.js"
 *
 * @typedef {{ user: number, system: number }} CpuUsage In microseconds.
 *
 * @typedef {object} Watched
 * @property {Worker & { cpuUsage?: () => Promise<CpuUsage> }} worker What Deno's types leave out, its workers may have.
 * @property {number} allowance How much its worker may still send in this run, in UTF-16 units, without host requests.
 * @property {number} hostRequests The host requests without a reported response.
 * @property {number} ends The ends of runs that wait for a measurement of the processor time.
 * @property {Promise<void>} relayed Resolves when the messages so far were relayed.
 * @property {boolean} ran Whether a run has begun.
 * @property {number | undefined} cpuMs The processor time that its worker had used when the current run began, in
 *   milliseconds.
 * @property {number} maxMessageChars The longest message, in UTF-16 units.
 * @property {boolean} isOver Whether its worker was ended or lost.
 * @property {boolean} hasSent Whether its worker has sent a message.
 *
 * @typedef {Watched & Outbox} Guest
 */

/** @type {Map<number, Guest>} */
const guests = new Map();
setInterval(() => {
  for (const [id, guest] of guests) if (guest.ran) void sample(id, guest);
}, SAMPLE_EVERY_MS);

/**
 * Starts the worker of a guest.
 *
 * @param {Extract<ToBroker, { type: "start" }>} message
 */
function start({ id, url, heapMiB, maxMessageChars, shared }) {
  const worker = new Worker(new URL(url), {
    env: {},
    // Deno delivers a message to a new worker half a second late. The worker has this data at once.
    workerData: shared,
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: heapMiB },
  });
  /** @type {Guest} */
  const guest = {
    worker,
    allowance: 4 * maxMessageChars,
    hostRequests: 0,
    ends: 0,
    relayed: Promise.resolve(),
    ran: false,
    cpuMs: undefined,
    maxMessageChars,
    isOver: false,
    hasSent: false,
    queue: [],
    queuedChars: 0,
  };
  guests.set(id, guest);
  watchStart(id, guest);
  worker.on("message", (data) => relay(id, guest, data));
  worker.on("error", (error) => lose(id, guest, error));
  worker.on("exit", () => lose(id, guest, undefined));
}

/**
 * Nudges a worker that sleeps before it has sent anything, and reports its processor time: the host gives a slow worker
 * that uses the processor more time than one that sleeps. A worker that is at work is not nudged, since the first
 * message that a worker is sent has it wait for half a second for a debugger, in its first run.
 *
 * @param {number} id
 * @param {Guest} guest
 */
function watchStart(id, guest) {
  /** @type {number | undefined} */
  let lastMs = 0;
  const looking = setInterval(async () => {
    if (guest.hasSent || guest.isOver) return clearInterval(looking);
    const at = await cpuMs(guest);
    if (guest.hasSent || guest.isOver) return;
    if (at === undefined || at === lastMs) guest.worker.postMessage(null);
    lastMs = at;
    post({ id, type: "sample", cpu: [guest.cpuMs, at] });
  }, NUDGE_MS);
}

/**
 * Relays a message of a worker to the host.
 *
 * @param {number} id
 * @param {Guest} guest
 * @param {unknown} data
 */
function relay(id, guest, data) {
  if (guest.isOver) return;
  guest.hasSent = true;
  const fits = typeof data === "string" && data.length <= guest.maxMessageChars;
  const type = fits ? typeOfMessage(data) : undefined;
  // A host request counts as one until its response. Any other message counts by its length.
  if (type === "request") guest.hostRequests++;
  else guest.allowance -= fits ? data.length + MESSAGE_CHARS : Infinity;
  if (
    guest.allowance < 0 || guest.hostRequests > MAX_HOST_REQUESTS ||
    guest.queuedChars > maxUnreadChars(guest.maxMessageChars)
  ) {
    guest.worker.terminate();
    clear(guest);
    return lose(id, guest, new Error(FORGED));
  }
  // The processor time of a run is sent with the end of the run, and all messages stay in order.
  const isEnd = type === "done";
  if (!isEnd && guest.ends === 0) return send();
  if (isEnd) guest.ends++;
  guest.relayed = guest.relayed.then(async () => {
    if (!isEnd) return send();
    const at = await cpuMs(guest);
    guest.ends--;
    send([guest.cpuMs, at]);
    guest.cpuMs = undefined;
  });

  /** @param {CpuTimes} [cpu] */
  function send(cpu) {
    // Messages of a worker that was killed meanwhile are dropped.
    if (guests.has(id)) enqueue(guest, { id, type: "message", data, cpu });
  }
}

/**
 * Reports that a worker has ended by itself, or was ended because of what it sent.
 *
 * @param {number} id
 * @param {Guest} guest
 * @param {Error & { code?: string } | undefined} error
 */
function lose(id, guest, error) {
  if (guest.isOver) return;
  guest.isOver = true;
  guests.delete(id);
  const kind = error?.code === "ERR_WORKER_OUT_OF_MEMORY"
    ? "memory"
    : "crashed";
  enqueue(guest, {
    id,
    type: "lost",
    kind,
    reason: String(error?.message ?? "The worker exited unexpectedly"),
  });
}

/**
 * Ends a worker, and reports that it has ended.
 *
 * @param {number} id
 */
async function kill(id) {
  const guest = guests.get(id);
  if (guest !== undefined) {
    guest.isOver = true;
    guests.delete(id);
    clear(guest);
    await sample(id, guest);
    await guest.worker.terminate();
  }
  post({ id, type: "killed" });
}

/**
 * The processor time that a worker has used so far, in milliseconds.
 *
 * @param {Guest} guest
 */
async function cpuMs({ worker }) {
  const usage = await worker.cpuUsage?.().catch(() => undefined);
  return usage === undefined ? undefined : (usage.user + usage.system) / 1000;
}

/**
 * Reports the processor time of a worker.
 *
 * @param {number} id
 * @param {Guest} guest
 */
async function sample(id, guest) {
  const at = await cpuMs(guest);
  post({ id, type: "sample", cpu: [guest.cpuMs, at] });
}

/**
 * Takes the beginning of a run, with which the limits of the messages begin again.
 *
 * @param {Guest} guest
 */
async function beginRun(guest) {
  guest.allowance = 4 * guest.maxMessageChars;
  guest.hostRequests = 0;
  guest.ran = true;
  guest.cpuMs = await cpuMs(guest);
}

/** @param {MessageEvent<ToBroker>} event */
globalThis.onmessage = ({ data }) => {
  if (data.type === "acknowledge") return acknowledge(data.chars);
  const guest = guests.get(data.id);
  switch (data.type) {
    case "start":
      try {
        return start(data);
      } catch (error) {
        // An error of one start must not end the broker, on which all guests depend.
        const { message = error } = Object(error);
        const reason = String(message);
        return post({ id: data.id, type: "lost", kind: "crashed", reason });
      }
    case "run":
      if (guest !== undefined) void beginRun(guest);
      return;
    case "fileRequest":
      if (guest !== undefined) guest.allowance = 4 * guest.maxMessageChars;
      return;
    case "responded":
      if (guest !== undefined) guest.hostRequests -= data.count;
      return;
    case "kill":
      return void kill(data.id);
  }
};
