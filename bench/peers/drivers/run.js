/**
 * `run` of vercel-labs: each call is a fresh environment in a worker thread.
 *
 * @module
 */
import { availableParallelism } from "node:os";
import { run, setMaxWorkers } from "run";

/** How many runs go on at once: as many sandboxes as a pool of Sandglass has by default on two processors. */
const AT_ONCE = 2 * availableParallelism();

/** An environment that is held must outlast the measuring. */
const HOLD_MS = 600_000;

/** @type {import("../driver.ts").CreateDriver} */
export function createDriver({ maxAtOnce }) {
  setMaxWorkers(Math.max(AT_ONCE, maxAtOnce));
  return Promise.resolve({ once: queued(once), hold });
}

/**
 * It refuses what comes when all its workers are busy, and its documentation has the caller keep a queue. With a worker
 * for each of 64 callers on two processors it does a twentieth of what it does with four.
 */
function queued(action) {
  const waiting = [];
  let free = AT_ONCE;
  return async (...args) => {
    if (free === 0) await new Promise((resolve) => waiting.push(resolve));
    else free--;
    try {
      return await action(...args);
    } finally {
      const next = waiting.shift();
      if (next === undefined) free++;
      else next();
    }
  };
}

async function once({ setup, expression }, { deadlineMs } = {}) {
  const { value } = await run({
    source: `${setup}\nreturn ${expression}`,
    ...(deadlineMs !== undefined && { limits: { timeoutMs: deadlineMs } }),
  });
  return value;
}

/** There is no environment without a run, so one waits for the host's answer. */
async function hold() {
  const asked = Promise.withResolvers();
  const answer = Promise.withResolvers();
  const end = run({
    source: "return await host.wait()",
    hostFunctions: {
      host: {
        wait: () => {
          asked.resolve();
          return answer.promise;
        },
      },
    },
    limits: { timeoutMs: HOLD_MS },
  });
  await Promise.race([asked.promise, end]);
  return {
    close: () => {
      answer.resolve(1);
      return end;
    },
  };
}
