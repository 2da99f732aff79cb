import { assertEquals, assertRejects } from "@std/assert";
import { UsageError } from "../../commands/arguments/usage_error.ts";
import { dispatch } from "../../cli.ts";
import { SandboxError } from "../../core/errors.ts";
import type { RunResult } from "../../core/result.ts";
import {
  fakeContext,
  type FakeOptions,
  okResult,
  resultOf,
} from "./_fake_context.ts";

const decoder = new TextDecoder();

/** Checks some properties of an object. */
function assertHas(actual: object | undefined, expected: object): void {
  const picked = Object.keys(expected).map((key) => [
    key,
    Object.entries(actual ?? {}).find(([name]) => name === key)?.[1],
  ]);
  assertEquals(Object.fromEntries(picked), expected);
}

function assertRefused(
  args: readonly string[],
  message: string,
  options: FakeOptions = {},
): Promise<unknown> {
  return assertRejects(
    () => dispatch(["run", ...args], fakeContext(options)),
    UsageError,
    message,
  );
}

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

Deno.test("run gives the sandbox its options and the guest its arguments", async () => {
  const context = fakeContext({ files: { "dir/a.js": "1" } });
  await dispatch([
    "run",
    "dir/a.js",
    "--timeout=5s",
    "--arg",
    "x",
    "--env",
    "A=b",
    "--",
    "-y",
  ], context);
  const [options] = context.created;
  assertEquals(options?.language, "javascript");
  assertEquals(options?.limits, { timeoutMs: 5_000 });
  assertEquals(options?.args, ["x", "-y"]);
  assertEquals(options?.env, { A: "b" });
  assertEquals(context.runs[0]?.options.filename, "a.js");
});

Deno.test("run gives the program what follows it and is no flag of run", async () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["a.py x y", ["x", "y"]],
    ["a.py --verbose --timeout 5 -x", ["--verbose", "--timeout", "5", "-x"]],
    ["a.py --timeout 5 in.txt --timeout 9", ["in.txt", "--timeout", "9"]],
    ["--arg first a.py -5", ["first", "-5"]],
    ["a.py -qx", ["-qx"]],
    ["a.py --help", ["--help"]],
    ["a.py a -- b", ["a", "--", "b"]],
    ["a.py -- --timout 5", ["--timout", "5"]],
    ["a.py b.py -e 1", ["b.py", "-e", "1"]],
    ["a.py --count=3 --files", ["--count=3", "--files"]],
    ["-e 1 a.py --name x", ["a.py", "--name", "x"]],
    ["- x", ["x"]],
  ];
  for (const [line, args] of cases) {
    const context = fakeContext({ files: { "a.py": "1" }, stdin: "1" });
    assertEquals(await dispatch(["run", ...line.split(" ")], context), 0, line);
    assertEquals(context.created[0]?.args, args, line);
    assertEquals(context.runs[0]?.code, "1");
  }
});

Deno.test("run refuses a misspelt flag after the program", async () => {
  const files = { "a.py": "1" };
  for (const flag of ["--timout", "--isolatoin=thread", "--mounts"]) {
    await assertRefused(
      ["a.py", flag],
      "arguments of the program go after --",
      {
        files,
      },
    );
  }
});

Deno.test("run understands the spellings that people try", async () => {
  const cases: readonly (readonly [string, object])[] = [
    ["--timeout 5 -c 1", { limits: { timeoutMs: 5_000 } }],
    ["--time-limit 2min -c 1", { limits: { timeoutMs: 120_000 } }],
    ["--memory 128M -c 1", { limits: { memoryBytes: 2 ** 27 } }],
    ["--mem=128m -p 1", { limits: { memoryBytes: 2 ** 27 } }],
    ["--lang=py -e 1", { language: "python" }],
    ["--lang js -e 1", { language: "javascript" }],
    ["--language node -e 1", { language: "javascript" }],
    ["-l python3 -e 1", { language: "python" }],
    ["-l Python3.12 -e 1", { language: "python" }],
    ["-lts -e 1", { language: "typescript" }],
  ];
  for (const [line, expected] of cases) {
    const context = fakeContext();
    assertEquals(await dispatch(line.split(" "), context), 0, line);
    assertHas(context.created[0], expected);
  }
});

Deno.test("sandglass without a command runs a program", async () => {
  const files = { "dir/a.py": "1", tool: "#!/usr/bin/env node\n1" };
  const cases: readonly (readonly [readonly string[], object])[] = [
    [["dir/a.py", "-x"], { language: "python", args: ["-x"] }],
    [["tool", "run"], { language: "javascript", args: ["run"] }],
    [["-q", "--timeout", "5", "tool"], { limits: { timeoutMs: 5_000 } }],
    [["-c", "1", "x"], { args: ["x"] }],
    [["-", "x"], { args: ["x"] }],
    [[], { args: [] }],
  ];
  for (const [args, expected] of cases) {
    const context = fakeContext({ files, stdin: "1" });
    assertEquals(await dispatch(args, context), 0, args.join(" "));
    assertHas(context.created[0], expected);
  }
});

Deno.test("sandglass refuses the messages of an MCP client as a program", async () => {
  const stdin = '{"jsonrpc":"2.0","id":1,"method":"initialize"}\n';
  await assertRejects(
    () => dispatch([], fakeContext({ stdin })),
    UsageError,
    "use sandglass mcp",
  );
});

Deno.test("sandglass waits for no program on a terminal", async () => {
  for (const args of [[], ["run"]]) {
    const context = fakeContext({ stdinIsTerminal: true, stdin: "1" });
    const status = await dispatch(args, context).catch((error) => {
      assertEquals(error instanceof UsageError, true);
      return 2;
    });
    assertEquals([status, context.runs], [2, []]);
  }
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

Deno.test("run reads standard input only when the guest requests it", async () => {
  let reads = 0;
  const base = fakeContext({
    async guest(_code, { stdin }): Promise<RunResult> {
      assertEquals(reads, 0);
      if (typeof stdin !== "function") throw new Error("no function");
      const text = await stdin();
      return okResult({ repr: decoder.decode(text as Uint8Array), value: 1 });
    },
  });
  const context = {
    ...base,
    stdin: {
      ...base.stdin,
      read(): Promise<Uint8Array | null> {
        reads++;
        return Promise.resolve(new TextEncoder().encode("line\n"));
      },
    },
  };
  await dispatch(["run", "-e", "input()"], context);
  assertEquals(context.stdout.text, "line\n\n");
});

Deno.test("run reports that standard input cannot be read", async () => {
  const base = fakeContext({
    async guest(_code, { stdin }): Promise<RunResult> {
      if (typeof stdin !== "function") throw new Error("no function");
      await stdin();
      return okResult({});
    },
  });
  const context = {
    ...base,
    stdin: {
      ...base.stdin,
      read: () => Promise.reject(new Deno.errors.IsADirectory("EISDIR")),
    },
  };
  await assertRejects(
    async () => await dispatch(["run", "-e", "input()"], context),
    UsageError,
    "Cannot read standard input as it is a directory: a file is expected",
  );
});

Deno.test("run gives the guest an empty input when its code came from standard input", async () => {
  const context = fakeContext({ stdin: "1" });
  await dispatch(["run", "-", "-l", "py"], context);
  assertEquals(context.runs[0]?.options.stdin, undefined);
});

Deno.test("run serves the file of --stdin, also when the code came from standard input", async () => {
  const context = fakeContext({
    stdin: "1",
    files: { "in.txt": "from file" },
    async guest(_code, { stdin, onStdout }): Promise<RunResult> {
      if (typeof stdin !== "function") throw new Error("no function");
      const texts = [await stdin(), await stdin()];
      const all = texts.map((one) => one && decoder.decode(one as Uint8Array));
      onStdout?.(`${all.join()}\n`);
      return okResult();
    },
  });
  await dispatch(["run", "-", "-l", "py", "--stdin", "in.txt"], context);
  assertEquals(context.stdout.text, "from file,\n");
});

Deno.test("run refuses a command line without code, or with two programs", async () => {
  await assertRefused(
    [],
    "there is nothing to run: a FILE, -, -e CODE or -m MODULE",
  );
  const files = { "a.py": "1" };
  await assertRefused(["a.py", "-e", "1"], 'Cannot run "a.py" too', { files });
});

Deno.test("run refuses a file of --stdin that is missing or a directory", async () => {
  await assertRefused(
    ["-e", "1", "--stdin", "no.txt"],
    "Cannot read no.txt as there is no such file",
  );
  await assertRefused(
    ["-e", "1", "--stdin", "dir"],
    "Cannot read dir as it is a directory",
    { files: { dir: new Deno.errors.IsADirectory("") } },
  );
});

Deno.test("run starts no sandbox for an invalid command line", async () => {
  for (const extra of ["--timeout=5x", "--language=ruby", "--seed=x"]) {
    const context = fakeContext();
    await assertRejects(
      () => dispatch(["run", "-e", "1", extra], context),
      UsageError,
    );
    assertEquals(context.created, []);
  }
});

Deno.test("run reports options that the library refuses as usage errors", async () => {
  await assertRefused(["-e", "1"], "Cannot set --memory as it must be more", {
    createSandbox(): void {
      throw new RangeError("Cannot set memoryBytes as it must be more");
    },
  });
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
