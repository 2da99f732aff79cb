/**
 * An interpreter's own command, `node -p` or `python3 -c`, without any sandbox: the lower bound of all times.
 *
 * @module
 */
import { execFile, spawn } from "node:child_process";
import { once as event } from "node:events";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** The arguments with code for each, and code that prints `1` and then waits for the end of standard input. */
const LANGUAGES = {
  python: {
    argsFor: ({ setup, expression }) => [
      "-c",
      `${setup}\nprint(${expression})`,
    ],
    waiting: ["-c", "import sys\nprint(1, flush=True)\nsys.stdin.read()"],
  },
  javascript: {
    argsFor: ({ setup, expression }) => ["-p", `${setup}\n${expression}`],
    waiting: ["-e", "console.log(1); process.stdin.resume()"],
  },
};

/** @type {import("../driver.ts").CreateDriver} */
export function createDriver({ command, language }) {
  const { argsFor, waiting } = LANGUAGES[language];
  return Promise.resolve({
    once: async (code, { deadlineMs = 0 } = {}) => {
      const options = { timeout: deadlineMs, killSignal: "SIGKILL" };
      return (await execute(command, argsFor(code), options)).stdout.trim();
    },
    hold: () => hold(command, waiting),
  });
}

async function hold(command, args) {
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
  await event(child.stdout, "data");
  return {
    close: async () => {
      child.stdin.end();
      await event(child, "close");
    },
  };
}
