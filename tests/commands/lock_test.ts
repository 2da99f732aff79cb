import { assertEquals, assertRejects } from "@std/assert";
import { dispatch } from "../../cli.ts";
import { UsageError } from "../../commands/arguments/usage_error.ts";
import { SandboxError } from "../../core/errors.ts";
import type { PackageLock } from "../../core/packages.ts";
import type { PackageOptions } from "../../sandbox/packages/mod.ts";
import { fakeContext } from "./_fake_context.ts";

function lockOf({ engine, requirements }: PackageOptions): PackageLock {
  return {
    engine,
    packages: requirements.map(({ name }) => ({
      name,
      version: "1.0",
      wheel: { file: `${name}-1.0-py3-none-any.whl`, sha256: "0" },
    })),
  };
}

const packages = {
  lockPackages: (options: PackageOptions): Promise<PackageLock> => {
    options.onProgress?.("Resolving");
    return Promise.resolve(lockOf(options));
  },
};

Deno.test("lock prints the lock of its operands", async () => {
  const context = fakeContext({ packages });
  assertEquals(
    await dispatch(["lock", "Rich>=14,<15", "six,tabulate"], context),
    0,
  );
  assertEquals(context.stdout.text, "rich 1.0\nsix 1.0\ntabulate 1.0\n");
  assertEquals(context.stderr.text, "");
});

Deno.test("lock writes a file, and says so unless it is quiet", async () => {
  const context = fakeContext({ packages });
  const args = ["lock", "rich", "six", "-o", "pylock.toml"];
  assertEquals(await dispatch(args, context), 0);
  assertEquals(context.texts.get("pylock.toml"), "rich 1.0\nsix 1.0\n");
  assertEquals(
    context.stdout.text,
    "Locked 2 packages for pyodide: pylock.toml\n",
  );
  const quiet = fakeContext({ packages, outputIsTerminal: true });
  assertEquals(await dispatch([...args, "--quiet"], quiet), 0);
  assertEquals(quiet.stdout.text + quiet.stderr.text, "");
  assertEquals(quiet.texts.size, 1);
});

Deno.test("lock is for the engine of its flag, of the user or of the packages", async () => {
  const environment = { SANDGLASS_ENGINE_PYTHON: "cpython" };
  const chosen = { ...packages, chooseEngine: () => "cpython" as const };
  const args = ["lock", "rich", "-o", "l"];
  const cases = [
    [args, { packages: chosen }, "cpython"],
    [args, { packages, environment }, "cpython"],
    [[...args, "--engine=pyodide"], { packages: chosen }, "pyodide"],
  ] as const;
  for (const [line, options, engine] of cases) {
    const context = fakeContext(options);
    await dispatch(line, context);
    assertEquals(context.stdout.text, `Locked 1 package for ${engine}: l\n`);
  }
});

Deno.test("lock writes a lock of npm for JavaScript", async () => {
  const environment = { SANDGLASS_ENGINE_PYTHON: "cpython" };
  const npm = { text: "{}\n", count: 3 };
  const context = fakeContext({
    environment,
    packages: {
      lockPackages: ({ engine }: PackageOptions): Promise<PackageLock> =>
        Promise.resolve({ engine, packages: [], npm }),
    },
  });
  await dispatch(["lock", "npm:zod@4", "-o", "deno.lock"], context);
  assertEquals(
    context.stdout.text,
    "Locked 3 packages for quickjs: deno.lock\n",
  );
});

Deno.test("lock shows progress on a terminal", async () => {
  const context = fakeContext({ packages, outputIsTerminal: true });
  await dispatch(["lock", "rich"], context);
  assertEquals(context.stderr.text, "Resolving\r\x1b[K");
});

Deno.test("lock refuses what is no package", async () => {
  const cases = [
    [["lock"], "Cannot lock as there are no packages: a NAME is expected"],
    [
      ["lock", "./rich"],
      `Cannot set NAME as it must be a name with versions, such as "rich" or "pandas[excel]>=2,<4": current value is "./rich" (example: sandglass lock rich 'pandas>=3')`,
    ],
    [
      ["lock", "npm:zod", "rich"],
      "Cannot lock packages of Python and of npm in one file: write two locks",
    ],
    [["lock", "npm:zod", "--engine=pyodide"], "Cannot lock for pyodide as"],
    [["lock", "rich", "--engine=quickjs"], "Cannot lock for quickjs as"],
  ] as const;
  for (const [args, message] of cases) {
    await assertRejects(
      () => dispatch(args, fakeContext({ packages })),
      UsageError,
      message,
    );
  }
});

Deno.test("lock writes nothing if a package cannot be found", async () => {
  const context = fakeContext({
    packages: {
      lockPackages: () =>
        Promise.reject(new SandboxError("PACKAGES_FAILED", "Cannot find")),
    },
  });
  await assertRejects(
    () => dispatch(["lock", "none", "-o", "l"], context),
    SandboxError,
  );
  assertEquals([context.texts.size, context.stdout.text], [0, ""]);
});

for (const [signal, status] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
  Deno.test(`lock ends on ${signal}, and writes nothing`, async () => {
    const context = fakeContext({
      packages: {
        lockPackages({ signal: aborted }): Promise<PackageLock> {
          context.send(signal);
          return Promise.reject(
            aborted?.aborted
              ? new SandboxError("ABORTED", "aborted")
              : new Error("not expected"),
          );
        },
      },
    });
    assertEquals(await dispatch(["lock", "rich", "-o", "l"], context), status);
    assertEquals(context.texts.size, 0);
    assertEquals(context.stdout.text + context.stderr.text, "");
    assertEquals(context.handlerCount(), 0);
  });
}
