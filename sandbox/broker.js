// The broker of thread isolation: a web worker without any permission that starts the guests' workers and passes their
// words on. It exists because of two facts about Deno: only a node worker that holds a web lock is stopped by
// `terminate()` whatever it is doing, and only a web worker can be started without permissions; what it starts has none
// either. No guest code runs here, and nothing is looked at beyond its type and length.

import { Worker } from "node:worker_threads";

/** What a guest's worker may have of JavaScript heap, in MiB; its data live in linear memory, which is capped apart. */
const HEAP_MIB = 192;

/** More open questions than the host allows, and than it may be late in telling that they were answered. */
const MAX_ASKS = 2048;
/** How often the processor time of every guest is told; a guest that works while it is idle is found by it. */
const SAMPLE_EVERY_MS = 500;

const guests = new Map();
setInterval(() => {
  for (const [id, guest] of guests) void sample(id, guest);
}, SAMPLE_EVERY_MS);

function start({ id, url, maxMessageChars }) {
  const worker = new Worker(new URL(url), {
    env: {},
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB },
  });
  const guest = {
    worker,
    allowance: 4 * maxMessageChars,
    asks: 0,
    ends: 0,
    told: Promise.resolve(),
    maxMessageChars,
    over: false,
  };
  guests.set(id, guest);
  worker.on("message", (data) => pass(id, guest, data));
  worker.on("error", (error) => lose(id, guest, error));
  worker.on("exit", () => lose(id, guest, undefined));
}

function pass(id, guest, data) {
  if (guest.over) return;
  const fits = typeof data === "string" && data.length <= guest.maxMessageChars;
  // What is asked counts by the piece, until it is answered; all else by its length.
  if (fits && data.startsWith(`{"type":"ask"`)) guest.asks++;
  else guest.allowance -= fits ? data.length + 64 : Infinity;
  if (guest.allowance < 0 || guest.asks > MAX_ASKS) {
    guest.worker.terminate();
    return lose(id, guest, new Error("The worker sent what no engine sends"));
  }
  // The run's processor time is asked for before its end is told, and nothing overtakes it.
  const isEnd = data.startsWith(`{"type":"done"`);
  if (!isEnd && guest.ends === 0) return tell();
  if (isEnd) {
    guest.ends++;
    guest.told = guest.told.then(() => sample(id, guest));
  }
  guest.told = guest.told.then(() => {
    if (isEnd) guest.ends--;
    tell();
  });

  function tell() {
    postMessage({ id, type: "message", data });
  }
}

function lose(id, guest, error) {
  if (guest.over) return;
  guest.over = true;
  guests.delete(id);
  const kind = error?.code === "ERR_WORKER_OUT_OF_MEMORY"
    ? "memory"
    : "crashed";
  postMessage({
    id,
    type: "lost",
    kind,
    reason: String(error?.message ?? "The worker ended without a word"),
  });
}

async function kill(id) {
  const guest = guests.get(id);
  if (guest !== undefined) {
    guest.over = true;
    guests.delete(id);
    await sample(id, guest);
    await guest.worker.terminate();
  }
  postMessage({ id, type: "killed" });
}

async function sample(id, guest) {
  const usage = await guest.worker.cpuUsage?.().catch(() => undefined);
  if (usage === undefined) return;
  postMessage({
    id,
    type: "sample",
    cpuMs: (usage.user + usage.system) / 1000,
  });
}

globalThis.onmessage = ({ data }) => {
  const guest = guests.get(data.id);
  switch (data.type) {
    case "start":
      return start(data);
    case "init":
      return guest?.worker.postMessage(data.shared);
    case "run":
      // A run may say so much, and not more.
      if (guest === undefined) return;
      guest.allowance = 4 * guest.maxMessageChars;
      guest.asks = 0;
      return void sample(data.id, guest);
    case "file":
      if (guest !== undefined) guest.allowance = 4 * guest.maxMessageChars;
      return;
    case "answered":
      if (guest !== undefined) guest.asks -= data.count;
      return;
    case "kill":
      return void kill(data.id);
  }
};
