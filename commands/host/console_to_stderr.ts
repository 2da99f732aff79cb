import { Console } from "node:console";
import process from "node:process";

/**
 * Has the console write to standard error alone, where standard output is a protocol's: functions of the host that log
 * what a guest gave them would let it write messages.
 */
export function consoleToStderr(): void {
  // Node's has all that is used of Deno's.
  globalThis.console = new Console(
    process.stderr,
    process.stderr,
  ) as unknown as typeof console;
}
