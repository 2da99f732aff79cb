import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  type PoolOptions,
  type PoolRunOptions,
  resolvePoolOptions,
  resolvePoolRequest,
} from "../../core/pool_options.ts";

const MiB = 2 ** 20;

function request(
  options: PoolRunOptions,
  pool: PoolOptions = {},
): ReturnType<typeof resolvePoolRequest> {
  return resolvePoolRequest(options, resolvePoolOptions(pool, 2), true);
}

Deno.test("resolvePoolOptions() fills in the defaults", () => {
  const { sandbox, given: _, ...counts } = resolvePoolOptions({}, 3);
  assertEquals(sandbox.language, "python");
  assertEquals(counts, {
    size: 2,
    maxSandboxes: 4,
    maxWaiting: 1_000,
    maxWaitingPerTenant: 1_000,
    maxStarting: 3,
  });
});

Deno.test("resolvePoolOptions() has no more sandboxes than memory", () => {
  const options = { language: "javascript", maxSandboxes: 9 } as const;
  const { maxSandboxes } = resolvePoolOptions(
    { ...options, maxMemoryBytes: 200 * MiB },
    2,
  );
  assertEquals(maxSandboxes, 3);
  assertThrows(
    () => resolvePoolOptions({ ...options, maxMemoryBytes: 63 * MiB }, 2),
    RangeError,
    "Cannot set maxMemoryBytes",
  );
});

Deno.test("resolvePoolOptions() refuses what is wrong, by name", () => {
  const wrong: [unknown, typeof TypeError | typeof RangeError, string][] = [
    [{ size: -1 }, RangeError, "size"],
    [{ size: 1.5 }, RangeError, "size"],
    [{ size: "2" }, TypeError, "size"],
    [{ size: NaN }, RangeError, "size"],
    [{ size: 4, maxSandboxes: 3 }, RangeError, "maxSandboxes"],
    [{ size: 0, maxSandboxes: 0 }, RangeError, "maxSandboxes"],
    [{ maxWaiting: -1 }, RangeError, "maxWaiting"],
    [{ maxWaitingPerTenant: Infinity }, RangeError, "maxWaitingPerTenant"],
    [{ maxStarting: 0 }, RangeError, "maxStarting"],
    [{ maxMemoryBytes: null }, TypeError, "maxMemoryBytes"],
    [{ signal: new AbortController().signal }, TypeError, "signal"],
    [{ tenant: "a" }, TypeError, "tenant"],
    [{ language: "cobol" }, TypeError, "language"],
    [null, TypeError, "object"],
  ];
  for (const [options, error, name] of wrong) {
    // What is wrong has a wrong type.
    const given = options as PoolOptions;
    assertThrows(() => resolvePoolOptions(given, 2), error, name);
  }
});

Deno.test("resolvePoolRequest() takes what the pool has where nothing else is asked for", () => {
  const pool = { env: { A: "1" }, limits: { timeoutMs: 500, outputBytes: 9 } };
  const { sandbox, run, tenant } = request({
    args: ["x"],
    filename: "a.py",
    limits: { timeoutMs: 100 },
  }, pool);
  assertEquals(sandbox.env, { A: "1" });
  assertEquals(sandbox.args, ["x"]);
  assertEquals([sandbox.limits.timeoutMs, sandbox.limits.outputBytes], [
    100,
    9,
  ]);
  assertEquals(run, { filename: "a.py" });
  assertEquals(tenant, "");
});

Deno.test("resolvePoolRequest() refuses limits above the pool's", () => {
  const pool = { limits: { timeoutMs: 500, memoryBytes: 128 * MiB } };
  for (
    const options of [
      { limits: { timeoutMs: 501 } },
      { limits: { memoryBytes: 129 * MiB } },
    ]
  ) {
    assertThrows(() => request(options, pool), RangeError, "the pool's");
  }
  const same = request({ limits: { timeoutMs: 500 } }, pool);
  assertEquals(same.sandbox.limits.memoryBytes, 128 * MiB);
});

Deno.test("options of pools say where a limit belongs that stands among them", () => {
  const old = { timeoutMs: 5 } as object;
  const pool = resolvePoolOptions({}, 2);
  for (
    const act of [
      () => resolvePoolOptions(old, 2),
      () => resolvePoolRequest(old, pool, true),
      () => resolvePoolRequest(old, pool, false),
    ]
  ) {
    assertThrows(act, TypeError, "as it is now limits.timeoutMs");
  }
  assertThrows(
    () => resolvePoolOptions({ memoryBytes: 2 ** 28 } as object, 2),
    TypeError,
    "as it is now limits.memoryBytes",
  );
});

Deno.test("resolvePoolRequest() refuses what is wrong, by name", () => {
  const wrong: [unknown, string][] = [
    [{ language: "python" }, "language"],
    [{ isolation: "thread" }, "isolation"],
    [{ engine: "pyodide" }, "engine"],
    [{ size: 1 }, "size"],
    [{ tenant: 1 }, "tenant"],
    [{ tenant: "x".repeat(1_001) }, "tenant"],
    [{ limits: null }, "limits"],
    [{ limits: { memory: 1 } }, "memory"],
    [{ env: { "A=": "1" } }, "env"],
    [{ signal: 1 }, "signal"],
  ];
  for (const [options, name] of wrong) {
    // What is wrong has a wrong type.
    const given = options as PoolRunOptions;
    assertThrows(() => request(given), TypeError, name);
  }
});

Deno.test("resolvePoolRequest() knows the options of a run only where there is one", () => {
  const pool = resolvePoolOptions({}, 2);
  // Not of the type, hence the cast.
  const options = { filename: "a.py" } as PoolRunOptions;
  assert(resolvePoolRequest(options, pool, true).run.filename === "a.py");
  assertThrows(
    () => resolvePoolRequest(options, pool, false),
    TypeError,
    "filename",
  );
});
