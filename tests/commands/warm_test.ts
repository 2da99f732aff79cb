import { assertEquals } from "@std/assert";
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
