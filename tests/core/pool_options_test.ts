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

Deno.test("resolvePoolOptions() limits sandboxes by memory", () => {
  const options = { language: "javascript", maxSandboxes: 9 } as const;
  const { maxSandboxes } = resolvePoolOptions(
    { ...options, maxMemoryBytes: 800 * MiB },
    2,
  );
  assertEquals(maxSandboxes, 3);
  assertThrows(
    () => resolvePoolOptions({ ...options, maxMemoryBytes: 255 * MiB }, 2),
    RangeError,
    "Cannot set maxMemoryBytes",
  );
});

Deno.test("resolvePoolOptions() refuses invalid options, by name", () => {
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
    // Invalid options have a wrong type.
    const given = options as PoolOptions;
    assertThrows(() => resolvePoolOptions(given, 2), error, name);
  }
});

Deno.test("resolvePoolRequest() inherits absent options from the pool", () => {
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

Deno.test("pool options report where a misplaced limit belongs", () => {
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

Deno.test("resolvePoolRequest() refuses invalid options, by name", () => {
  const wrong: [unknown, string][] = [
    [{ language: "python" }, "language"],
    [{ isolation: "thread" }, "isolation"],
    [{ packages: ["rich"] }, "packages"],
    [{ lock: "a lock" }, "lock"],
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
    // Invalid options have a wrong type.
    const given = options as PoolRunOptions;
    assertThrows(() => request(given), TypeError, name);
  }
});

Deno.test("resolvePoolRequest() accepts options of a run only for a run", () => {
  const pool = resolvePoolOptions({}, 2);
  // The type lacks the option, hence the cast.
  const options = { filename: "a.py" } as PoolRunOptions;
  assert(resolvePoolRequest(options, pool, true).run.filename === "a.py");
  assertThrows(
    () => resolvePoolRequest(options, pool, false),
    TypeError,
    "filename",
  );
});
