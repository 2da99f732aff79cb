import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { createPool, createSandbox, run, SandboxError } from "../../mod.ts";
import { memoryRule } from "../../core/limits.ts";
import { resolveSandboxOptions } from "../../core/resolve_options.ts";
import { CPYTHON } from "../_cpython.ts";

const withCpython = { ignore: !CPYTHON.isInstalled };
const LEAST = memoryRule("python", "cpython").min;

Deno.test("cpython refuses less memory than its snapshot needs", async () => {
  const options = {
    engine: "cpython",
    limits: { memoryBytes: LEAST - 1 },
  } as const;
  const message =
    `Cannot set memoryBytes as it must be a whole number from ${LEAST} to 4293918720: current value is ${
      LEAST - 1
    }`;
  await assertRejects(() => createSandbox(options), RangeError, message);
  await assertRejects(() => run("1", options), RangeError, message);
  await assertRejects(() => createPool(options), RangeError, message);
});

for (const isolation of ["process", "thread"] as const) {
  Deno.test(
    `cpython works with the least memory in a ${isolation}`,
    withCpython,
    async () => {
      const result = await run(
        "import pandas\nstr(pandas.DataFrame({'a': [1, 1, 2]}).groupby('a').size().tolist())",
        { engine: "cpython", isolation, limits: { memoryBytes: LEAST } },
      );
      assertEquals(result.status === "ok" && result.value, "[2, 1]");
    },
  );
}

Deno.test("cpython refuses a local time but UTC", async () => {
  const message =
    'Cannot set env TZ as it must be UTC on the engine cpython, which has no other local time (use zoneinfo, or the engine pyodide): current value is "Europe/Berlin"';
  const env = { TZ: "Europe/Berlin" };
  await assertRejects(
    () => createSandbox({ engine: "cpython", env }),
    TypeError,
    message,
  );
  await assertRejects(
    () => createPool({ engine: "cpython", env }),
    TypeError,
    message,
  );
  for (const TZ of ["utc", "UTC+1", "CET", ":Asia/Tokyo", "::UTC"]) {
    assertThrows(
      () => resolveSandboxOptions({ engine: "cpython", env: { TZ } }),
      TypeError,
    );
  }
  assertEquals(resolveSandboxOptions({ env }).env, env);
});

Deno.test("cpython accepts each name of UTC", withCpython, async () => {
  const { default: source } = await import(
    "../../engines/cpython/guest/sandglass_local_time.py",
    { with: { type: "text" } }
  );
  const [, list = ""] = /^_UTC = \((.*)\)$/m.exec(source) ?? [];
  const names = JSON.parse(`[${list}]`);
  assertEquals(names.includes("Etc/UTC"), true);
  for (const TZ of [...names, ":UTC"]) {
    assertEquals(
      resolveSandboxOptions({ engine: "cpython", env: { TZ } }).env,
      { TZ },
    );
  }
  const result = await run("import time; time.localtime(0).tm_hour", {
    engine: "cpython",
    env: { TZ: ":Etc/UTC" },
  });
  assertEquals(result.status === "ok" && result.value, 0);
});

Deno.test("cpython refuses another language", async () => {
  await assertRejects(
    () => createSandbox({ engine: "cpython", language: "javascript" }),
    TypeError,
    "Cannot run javascript on cpython as its engine must be quickjs",
  );
});

Deno.test("an engine that is not installed is an error with a command", async () => {
  const before = Deno.env.get("XDG_DATA_HOME");
  const directory = await Deno.makeTempDir();
  Deno.env.set("XDG_DATA_HOME", directory);
  try {
    for (const isolation of ["process", "thread"] as const) {
      const options = { engine: "cpython", isolation } as const;
      for (
        const open of [
          () => createSandbox(options),
          () => run("1", options),
          () => createPool(options),
        ]
      ) {
        const error = await assertRejects(
          open,
          SandboxError,
          'Cannot use cpython as it is not installed: run "sandglass install cpython"',
        );
        assertEquals(error.code, "NOT_INSTALLED");
      }
    }
  } finally {
    if (before === undefined) Deno.env.delete("XDG_DATA_HOME");
    else Deno.env.set("XDG_DATA_HOME", before);
    await Deno.remove(directory, { recursive: true });
  }
});

for (const isolation of ["process", "thread"] as const) {
  for (const checkpoint of [undefined, true, false]) {
    Deno.test(
      `a timeout ${
        checkpoint === false ? "ends the sandbox without" : "is undone with"
      } a checkpoint (${isolation}, ${checkpoint})`,
      withCpython,
      async () => {
        await using sandbox = await createSandbox({
          engine: "cpython",
          isolation,
          ...(checkpoint !== undefined && { checkpoint }),
        });
        await sandbox.run("kept = 7\nopen('kept', 'w').write('7')");
        const result = await sandbox.run(
          "kept = 8\nopen('kept', 'w').write('8')\nwhile True: pass",
          { limits: { timeoutMs: 300 } },
        );
        assert(result.status === "timeout", Deno.inspect(result));
        assertEquals(result.recoverable, checkpoint !== false);
        assertEquals(sandbox.closed, checkpoint === false);
        if (sandbox.closed) return;
        const after = await sandbox.run("[kept, open('kept').read()]");
        assert(after.status === "ok");
        assertEquals(after.value, [7, "7"]);
      },
    );
  }
}

Deno.test("only an engine that undoes runs can have checkpoints", async () => {
  for (
    const options of [{ engine: "pyodide" }, {
      language: "javascript",
    }] as const
  ) {
    const engine = "engine" in options ? "pyodide" : "quickjs";
    await assertRejects(
      () => createSandbox({ ...options, checkpoint: true }),
      TypeError,
      `Cannot set checkpoint as ${engine} cannot undo runs: its engine must be cpython`,
    );
    const resolved = resolveSandboxOptions({ ...options, checkpoint: false });
    assertEquals(resolved.checkpoint, false);
  }
  const wrong = { engine: "cpython", checkpoint: 1 } as const;
  assertThrows(
    // @ts-expect-error It is no boolean.
    () => resolveSandboxOptions(wrong),
    TypeError,
    "Cannot set checkpoint as it must be a boolean: current value is 1",
  );
});
