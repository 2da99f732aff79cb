/**
 * A spinner on a terminal. It is loaded late, so a start loads no package for it. Without it, the progress line is plain
 * text, so a checkout works without access to JSR.
 *
 * @module
 */
import { unicodeWidth } from "@std/cli/unicode-width";
import { Spinner } from "@std/cli/unstable-spinner";
import { escapeForTerminal } from "../../core/terminal.ts";
import type { Output, RunningSpinner } from "../command.ts";

/** The columns of the frame, the space after it, and the last column, after which some terminals wrap. */
const OTHER_COLUMNS = 3;

/**
 * Starts a spinner.
 *
 * @param output The terminal
 * @param message The message beside the spinner
 * @returns The spinner
 */
export function startSpinner(output: Output, message: string): RunningSpinner {
  const spinner = new Spinner({
    message: shorten(message, output),
    // The spinner uses these members of the stream, and writes whole frames.
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
      spinner.message = shorten(next, output);
    },
    stop: () => spinner.stop(),
  };
}

/** Returns one line within the width of the terminal, with control sequences escaped. */
function shorten(message: string, { columns = 80 }: Output): string {
  let room = Math.max(1, columns - OTHER_COLUMNS);
  let line = "";
  for (const one of escapeForTerminal(message.replace(/\s+/g, " "))) {
    room -= unicodeWidth(one);
    if (room < 0) break;
    line += one;
  }
  return line;
}
