import { assertEquals, assertRejects } from "@std/assert";
import { UsageError } from "../../commands/arguments/usage_error.ts";
import { dispatch } from "../../cli.ts";
import { fakeContext } from "./_fake_context.ts";
import { assertHas, assertRefused } from "./_dispatch.ts";

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

Deno.test("run refuses a command line without code, or with two programs", async () => {
  await assertRefused(
    [],
    "there is nothing to run: a FILE, -, -e CODE or -m MODULE",
  );
  const files = { "a.py": "1" };
  await assertRefused(["a.py", "-e", "1"], 'Cannot run "a.py" too', { files });
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
