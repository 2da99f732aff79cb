import { assertEquals, assertRejects } from "@std/assert";
import { UsageError } from "../../commands/arguments/usage_error.ts";
import { dispatch } from "../../cli.ts";
import type { RunResult } from "../../core/result.ts";
import { fakeContext } from "./_fake_context.ts";
import { okResult } from "./_results.ts";
import { assertRefused } from "./_dispatch.ts";

const decoder = new TextDecoder();

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
