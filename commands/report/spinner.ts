/**
 * What shows on a terminal that something is in progress. It is loaded late, and without it there is a plain line: a
 * start loads no package for it, and a checkout works where JSR cannot be reached.
 *
 * @module
 */
import { unicodeWidth } from "@std/cli/unicode-width";
import { Spinner } from "@std/cli/unstable-spinner";
import { escapeForTerminal } from "../../core/terminal.ts";
import type { Output, RunningSpinner } from "../command.ts";

/** The columns of a frame, with the space after it, and the last one, after which some terminals wrap. */
const OTHER_COLUMNS = 3;

/**
 * Starts a spinner.
 *
 * @param output The terminal
 * @param message What is in progress
 * @returns The spinner
 */
export function startSpinner(output: Output, message: string): RunningSpinner {
  const spinner = new Spinner({
    message: fit(message, output),
    // It writes whole frames, and asks for no more of a stream.
    output: {
      writeSync(bytes: Uint8Array): number {
        output.writeControl(new TextDecoder().decode(bytes));
        return bytes.length;
      },
      writable: { locked: false },
    } as typeof Deno.stderr,
  });
  spinner.start();
  return {
    show(next: string): void {
      spinner.message = fit(next, output);
    },
    stop: () => spinner.stop(),
  };
}

/** One line that the terminal can hold, and that does not drive it. */
function fit(message: string, { columns = 80 }: Output): string {
  let room = Math.max(1, columns - OTHER_COLUMNS);
  let line = "";
  for (const one of escapeForTerminal(message.replace(/\s+/g, " "))) {
    room -= unicodeWidth(one);
    if (room < 0) break;
    line += one;
  }
  return line;
}
