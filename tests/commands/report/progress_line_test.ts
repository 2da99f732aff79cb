import { assertEquals } from "@std/assert";
import { ProgressLine } from "../../../commands/report/progress_line.ts";
import { FakeOutput } from "../_fake_context.ts";

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
