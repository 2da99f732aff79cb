import { assertEquals, assertRejects } from "@std/assert";
import { UsageError } from "../../commands/arguments/usage_error.ts";
import { dispatch } from "../../cli.ts";
import type { LineEvent } from "../../commands/line_editor.ts";
import type { RunResult } from "../../core/result.ts";
import {
  type FakeContext,
  fakeContext,
  type FakeGuest,
} from "./_fake_context.ts";
import { okResult, resultOf } from "./_results.ts";

/** A guest that echoes its code. */
const echo: FakeGuest = (code) => okResult({ value: 1, repr: code });

function person(
  typed: readonly (LineEvent | string)[],
  guest = echo,
): FakeContext {
  return fakeContext({
    typed,
    guest,
    stdinIsTerminal: true,
    outputIsTerminal: true,
  });
}

Deno.test("repl runs entered lines in one sandbox and saves them", async () => {
  const context = person(["1", "if x:", "  2", ""]);
  assertEquals(await dispatch(["repl", "--quiet"], context), 0);
  assertEquals(context.runs.map(({ code }) => code), ["1", "if x:\n  2\n"]);
  assertEquals(context.created.length, 1);
  assertEquals(context.closed.count, 1);
  assertEquals(context.prompts, [">>> ", ">>> ", "... ", "... ", ">>> "]);
  assertEquals(context.saved.get("python"), ["", "  2", "if x:", "1"]);
});

Deno.test("repl prints a greeting, unless --quiet is given", async () => {
  const context = person([]);
  await dispatch(["repl"], context);
  assertEquals(
    context.stdout.text.startsWith("Sandglass: python on pyodide, process"),
    true,
  );
});

Deno.test("repl runs the statements of a pipe without prompts", async () => {
  const context = fakeContext({ stdin: "a = 1\nif a:\n  2\nb\n", guest: echo });
  assertEquals(await dispatch(["repl", "js"], context), 0);
  assertEquals(context.stdout.text, "a = 1\nif a:\n  2\nb\n");
  assertEquals(context.created[0]?.language, "javascript");
  assertEquals(context.prompts, []);
});

Deno.test("repl exits with the status of the last statement of a pipe", async () => {
  const error = { name: "E", message: "m", traceback: "" };
  const guest: FakeGuest = (code) =>
    code === "bad" ? resultOf({ status: "error", error }) : okResult();
  assertEquals(
    await dispatch(["repl"], fakeContext({ stdin: "ok\nbad\n", guest })),
    1,
  );
  const context = fakeContext({ stdin: "bad\nok\n", guest });
  assertEquals(await dispatch(["repl"], context), 0);
  assertEquals(context.stderr.text, "E: m\n");
});

Deno.test("repl exits with 0 after a user's errors", async () => {
  const error = { name: "E", message: "m", traceback: "" };
  const context = person(["x"], () => resultOf({ status: "error", error }));
  assertEquals(await dispatch(["repl"], context), 0);
});

Deno.test("repl passes the next line of a pipe to the guest as input", async () => {
  const guest: FakeGuest = async (code, { stdin }) => {
    const line = code === "input()" && typeof stdin === "function"
      ? await stdin()
      : "";
    return okResult({ value: 1, repr: `${code}=${line}` });
  };
  const context = fakeContext({ stdin: "input()\nBob\nx\n", guest });
  await dispatch(["repl"], context);
  assertEquals(context.stdout.text, "input()=Bob\n\nx=\n");
});

Deno.test("repl reads a user's input at the guest's own prompt, and does not save the answer", async () => {
  const guest: FakeGuest = async (_code, { stdin, onStdout }) => {
    onStdout?.("one\nname\x1b? ");
    const line = typeof stdin === "function" ? await stdin() : null;
    return okResult({ value: 1, repr: String(line) });
  };
  const context = person(["input()", "secret"], guest);
  await dispatch(["repl", "-q"], context);
  assertEquals(context.prompts, [">>> ", "name\\x1b? ", ">>> "]);
  assertEquals(context.saved.get("python"), ["input()"]);
});

Deno.test("repl discards an unfinished statement on Ctrl-C", async () => {
  const context = person(["f(", { type: "interrupt" }, "1"]);
  await dispatch(["repl", "-q"], context);
  assertEquals(context.runs.map(({ code }) => code), ["1"]);
});

Deno.test("repl interrupts the running statement on Ctrl-C and goes on", async () => {
  const guest: FakeGuest = (code, { signal }) => {
    if (code !== "loop") return okResult();
    const { promise, resolve } = Promise.withResolvers<RunResult>();
    signal?.addEventListener(
      "abort",
      () => resolve(resultOf({ status: "cancelled", recoverable: true })),
    );
    context.send("SIGINT");
    return promise;
  };
  const context = person(["loop", "1"], guest);
  assertEquals(await dispatch(["repl", "-q"], context), 0);
  assertEquals(context.runs.length, 2);
  assertEquals(context.created.length, 1);
  assertEquals(
    context.stderr.text,
    "sandglass: interrupted\nsandglass: the sandbox is still there, with what it held\n",
  );
});

Deno.test("repl exits on the second Ctrl-C", async () => {
  const guest: FakeGuest = () => {
    context.send("SIGINT");
    context.send("SIGINT");
    return new Promise(() => {});
  };
  const context = person(["loop", "1"], guest);
  assertEquals(await dispatch(["repl", "-q"], context), 130);
  assertEquals(context.runs.length, 1);
  assertEquals(context.closed.count, 1);
});

Deno.test("repl handles a signal that arrives between two statements", async () => {
  for (const [signal, status] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
    const context = fakeContext({ stdin: "1\n2\n", guest: echo });
    // Between two statements it only waits for this flush.
    context.stdout.flush = () => {
      context.send(signal);
      return Promise.resolve();
    };
    assertEquals(await dispatch(["repl"], context), status);
    assertEquals(context.runs.map(({ code }) => code), ["1"]);
    assertEquals(context.closed.count, 1);
    assertEquals(context.handlerCount(), 0);
  }
});

Deno.test("repl goes on after Ctrl-C between two statements, on a terminal", async () => {
  const context = person(["1", "2"]);
  context.stdout.flush = () => {
    context.send("SIGINT");
    return Promise.resolve();
  };
  assertEquals(await dispatch(["repl"], context), 0);
  assertEquals(context.runs.length, 2);
});

Deno.test("repl replaces a lost sandbox, and says so", async () => {
  const guest: FakeGuest = (code) =>
    code === "loop"
      ? resultOf({ status: "timeout", recoverable: false })
      : okResult();
  const context = person(["loop", "1"], guest);
  await dispatch(["repl", "-q"], context);
  assertEquals(context.created.length, 2);
  assertEquals(
    context.stderr.text.includes("the sandbox was lost"),
    true,
  );
});

Deno.test("repl runs its commands", async () => {
  const context = person([
    ".timeout 2s",
    "1",
    ".clear",
    ".load a.py",
    ".help",
    ".exit",
    "never",
  ]);
  const withFile = {
    ...context,
    openFile: fakeContext({ files: { "a.py": "loaded" } }).openFile,
  };
  assertEquals(await dispatch(["repl", "-q"], withFile), 0);
  assertEquals(
    context.runs.map(({ code, options }) => [code, options.limits?.timeoutMs]),
    [["1", 2_000], ["loaded", 2_000]],
  );
  assertEquals(context.runs[1]?.options.filename, "a.py");
  assertEquals(context.created.length, 2);
  assertEquals(context.closed.count, 2);
  assertEquals(context.stdout.text.includes(".load FILE"), true);
});

Deno.test("repl reports an invalid command and goes on", async () => {
  const context = fakeContext({
    stdin: ".tiemout\n.timeout 5x\n.load\n.load no.py\n",
  });
  assertEquals(await dispatch(["repl"], context), 2);
  assertEquals(context.stderr.text.split("\n"), [
    'sandglass: Cannot read ".tiemout" as there is no such command (did you mean .timeout?)',
    'sandglass: Cannot set .timeout as it must be a number with a unit (ms, s, m, h): current value is "5x" (example: .timeout 5s)',
    "sandglass: Cannot load as a FILE is expected (example: .load examples/primes.py)",
    "sandglass: Cannot read no.py as there is no such file",
    "",
  ]);
});

Deno.test("repl goes on after code that the library refuses", async () => {
  const context = fakeContext({
    stdin: "long\n1\n",
    guest(code): RunResult {
      if (code === "long") {
        throw new RangeError("Cannot run code as it is long");
      }
      return okResult({ value: 1, repr: "1" });
    },
  });
  assertEquals(await dispatch(["repl"], context), 0);
  assertEquals(
    context.stderr.text,
    "sandglass: Cannot run code as it is long\n",
  );
  assertEquals(context.stdout.text, "1\n");
});

Deno.test("repl refuses an unknown language, and a second one", async () => {
  for (const args of [["ruby"], ["js", "py"], ["--engine", "v8"]]) {
    await assertRejects(
      () => dispatch(["repl", ...args], fakeContext()),
      UsageError,
    );
  }
});

Deno.test("repl leaves the sandbox alone when Ctrl-C precedes the run", async () => {
  const base = person(["1", "2"]);
  const editor = await base.openEditor({ history: [], maxLines: 1 });
  let isLate = true;
  const context = {
    ...base,
    openEditor: () =>
      Promise.resolve({
        ...editor,
        onInterrupt(handler: () => void): () => void {
          // The first listener after a line was entered belongs to the run.
          if (base.prompts.length === 1 && isLate) {
            isLate = false;
            handler();
          }
          return () => {};
        },
      }),
  };
  await dispatch(["repl", "-q"], context);
  assertEquals(base.runs.map(({ code }) => code), ["2"]);
  assertEquals(base.stderr.text, "sandglass: interrupted\n");
});
