import { assertEquals } from "@std/assert";
import { children, HAS_PROC } from "../security/_quiet.ts";
import { startSandglass } from "./_cli.ts";

/** Guests that print a line, and then wait. */
const GUESTS: readonly (readonly [name: string, args: readonly string[]])[] = [
  ["python", ["-e", "print('here')\nwhile True: pass"]],
  ["javascript", ["-l", "js", "-e", "console.log('here'); for (;;);"]],
  ["typescript", ["--language=ts", "-e", "console.log('here'); for (;;);"]],
];

for (const [name, args] of GUESTS) {
  Deno.test({
    name:
      `run uses the process that it started ahead, and starts no other (${name})`,
    ignore: !HAS_PROC,
    async fn(): Promise<void> {
      await using process = startSandglass(["run", ...args]);
      await process.until("here");
      assertEquals(children(process.child.pid).length, 1);
    },
  });
}
