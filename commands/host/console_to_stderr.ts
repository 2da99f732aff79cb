import { Console } from "node:console";
import process from "node:process";

/**
 * Makes the console write to standard error only. Standard output carries the messages of a protocol, and a host function
 * that logs a text of the guest would let the guest write messages.
 */
export function consoleToStderr(): void {
  // Node's console has the methods of Deno's console.
  globalThis.console = new Console(
    process.stderr,
    process.stderr,
  ) as unknown as typeof console;
}
