import { assertEquals, assertRejects } from "@std/assert";
import { UsageError } from "../../commands/arguments/usage_error.ts";
import type { WarmOutcome } from "../../commands/engine_setup.ts";
import { dispatch } from "../../cli.ts";
import { fakeContext } from "./_fake_context.ts";

const BUILT = {
  path: "/c/s.bin",
  embedded: false,
  built: true,
  bytes: 31 * 2 ** 20,
  ms: 2_900,
};

Deno.test("warm reports the snapshot that it built", async () => {
  const context = fakeContext({ warm: () => BUILT });
  assertEquals(await dispatch(["warm"], context), 0);
  assertEquals(
    context.stdout.text,
    "Built the snapshot in 2.9s (31MiB): /c/s.bin\n",
  );
});

Deno.test("warm reports a snapshot that exists already", async () => {
  const context = fakeContext({ warm: () => ({ ...BUILT, built: false }) });
  assertEquals(await dispatch(["warm"], context), 0);
  assertEquals(
    context.stdout.text,
    "The snapshot was there already (31MiB): /c/s.bin\n",
  );
});

Deno.test("warm reports that a program with its snapshot inside has nothing to build", async () => {
  const context = fakeContext({
    warm: () => ({ embedded: true, built: false, bytes: 17 * 2 ** 20, ms: 1 }),
  });
  assertEquals(await dispatch(["warm"], context), 0);
  assertEquals(
    context.stdout.text,
    "The snapshot is part of this program (17MiB)\n",
  );
});

Deno.test("warm prints nothing with --quiet", async () => {
  const context = fakeContext({ warm: () => BUILT });
  assertEquals(await dispatch(["warm", "-q"], context), 0);
  assertEquals(context.stdout.text + context.stderr.text, "");
});

Deno.test("warm fails when it cannot save the snapshot", async () => {
  const context = fakeContext({
    warm: () => ({ embedded: false, built: true, bytes: 1, ms: 1 }),
  });
  assertEquals(await dispatch(["warm"], context), 3);
  assertEquals(context.stderr.text.includes("no snapshot was kept"), true);
});

Deno.test("warm shows progress on a terminal", async () => {
  const context = fakeContext({
    outputIsTerminal: true,
    warm({ onProgress }): WarmOutcome {
      onProgress?.("Building");
      return BUILT;
    },
  });
  await dispatch(["warm"], context);
  assertEquals(context.stderr.text, "Building\r\x1b[K");
});

Deno.test("warm fetches the packages, and starts a sandbox with them", async () => {
  const context = fakeContext({
    warm: () => BUILT,
    packages: {
      chooseEngine: () => "cpython",
      preparePackages: ({ engine, requirements }) => {
        assertEquals([engine, requirements.map(({ name }) => name)], [
          "cpython",
          ["rich", "six"],
        ]);
        const packages = [
          { name: "rich", version: "14.1.0" },
          { name: "six", version: "1.17.0" },
        ];
        return Promise.resolve({ sha256: "", path: "", bytes: 0, packages });
      },
    },
  });
  assertEquals(await dispatch(["warm", "--with", "rich,six"], context), 0);
  assertEquals(
    context.stdout.text.split("\n")[1],
    "The packages for cpython are there: rich 14.1.0, six 1.17.0",
  );
  const [created] = context.created;
  assertEquals([created?.engine, created?.packages, context.closed.count], [
    "cpython",
    ["rich", "six"],
    1,
  ]);
});

Deno.test("warm says that an engine has the packages already", async () => {
  const context = fakeContext({
    warm: () => BUILT,
    packages: { preparePackages: () => Promise.resolve(undefined) },
  });
  await dispatch(["warm", "--with=numpy", "--engine=cpython"], context);
  assertEquals(
    context.stdout.text.split("\n")[1],
    "The engine cpython has the packages already",
  );
});

Deno.test("warm refuses an engine without Python", async () => {
  await assertRejects(
    () => dispatch(["warm", "--engine=quickjs"], fakeContext()),
    UsageError,
    'Cannot set --engine as it must be an engine for Python, one of pyodide, cpython: current value is "quickjs"',
  );
});

Deno.test("warm exits on Ctrl-C", async () => {
  const context = fakeContext({
    outputIsTerminal: true,
    warm({ onProgress }): Promise<WarmOutcome> {
      onProgress?.("Building");
      context.send("SIGINT");
      return new Promise(() => {});
    },
  });
  assertEquals(await dispatch(["warm"], context), 130);
  assertEquals(context.stderr.text, "Building\r\x1b[K");
});
