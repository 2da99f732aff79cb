import { assert, assertEquals, assertRejects } from "@std/assert";
import { dispatch } from "../../cli.ts";
import { UsageError } from "../../commands/arguments/usage_error.ts";
import type { InstallResult } from "../../sandbox/install/mod.ts";
import { fakeContext } from "./_fake_context.ts";

const INSTALLED = {
  path: "/d/cpython/0.1.0-1",
  bytes: 150 * 2 ** 20,
  python: "3.15.0",
  installed: true,
  ms: 9_500,
};

Deno.test("install reports what it installed, or what was there", async () => {
  const fresh = fakeContext({ install: () => INSTALLED });
  assertEquals(await dispatch(["install", "cpython"], fresh), 0);
  assertEquals(
    fresh.stdout.text,
    "Installed cpython (CPython 3.15.0, 150MiB) in 9.5s: /d/cpython/0.1.0-1\n",
  );
  const again = fakeContext({
    install: () => ({ ...INSTALLED, installed: false }),
  });
  assertEquals(await dispatch(["install", "cpython"], again), 0);
  assertEquals(
    again.stdout.text,
    "cpython was there already (CPython 3.15.0, 150MiB): /d/cpython/0.1.0-1\n",
  );
});

Deno.test("install passes the file on", async () => {
  const given: (string | undefined)[] = [];
  const context = fakeContext({
    install({ from }): InstallResult {
      given.push(from);
      return INSTALLED;
    },
  });
  await dispatch(["install", "cpython", "--from", "a.whl"], context);
  await dispatch(["install", "cpython"], context);
  assertEquals(given, ["a.whl", undefined]);
});

Deno.test("install --remove removes, and need not find anything", async () => {
  const path = "/d/cpython";
  const some = fakeContext({
    uninstall: () => ({ path, removed: ["0.1.0-1", "0.2.0-1"] }),
  });
  assertEquals(await dispatch(["install", "cpython", "--remove"], some), 0);
  assertEquals(
    some.stdout.text,
    "Removed cpython (0.1.0-1, 0.2.0-1): /d/cpython\n",
  );
  const nothing = fakeContext({ uninstall: () => ({ path, removed: [] }) });
  assertEquals(await dispatch(["install", "cpython", "--remove"], nothing), 0);
  assertEquals(
    nothing.stdout.text,
    "There was nothing to remove: cpython is not installed\n",
  );
});

Deno.test("install prints nothing with --quiet", async () => {
  const context = fakeContext({
    outputIsTerminal: true,
    install({ onProgress }): InstallResult {
      onProgress?.("Fetching");
      return INSTALLED;
    },
  });
  assertEquals(await dispatch(["install", "cpython", "-q"], context), 0);
  assertEquals(context.stdout.text + context.stderr.text, "");
});

Deno.test("install shows progress on a terminal, and nowhere else", async () => {
  for (const outputIsTerminal of [true, false]) {
    const context = fakeContext({
      outputIsTerminal,
      install({ onProgress }): InstallResult {
        onProgress?.("Fetching");
        return INSTALLED;
      },
    });
    await dispatch(["install", "cpython"], context);
    assertEquals(
      context.stderr.text,
      outputIsTerminal ? "Fetching\r\x1b[K" : "",
    );
  }
});

for (const [signal, status] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
  Deno.test(`install waits on ${signal} until everything is as it was`, async () => {
    let isClean = false;
    const context = fakeContext({
      async install({ signal: aborted }): Promise<InstallResult> {
        context.send(signal);
        assert(aborted?.aborted);
        await Promise.resolve();
        isClean = true;
        return aborted.throwIfAborted() ?? INSTALLED;
      },
    });
    assertEquals(await dispatch(["install", "cpython"], context), status);
    assert(isClean);
    assertEquals(context.stdout.text + context.stderr.text, "");
    assertEquals(context.handlerCount(), 0);
  });
}

const MISTAKES: readonly (readonly [string, string])[] = [
  [
    "install",
    "Cannot install as one of cpython is expected: given is nothing (example: sandglass install cpython)",
  ],
  [
    "install pandas",
    'Cannot install as one of cpython is expected: given is "pandas" (example: sandglass install cpython)',
  ],
  [
    "install cpython pandas",
    'Cannot install as one of cpython is expected: given is also "pandas" (example: sandglass install cpython)',
  ],
  [
    "install cpython --remove --from a.whl",
    "Cannot read --from as --remove takes no file: give one of them",
  ],
];

for (const [line, message] of MISTAKES) {
  Deno.test(`install refuses "${line}"`, async () => {
    await assertRejects(
      () => dispatch(line.split(" "), fakeContext()),
      UsageError,
      message,
    );
  });
}
