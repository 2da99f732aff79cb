import { assertEquals } from "@std/assert";
import { ResultPrinter } from "../../../commands/report/result_printer.ts";
import type { RunResult } from "../../../core/result.ts";
import { fakeContext } from "../_fake_context.ts";
import { okResult, resultOf } from "../_results.ts";

const LIMITS = {
  timeoutMs: 5_000,
  memoryBytes: 2 ** 26,
  outputBytes: 2 ** 20,
};

function printed(
  result: RunResult,
  { before = "" } = {},
): { readonly stdout: string; readonly stderr: string } {
  const context = fakeContext();
  const printer = new ResultPrinter(context);
  if (before !== "") printer.stdout(before);
  printer.result(result, LIMITS);
  return { stdout: context.stdout.text, stderr: context.stderr.text };
}

Deno.test("ResultPrinter prints the guest's representation of the value", () => {
  const result = okResult({ value: "x", repr: "'x'" });
  assertEquals(printed(result), { stdout: "'x'\n", stderr: "" });
});

Deno.test("ResultPrinter prints the value on its own line", () => {
  const result = okResult({ value: 1, repr: "1" });
  assertEquals(printed(result, { before: "a" }).stdout, "a\n1\n");
  assertEquals(printed(result, { before: "a\n" }).stdout, "a\n1\n");
});

Deno.test("ResultPrinter prints no value for None and undefined", () => {
  assertEquals(printed(okResult({ value: null, repr: "None" })).stdout, "");
  const nothing = { language: "javascript", value: undefined } as const;
  assertEquals(printed(okResult(nothing)).stdout, "");
  assertEquals(printed(okResult({ ...nothing, repr: "undefined" })).stdout, "");
});

Deno.test("ResultPrinter prints null and functions of JavaScript", () => {
  const language = "javascript";
  assertEquals(
    printed(okResult({ language, value: null, repr: "null" })).stdout,
    "null\n",
  );
  assertEquals(
    printed(okResult({ language, value: undefined, repr: "f() {}" })).stdout,
    "f() {}\n",
  );
});

Deno.test("ResultPrinter prints an error after Python's frames, before JavaScript's", () => {
  const error = { name: "E", message: "m", traceback: "frames\n" };
  assertEquals(
    printed(resultOf({ status: "error", error })).stderr,
    "frames\nE: m\n",
  );
  assertEquals(
    printed(resultOf({ status: "error", language: "javascript", error }))
      .stderr,
    "E: m\nframes\n",
  );
});

Deno.test("ResultPrinter prints a complete traceback as it is", () => {
  for (const last of ["E: m", "E", "json.decoder.E: other words"]) {
    const traceback = `Traceback:\n  File "a.py", line 1\n${last}\n`;
    const error = { name: "E", message: "m", traceback };
    assertEquals(
      printed(resultOf({ status: "error", error })).stderr,
      traceback,
    );
  }
});

Deno.test("ResultPrinter prints line and column if there are no frames", () => {
  const error = {
    name: "SyntaxError",
    message: "bad",
    traceback: "",
    line: 2,
    column: 5,
  };
  assertEquals(
    printed(resultOf({ status: "error", error })).stderr,
    "SyntaxError: bad (line 2, column 5)\n",
  );
});

Deno.test("ResultPrinter prints the guest's exit status", () => {
  const error = {
    name: "SystemExit",
    message: "",
    traceback: "x",
    exitCode: 3,
  };
  assertEquals(
    printed(resultOf({ status: "error", error })).stderr,
    "sandglass: the guest exited with status 3\n",
  );
  assertEquals(
    printed(resultOf({ status: "error", error: { ...error, message: "bye" } }))
      .stderr,
    "bye\nsandglass: the guest exited with status 3\n",
  );
  // What says no more than success or failure needs no explanation.
  assertEquals(
    printed(resultOf({
      status: "error",
      error: { ...error, message: "bye", exitCode: 1 },
    })).stderr,
    "bye\n",
  );
});

Deno.test("ResultPrinter names the exceeded limit and the flag that sets it", () => {
  assertEquals(
    printed(resultOf({ status: "timeout", recoverable: false })).stderr,
    "sandglass: the time limit of 5s passed (--timeout sets it)\n",
  );
  const error = { name: "MemoryError", message: "", traceback: "" };
  assertEquals(
    printed(resultOf({ status: "memory", recoverable: true, error })).stderr,
    "MemoryError\nsandglass: the memory limit of 64MiB was hit (--memory sets it)\n",
  );
  assertEquals(
    printed(resultOf({ status: "output", truncated: ["stdout"] })).stderr,
    "sandglass: stdout was cut after 1MiB (--max-output sets the limit)\n",
  );
  assertEquals(
    printed(resultOf({ status: "output", truncated: ["value"] })).stderr,
    "sandglass: the value was too large and was left out\n",
  );
});

Deno.test("ResultPrinter prints why a run ended otherwise", () => {
  assertEquals(
    printed(resultOf({ status: "cancelled", recoverable: true })).stderr,
    "sandglass: interrupted\n",
  );
  assertEquals(
    printed(resultOf({ status: "crashed", reason: "signal 9" })).stderr,
    "sandglass: the engine crashed: signal 9\n",
  );
});
