import { assert, assertEquals } from "@std/assert";
import type { Output, StartSpinner } from "../../../commands/command.ts";
import { ProgressLine } from "../../../commands/report/progress_line.ts";
import { startSpinner } from "../../../commands/report/spinner.ts";
import { FakeOutput } from "../_fake_output.ts";

Deno.test("ProgressLine redraws one line and leaves no trace", () => {
  const output = new FakeOutput(true);
  const line = new ProgressLine(output, { isQuiet: false });
  line.show("one");
  line.show("two");
  line.clear();
  line.clear();
  assertEquals(output.text, "one\r\x1b[Ktwo\r\x1b[K");
});

Deno.test("ProgressLine stays within the terminal's width, in one line", () => {
  const output = new FakeOutput(true);
  new ProgressLine(output, { isQuiet: false }).show(`a\n${"b".repeat(100)}`);
  assertEquals(output.text, `a ${"b".repeat(37)}`);
});

Deno.test("ProgressLine prints nothing without a terminal, or with --quiet", () => {
  for (const [isTerminal, isQuiet] of [[false, false], [true, true]] as const) {
    const output = new FakeOutput(isTerminal);
    const line = new ProgressLine(output, { isQuiet });
    line.show("one");
    line.clear();
    assertEquals(output.text, "");
  }
});

/** A spinner that records its calls. */
function fakeSpinner(said: string[]): StartSpinner {
  return (_output: Output, message: string) => {
    said.push(`start ${message}`);
    return {
      show: (next) => said.push(`show ${next}`),
      stop: () => said.push("stop"),
    };
  };
}

Deno.test("ProgressLine spins as soon as what draws it is loaded, and as long as there is a message", async () => {
  const said: string[] = [];
  const { promise, resolve } = Promise.withResolvers<StartSpinner>();
  let loads = 0;
  const line = new ProgressLine(new FakeOutput(true), {
    isQuiet: false,
    loadSpinner: () => {
      loads++;
      return promise;
    },
  });
  line.show("one");
  line.show("two");
  assertEquals(said, []);
  resolve(fakeSpinner(said));
  await promise;
  await Promise.resolve();
  line.show("three");
  line.clear();
  line.clear();
  assertEquals(said, ["start two", "show three", "stop"]);
  line.show("four");
  await Promise.resolve();
  await Promise.resolve();
  line.clear();
  assertEquals(said.slice(3), ["start four", "stop"]);
  assertEquals(loads, 1);
});

Deno.test("ProgressLine does without a spinner that comes too late, or not at all", async () => {
  const said: string[] = [];
  const { promise, resolve } = Promise.withResolvers<StartSpinner>();
  const output = new FakeOutput(true);
  const load = (): Promise<StartSpinner> => promise;
  const late = new ProgressLine(output, { isQuiet: false, loadSpinner: load });
  late.show("one");
  late.clear();
  resolve(fakeSpinner(said));
  await promise;
  await Promise.resolve();
  assertEquals(said, []);
  const failing = new ProgressLine(output, {
    isQuiet: false,
    loadSpinner: () => Promise.reject(new Error("no package")),
  });
  failing.show("two");
  await Promise.resolve();
  failing.show("three");
  failing.clear();
  assertEquals(output.text, "one\r\x1b[Ktwo\r\x1b[Kthree\r\x1b[K");
});

Deno.test("startSpinner() draws a line that the terminal can hold and that does not drive it", () => {
  const output = new FakeOutput(true);
  const spinner = startSpinner(output, "\u5929\u5730".repeat(40));
  spinner.show("\x1b[2J");
  spinner.stop();
  const [first = "", ...more] = output.text.split("\r\x1b[K").slice(1);
  // Of the terminal's 40 columns three are not the message's, and each character takes two.
  assertEquals(first.replace(/^.* /, "").length, Math.floor(37 / 2));
  assert(more.every((line) => line === ""), output.text);
});
