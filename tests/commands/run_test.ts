import { assertEquals, assertRejects } from "@std/assert";
import { dispatch } from "../../cli.ts";
import { SandboxError } from "../../core/errors.ts";
import type { RunResult } from "../../core/result.ts";
import { fakeContext } from "./_fake_context.ts";
import { okResult, resultOf } from "./_results.ts";

Deno.test("run prints what the guest writes and the last value", async () => {
  const context = fakeContext({
    guest(_code, { onStdout, onStderr }): RunResult {
      onStdout?.("out\n");
      onStderr?.("err\n");
      return okResult({ value: 42, repr: "42" });
    },
  });
  assertEquals(await dispatch(["run", "-e", "6*7"], context), 0);
  assertEquals(context.stdout.text, "out\n42\n");
  assertEquals(context.stderr.text, "err\n");
  assertEquals(context.runs[0]?.code, "6*7");
  assertEquals(context.runs[0]?.options.repr, true);
});

Deno.test("run prints no last value of a program in a file or on standard input", async () => {
  for (const args of [["a.py"], ["-", "-l", "py"]]) {
    const context = fakeContext({
      files: { "a.py": "1" },
      stdin: "1",
      guest(_code, { onStdout }): RunResult {
        onStdout?.("out\n");
        return okResult({ value: 42, repr: "42" });
      },
    });
    assertEquals(await dispatch(["run", ...args], context), 0);
    assertEquals(context.stdout.text, "out\n");
    assertEquals(context.runs[0]?.options.echo, "none");
  }
});

Deno.test("run closes the sandbox and stops listening to signals", async () => {
  const context = fakeContext();
  await dispatch(["run", "-e", "1"], context);
  assertEquals(context.closed.count, 1);
  assertEquals(context.handlerCount(), 0);
});

Deno.test("run exits with the status of the run", async () => {
  const error = { name: "E", message: "", traceback: "" };
  const cases: readonly (readonly [RunResult, number])[] = [
    [okResult(), 0],
    [resultOf({ status: "error", error }), 1],
    [resultOf({ status: "output" }), 1],
    [resultOf({ status: "timeout", recoverable: false }), 124],
    [resultOf({ status: "cancelled", recoverable: true }), 130],
    [resultOf({ status: "memory", recoverable: false }), 137],
    [resultOf({ status: "crashed", reason: "" }), 70],
  ];
  for (const [result, status] of cases) {
    const context = fakeContext({ guest: () => result });
    assertEquals(await dispatch(["run", "-e", "1"], context), status);
  }
});

Deno.test("run prints one line of JSON and nothing else", async () => {
  const context = fakeContext({
    guest(_code, { onStdout }): RunResult {
      onStdout?.("never seen");
      return okResult({ value: 10n, stdout: "inside" });
    },
  });
  assertEquals(await dispatch(["run", "--json", "-e", "1"], context), 0);
  const lines = context.stdout.text.split("\n");
  assertEquals(lines.length, 2);
  const result = JSON.parse(lines[0] ?? "");
  assertEquals([result.status, result.value, result.stdout, result.isolation], [
    "ok",
    { $bigint: "10" },
    "inside",
    "process",
  ]);
});

Deno.test("run escapes the guest's output on a terminal, and only there", async () => {
  for (const outputIsTerminal of [true, false]) {
    const context = fakeContext({
      outputIsTerminal,
      guest(_code, { onStdout, onStderr }): RunResult {
        onStdout?.("\x1b[2J");
        onStderr?.("\u202e");
        return okResult({ value: 1, repr: "\x07" });
      },
    });
    await dispatch(["run", "-e", "1"], context);
    assertEquals(
      [context.stdout.text, context.stderr.text],
      outputIsTerminal
        ? ["\\x1b[2J\n\\x07\n", "\\u202e"]
        : ["\x1b[2J\n\x07\n", "\u202e"],
    );
  }
});

Deno.test("run fails when its sandbox does not start", async () => {
  await assertRejects(
    () =>
      dispatch(
        ["run", "-e", "1"],
        fakeContext({
          createSandbox(): void {
            throw new SandboxError("START_FAILED", "Cannot start");
          },
        }),
      ),
    SandboxError,
  );
});

Deno.test("run cancels the guest on the first Ctrl-C", async () => {
  const context = fakeContext({
    guest(_code, { signal }): Promise<RunResult> {
      const { promise, resolve } = Promise.withResolvers<RunResult>();
      signal?.addEventListener(
        "abort",
        () => resolve(resultOf({ status: "cancelled", recoverable: true })),
      );
      context.send("SIGINT");
      return promise;
    },
  });
  assertEquals(await dispatch(["run", "-e", "1"], context), 130);
  assertEquals(context.stderr.text, "sandglass: interrupted\n");
});

Deno.test("run abandons a guest that does not stop on the second Ctrl-C", async () => {
  const context = fakeContext({
    guest(): Promise<RunResult> {
      context.send("SIGINT");
      context.send("SIGINT");
      return new Promise(() => {});
    },
  });
  assertEquals(await dispatch(["run", "-e", "1"], context), 130);
  assertEquals(context.closed.count, 1);
});

Deno.test("run exits at once on SIGTERM", async () => {
  const context = fakeContext({
    guest(): Promise<RunResult> {
      context.send("SIGTERM");
      return new Promise(() => {});
    },
  });
  assertEquals(await dispatch(["run", "-e", "1"], context), 143);
  assertEquals(context.closed.count, 1);
});

Deno.test("run cancels a start on Ctrl-C", async () => {
  const context = fakeContext({
    createSandbox({ signal }): void {
      context.send("SIGINT");
      if (signal?.aborted) throw new SandboxError("ABORTED", "Cannot start");
    },
  });
  assertEquals(await dispatch(["run", "-e", "1"], context), 130);
});

Deno.test("run cancels the guest when its output is closed, and prints nothing", async () => {
  const context = fakeContext({
    guest(_code, { signal }): Promise<RunResult> {
      const { promise, resolve } = Promise.withResolvers<RunResult>();
      signal?.addEventListener(
        "abort",
        () => resolve(resultOf({ status: "cancelled", recoverable: true })),
      );
      context.stdout.break();
      return promise;
    },
  });
  assertEquals(await dispatch(["run", "-e", "1"], context), 141);
  assertEquals(context.stderr.text, "");
});

Deno.test("run shows progress and warnings of the start on a terminal", async () => {
  for (const quiet of [[], ["--quiet"]]) {
    const context = fakeContext({
      outputIsTerminal: true,
      createSandbox({ onProgress, onWarning }): void {
        onProgress?.("Building");
        onWarning?.("old snapshot");
      },
    });
    await dispatch(["run", "-e", "1", ...quiet], context);
    assertEquals(
      context.stderr.text,
      quiet.length > 0
        ? ""
        : "Building\r\x1b[Ksandglass: warning: old snapshot\n",
    );
  }
});

Deno.test("run prints its help", async () => {
  const context = fakeContext();
  assertEquals(await dispatch(["run", "--help"], context), 0);
  assertEquals(context.stdout.text.includes("--timeout DURATION"), true);
  assertEquals(context.stdout.text.includes("default: 30s"), true);
});
