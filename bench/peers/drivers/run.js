/**
 * `run` of vercel-labs: each call is a fresh environment in a worker thread.
 *
 * @module
 */
import { run, setMaxWorkers } from "run";

/** An environment that is held must outlast the measuring. */
const HOLD_MS = 600_000;

/** @type {import("../driver.ts").CreateDriver} */
export function createDriver({ maxAtOnce }) {
  // It keeps no queue: what comes when all workers are busy is refused.
  setMaxWorkers(maxAtOnce);
  return Promise.resolve({ once, hold });
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
