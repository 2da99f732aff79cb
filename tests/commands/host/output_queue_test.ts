import { assertEquals } from "@std/assert";
import { OutputQueue, type Sink } from "../../../commands/host/output_queue.ts";

function sinkOf(
  write: (text: string) => number | Promise<number>,
  { isTerminal = false } = {},
): Sink {
  const decoder = new TextDecoder();
  return {
    isTerminal,
    columns: () => undefined,
    write: async (bytes) => await write(decoder.decode(bytes)),
  };
}

Deno.test("OutputQueue writes to its outputs in order", async () => {
  const written: string[] = [];
  const queue = new OutputQueue();
  const [one, two] = ["1", "2"].map((name) =>
    queue.open(sinkOf((text) => {
      written.push(`${name}${text}`);
      return text.length;
    }))
  );
  one?.write("a");
  one?.write("b");
  two?.write("c");
  one?.write("d");
  await queue.flush();
  assertEquals(written, ["1ab", "2c", "1d"]);
});

Deno.test("OutputQueue continues after a partial write", async () => {
  const written: string[] = [];
  const output = new OutputQueue().open(sinkOf((text) => {
    written.push(text.slice(0, 2));
    return Math.min(2, text.length);
  }));
  output.write("abcde");
  await output.flush();
  assertEquals(written, ["ab", "cd", "e"]);
});

Deno.test("OutputQueue writes data that is added during a write", async () => {
  let all = "";
  const output = new OutputQueue().open(sinkOf((text) => {
    if (all === "") output.write("b");
    all += text;
    return text.length;
  }));
  output.write("a");
  await output.flush();
  assertEquals(all, "ab");
});

Deno.test("OutputQueue gives up an output that is closed", async () => {
  const queue = new OutputQueue();
  let calls = 0;
  const broken = queue.open(sinkOf(() => {
    calls++;
    throw new Deno.errors.BrokenPipe("nobody");
  }));
  let other = "";
  const healthy = queue.open(sinkOf((text) => {
    other += text;
    return text.length;
  }));
  broken.write("a");
  healthy.write("b");
  await queue.flush();
  broken.write("c");
  await queue.flush();
  assertEquals([calls, broken.broken.aborted, healthy.broken.aborted, other], [
    1,
    true,
    false,
    "b",
  ]);
});

Deno.test("threat: guest text that controls the terminal", async () => {
  let all = "";
  const output = new OutputQueue().open(sinkOf((text) => {
    all += text;
    return text.length;
  }, { isTerminal: true }));
  output.write("\x1b[2J");
  output.writeControl("\r\x1b[K");
  await output.flush();
  assertEquals(all, "\\x1b[2J\r\x1b[K");
});
