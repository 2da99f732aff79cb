/**
 * `run` of vercel-labs: each call is a fresh environment in a worker thread.
 *
 * @module
 */
import { availableParallelism } from "node:os";
import { run, setMaxWorkers } from "run";

/** The number of concurrent runs: as many as the default sandboxes of a Sandglass pool on two processors. */
const AT_ONCE = 2 * availableParallelism();

/** An environment that is held must stay open during the measurement. */
const HOLD_MS = 600_000;

/** @type {import("../driver.ts").CreateDriver} */
export function createDriver({ maxAtOnce }) {
  setMaxWorkers(Math.max(AT_ONCE, maxAtOnce));
  return Promise.resolve({ once: queued(once), hold });
}

/**
 * `run` refuses a request when all its workers are busy, and its documentation lets the caller keep a queue. With a
 * worker for each of 64 callers, two processors reach a twentieth of the throughput of four workers.
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

/** Every environment belongs to a run, so this run waits for the host's response. */
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
