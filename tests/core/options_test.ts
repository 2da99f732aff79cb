import { formatRequirement } from "../../core/requirements.ts";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { resolveLimits } from "../../core/limits.ts";
import { RUN_LIMITS } from "../../core/run_limits.ts";
import {
  defaultEngineOf,
  LANGUAGES,
  type RunOptions,
  type SandboxOptions,
} from "../../core/options.ts";
import {
  OPTION_KEYS,
  resolveRunOptions,
  resolveSandboxOptions,
} from "../../core/resolve_options.ts";

const LIMITS = resolveLimits("python");
const SANDBOX = { language: "python", limits: LIMITS } as const;

/** Options as an untyped caller may pass them. */
function sandbox(options: Record<string, unknown>): () => unknown {
  return () => resolveSandboxOptions(options as SandboxOptions);
}

function run(options: Record<string, unknown>): () => unknown {
  return () => resolveRunOptions(options as RunOptions, SANDBOX);
}

Deno.test("resolveSandboxOptions() fills in its defaults", () => {
  const { onWarning, onProgress, ...resolved } = resolveSandboxOptions();
  assertEquals(resolved, {
    language: "python",
    engine: "pyodide",
    isolation: "auto",
    limits: LIMITS,
    seed: undefined,
    checkpoint: false,
    env: {},
    args: [],
    files: [],
    globals: new Map(),
    packages: [],
    lock: undefined,
    functions: Object.create(null),
    onCall: undefined,
    mounts: [],
    network: undefined,
    signal: undefined,
  });
  assertEquals(onWarning("x"), undefined);
  assertEquals(onProgress("x"), undefined);
});

Deno.test("resolveSandboxOptions() derives the engine from the language", () => {
  for (const language of LANGUAGES) {
    const resolved = resolveSandboxOptions({ language });
    assertEquals(resolved.engine, defaultEngineOf(language));
    assertEquals(resolved.limits, resolveLimits(language));
  }
});

Deno.test("resolveSandboxOptions() refuses an engine for another language", () => {
  assertThrows(
    sandbox({ language: "python", engine: "quickjs" }),
    TypeError,
    "Cannot run python on quickjs as its engine must be pyodide",
  );
});

Deno.test("resolveSandboxOptions() refuses unknown names, with a suggestion", () => {
  assertThrows(
    sandbox({ language: "pyhton" }),
    TypeError,
    'Cannot set language as it must be one of python, javascript, typescript: current value is "pyhton" (did you mean "python"?)',
  );
  assertThrows(
    sandbox({ engine: "v8" }),
    TypeError,
    'Cannot set engine as it must be one of pyodide, cpython, quickjs: current value is "v8"',
  );
  assertThrows(
    sandbox({ isolation: "proces" }),
    TypeError,
    '(did you mean "process"?)',
  );
  assertThrows(sandbox({ language: 5 }), TypeError, "current value is 5");
});

Deno.test("resolveSandboxOptions() refuses unknown options, with a suggestion", () => {
  assertThrows(
    sandbox({ langage: "python" }),
    TypeError,
    'Cannot set sandbox option as it is not known: current value is "langage" (did you mean "language"?)',
  );
  assertThrows(
    sandbox({ timeoutMs: 5 }),
    TypeError,
    "Cannot set timeoutMs as sandbox option as it is now limits.timeoutMs, as in { limits: { timeoutMs: 5 } }: current value is 5",
  );
});

Deno.test("resolveSandboxOptions() refuses options that are not an object", () => {
  for (const options of [null, "python", 5] as unknown[]) {
    assertThrows(
      () => resolveSandboxOptions(options as SandboxOptions),
      TypeError,
      "Cannot read sandbox options as they must be an object",
    );
  }
});

Deno.test("resolveSandboxOptions() accepts seeds of 32 bits", () => {
  for (const seed of [0, 1, 2 ** 32 - 1]) {
    assertEquals(resolveSandboxOptions({ seed }).seed, seed);
  }
  for (const seed of [-1, 2 ** 32, 0.5, NaN, Infinity]) {
    assertThrows(
      sandbox({ seed }),
      RangeError,
      "Cannot set seed as it must be a whole number from 0 to 4294967295",
    );
  }
  assertThrows(sandbox({ seed: "1" }), TypeError, "must be a number");
});

Deno.test("resolveSandboxOptions() reads packages and a lock", () => {
  const { packages, lock } = resolveSandboxOptions({
    packages: ["Tabulate", "rich >= 14", "tabulate"],
    lock: "a lock",
  });
  assertEquals(
    packages.map(({ name, versions }) => name + versions),
    ["tabulate", "rich>=14"],
  );
  assertEquals(lock, "a lock");
  const language = "javascript";
  assertEquals(
    resolveSandboxOptions({
      language,
      packages: ["npm:zod@^4", " npm:@a/b ", "npm:zod@^4", "npm:c@1/deep"],
    }).packages.map(formatRequirement),
    ["npm:zod@^4", "npm:@a/b", "npm:c@1"],
  );
  const cases = [
    [{ language, packages: ["zod"] }, "must begin with npm:"],
    [{ packages: ["npm:zod"] }, "one of npm is for javascript and typescript"],
    ...[
      "npm:",
      "npm:a b",
      "npm:../a",
      "npm:a@https://b",
      "npm:a@file:b",
      "npm:@a",
    ]
      .map((one) =>
        [{ language, packages: [one] }, "one of npm must be a name"] as const
      ),
  ] as const;
  for (const [options, message] of cases) {
    assertThrows(sandbox(options), TypeError, message);
  }
});

Deno.test("resolveSandboxOptions() copies env and args", () => {
  const env = { A: "1" };
  const args = ["a"];
  const resolved = resolveSandboxOptions({ env, args });
  env.A = "2";
  args.push("b");
  assertEquals(resolved.env, { A: "1" });
  assertEquals(resolved.args, ["a"]);
});

Deno.test("resolveSandboxOptions() refuses env and args that no system can pass on", () => {
  for (const name of ["", "A=B", "A\0"]) {
    assertThrows(
      sandbox({ env: { [name]: "x" } }),
      TypeError,
      "Cannot set env",
    );
  }
  for (const value of ["a\0b", 5, null]) {
    assertThrows(sandbox({ env: { A: value } }), TypeError, "Cannot set env A");
  }
  for (const env of [5, "A=1"]) {
    assertThrows(sandbox({ env }), TypeError, "Cannot set env");
  }
  for (const args of ["a", [5], ["a\0b"], {}]) {
    assertThrows(sandbox({ args }), TypeError, "Cannot set args");
  }
});

Deno.test("resolveSandboxOptions() refuses values of the wrong type", () => {
  assertThrows(sandbox({ signal: {} }), TypeError, "an AbortSignal");
  assertThrows(sandbox({ onWarning: 1 }), TypeError, "a function");
  assertThrows(sandbox({ onProgress: "x" }), TypeError, "a function");
  assertThrows(sandbox({ limits: { memoryBytes: "1" } }), TypeError);
  assertThrows(sandbox({ limits: 5 }), TypeError);
});

Deno.test("resolveRunOptions() inherits absent limits from the sandbox", () => {
  const limits = resolveLimits("python", { timeoutMs: 77, outputBytes: 9 });
  const sandbox = { language: "python", limits } as const;
  assertEquals(resolveRunOptions({}, sandbox).limits, limits);
  assertEquals(
    resolveRunOptions({ limits: { timeoutMs: 500 } }, sandbox).limits,
    { ...limits, timeoutMs: 500 },
  );
  assertEquals(
    resolveRunOptions({
      limits: { outputBytes: 0, maxCalls: undefined } as object,
    }, sandbox)
      .limits,
    { ...limits, outputBytes: 0 },
  );
});

Deno.test("resolveRunOptions() refuses a time limit out of range", () => {
  for (const timeoutMs of [0, -1, 1.5, NaN, Infinity, 86_400_001]) {
    assertThrows(
      run({ limits: { timeoutMs } }),
      RangeError,
      "Cannot set timeoutMs",
    );
  }
  assertThrows(
    run({ limits: { timeoutMs: "5s" } }),
    TypeError,
    "Cannot set timeoutMs",
  );
});

Deno.test("resolveSandboxOptions() refuses lists, maps and null in place of plain objects", () => {
  for (const option of ["env", "files", "functions"]) {
    for (const value of [["a"], new Map([["a", "b"]]), "a", 1, null]) {
      assertThrows(sandbox({ [option]: value }), TypeError, `set ${option} as`);
    }
  }
  for (const option of ["args", "mounts"]) {
    assertThrows(sandbox({ [option]: null }), TypeError, `set ${option} as`);
  }
});

Deno.test("resolveRunOptions() refuses unknown options, with a suggestion", () => {
  assertThrows(
    run({ onStdOut: () => {} }),
    TypeError,
    '(did you mean "onStdout"?)',
  );
  assertThrows(run({ language: "python" }), TypeError, "is not known");
});

Deno.test("resolveRunOptions() refuses values of the wrong type", () => {
  assertThrows(run({ signal: new AbortController() }), TypeError);
  assertThrows(run({ onStdout: "x" }), TypeError, "Cannot set onStdout");
  assertThrows(run({ onStderr: 1 }), TypeError, "Cannot set onStderr");
  assertThrows(run({ repr: "yes" }), TypeError, "Cannot set repr");
  assertThrows(run({ echo: "yes" }), TypeError, "Cannot set echo");
  const locked = new ReadableStream();
  locked.getReader();
  for (const stdin of [5, {}, ["a"], locked]) {
    assertThrows(run({ stdin }), TypeError, "Cannot set stdin");
  }
});

Deno.test("resolveRunOptions() refuses a filename that could forge a line", () => {
  for (const filename of ["", "a\nb", "a\0", "\x1b[31m", "x".repeat(256), 5]) {
    assertThrows(run({ filename }), TypeError, "Cannot set filename");
  }
  for (const filename of ["a b/ä.py", "<stdin>", "x".repeat(255)]) {
    assertEquals(resolveRunOptions({ filename }, SANDBOX).filename, filename);
  }
});

Deno.test("resolveRunOptions() accepts every kind of input", () => {
  for (
    const stdin of [
      "text",
      new Uint8Array(1),
      () => null,
      new ReadableStream<string>(),
    ]
  ) {
    assert(resolveRunOptions({ stdin }, SANDBOX).stdin === stdin);
  }
});

Deno.test("resolveRunOptions() refuses invalid limits", () => {
  for (const limits of [null, 5, "5s", { memory: 1 }, [5]] as unknown[]) {
    assertThrows(run({ limits }), TypeError, "limit");
  }
});

Deno.test("resolveRunOptions() says which limits a run may have", () => {
  for (const name of Object.keys(LIMITS)) {
    const limit = LIMITS[name as keyof typeof LIMITS];
    const isOfRun = RUN_LIMITS.some((one) => one === name);
    if (isOfRun) {
      run({ limits: { [name]: limit } })();
      assertThrows(
        run({ [name]: limit }),
        TypeError,
        `Cannot set ${name} as run option as it is now limits.${name}`,
      );
    } else {
      for (
        const options of [{ limits: { [name]: limit } }, { [name]: limit }]
      ) {
        assertThrows(
          run(options),
          TypeError,
          `Cannot set ${name} for a run as it is fixed when the sandbox is created (limits.${name} of createSandbox`,
        );
      }
    }
    if (!isOfRun || name === "timeoutMs") continue;
    assertThrows(
      run({ limits: { [name]: limit + 1 } }),
      RangeError,
      `Cannot set ${name} as a run may have at most the sandbox's ${limit}`,
    );
  }
});

Deno.test("options report where a misplaced limit belongs", () => {
  for (const name of Object.keys(LIMITS)) {
    for (const value of [5, "5s", undefined, null, {}]) {
      assertThrows(
        sandbox({ [name]: value }),
        TypeError,
        `as it is now limits.${name}`,
      );
    }
  }
});

Deno.test("OPTION_KEYS have only signal in common", () => {
  const { sandbox, run } = OPTION_KEYS;
  assertEquals(sandbox.filter((key) => run.includes(key)), ["signal"]);
});
