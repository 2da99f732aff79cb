// The broker of thread isolation: a web worker without any permission that starts the guests' workers and passes their
// words on. It exists because of two facts about Deno: only a node worker that holds a web lock is stopped by
// `terminate()` while its code runs, and only a web worker can be started without permissions. The workers that it
// starts have none either. No guest code runs here, and nothing is looked at beyond its type and length.

import { Worker } from "node:worker_threads";

/** More open host requests than the host allows, including those whose responses it has not reported yet. */
const MAX_HOST_REQUESTS = 2048;
/** How often a worker that said nothing yet is sent an empty message: loading can miss its own end, and sleep on. */
const NUDGE_MS = 500;
/**
 * How often the processor time of every guest that ran is reported. The host thereby finds a guest that works while
 * it is idle.
 */
const SAMPLE_EVERY_MS = 500;

/** How much is sent to the host, in UTF-16 units, before it must acknowledge, so that it gets time for other work. */
const WINDOW_CHARS = 2 ** 18;
/** What each message counts beside its length. */
const MESSAGE_CHARS = 64;

/**
 * @import { CpuTimes, FromBroker, ToBroker } from "./broker_protocol.ts"
 *
 * @typedef {{ user: number, system: number }} CpuUsage In microseconds.
 *
 * @typedef {object} Guest
 * @property {Worker & { cpuUsage?: () => Promise<CpuUsage> }} worker What Deno's types leave out, its workers may have.
 * @property {number} allowance
 * @property {number} hostRequests
 * @property {number} ends
 * @property {Promise<void>} told
 * @property {boolean} ran
 * @property {number | undefined} cpuMs The processor time that its worker had used when its run began, as long as that
 *   goes on.
 * @property {number} maxMessageChars
 * @property {boolean} over
 * @property {boolean} heard Whether its worker said anything.
 * @property {FromBroker[]} queue Messages that the host does not read yet.
 * @property {number} queuedChars
 */

/** @type {Map<number, Guest>} */
const guests = new Map();
/** How much was sent to the host and not acknowledged. */
let unheardChars = 0;
/**
 * Guests whose words wait, the one that is next first.
 *
 * @type {Guest[]}
 */
const waiting = [];
setInterval(() => {
  for (const [id, guest] of guests) if (guest.ran) void sample(id, guest);
}, SAMPLE_EVERY_MS);

/** @param {Extract<ToBroker, { type: "start" }>} message */
function start({ id, url, heapMiB, maxMessageChars, shared }) {
  const worker = new Worker(new URL(url), {
    env: {},
    // Deno delivers messages to a worker that has just been started half a second late; these data it has at once.
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
    told: Promise.resolve(),
    ran: false,
    cpuMs: undefined,
    maxMessageChars,
    over: false,
    heard: false,
    queue: [],
    queuedChars: 0,
  };
  guests.set(id, guest);
  const nudging = setInterval(() => {
    if (guest.heard || guest.over) return clearInterval(nudging);
    worker.postMessage(null);
    // The host gives a slow worker that uses the processor more time than one that sleeps.
    void sample(id, guest);
  }, NUDGE_MS);
  worker.on("message", (data) => pass(id, guest, data));
  worker.on("error", (error) => lose(id, guest, error));
  worker.on("exit", () => lose(id, guest, undefined));
}

/**
 * @param {number} id
 * @param {Guest} guest
 * @param {unknown} data
 */
function pass(id, guest, data) {
  if (guest.over) return;
  guest.heard = true;
  const fits = typeof data === "string" && data.length <= guest.maxMessageChars;
  // A host request counts as one until its response; any other message counts by its length.
  if (fits && data.startsWith(`{"type":"request"`)) guest.hostRequests++;
  else guest.allowance -= fits ? data.length + 64 : Infinity;
  if (
    guest.allowance < 0 || guest.hostRequests > MAX_HOST_REQUESTS ||
    guest.queuedChars > 4 * guest.maxMessageChars + 2 ** 24
  ) {
    guest.worker.terminate();
    clear(guest);
    return lose(id, guest, new Error("The worker sent what no engine sends"));
  }
  // The run's processor time is reported with its end, in order.
  const isEnd = fits && data.startsWith(`{"type":"done"`);
  if (!isEnd && guest.ends === 0) return tell();
  if (isEnd) guest.ends++;
  guest.told = guest.told.then(async () => {
    if (!isEnd) return tell();
    const at = await cpuMs(guest);
    guest.ends--;
    tell([guest.cpuMs, at]);
    guest.cpuMs = undefined;
  });

  /** @param {CpuTimes} [cpu] */
  function tell(cpu) {
    // What was said before the worker was ended by someone else is of no interest any more.
    if (guests.has(id)) say(guest, { id, type: "message", data, cpu });
  }
}

/**
 * Tells the host, as soon as it listens; what a guest says stays in its order, and no guest goes before all others.
 *
 * @param {Guest} guest
 * @param {FromBroker} message
 */
function say(guest, message) {
  if (unheardChars <= WINDOW_CHARS && guest.queue.length === 0) {
    return send(message);
  }
  if (guest.queue.length === 0) waiting.push(guest);
  guest.queue.push(message);
  guest.queuedChars += charsOf(message);
}

/** @param {FromBroker} message */
function send(message) {
  unheardChars += charsOf(message);
  post(message);
}

/** @param {FromBroker} message */
function post(message) {
  postMessage(message);
}

/** @param {FromBroker} message */
function charsOf(message) {
  return message.type === "message" && typeof message.data === "string"
    ? message.data.length + MESSAGE_CHARS
    : 0;
}

/**
 * Goes on after the host heard so much.
 *
 * @param {number} chars
 */
function goOn(chars) {
  unheardChars -= chars;
  while (unheardChars <= WINDOW_CHARS && waiting.length > 0) {
    const guest = waiting.shift();
    const message = guest?.queue.shift();
    if (guest === undefined || message === undefined) continue;
    guest.queuedChars -= charsOf(message);
    send(message);
    if (guest.queue.length > 0) waiting.push(guest);
  }
}

/**
 * Forgets what a guest said and the host did not hear.
 *
 * @param {Guest} guest
 */
function clear(guest) {
  guest.queue = [];
  guest.queuedChars = 0;
  const at = waiting.indexOf(guest);
  if (at >= 0) waiting.splice(at, 1);
}

/**
 * @param {number} id
 * @param {Guest} guest
 * @param {Error & { code?: string } | undefined} error
 */
function lose(id, guest, error) {
  if (guest.over) return;
  guest.over = true;
  guests.delete(id);
  const kind = error?.code === "ERR_WORKER_OUT_OF_MEMORY"
    ? "memory"
    : "crashed";
  say(guest, {
    id,
    type: "lost",
    kind,
    reason: String(error?.message ?? "The worker ended without a word"),
  });
}

/** @param {number} id */
async function kill(id) {
  const guest = guests.get(id);
  if (guest !== undefined) {
    guest.over = true;
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
 * @param {number} id
 * @param {Guest} guest
 */
async function sample(id, guest) {
  const at = await cpuMs(guest);
  post({ id, type: "sample", cpu: [guest.cpuMs, at] });
}

/**
 * A run may say so much, and not more.
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
  if (data.type === "heard") return goOn(data.chars);
  const guest = guests.get(data.id);
  switch (data.type) {
    case "start":
      try {
        return start(data);
      } catch (error) {
        // Nothing that one guest's start throws may end the broker of all.
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
