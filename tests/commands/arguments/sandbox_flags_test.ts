import { assertEquals, assertInstanceOf, assertThrows } from "@std/assert";
import { parseFlags } from "../../../commands/arguments/flags.ts";
import {
  asUsageError,
  SANDBOX_FLAGS,
  toSandboxOptions,
} from "../../../commands/arguments/sandbox_flags.ts";
import { UsageError } from "../../../commands/arguments/usage_error.ts";
import type { Language, SandboxOptions } from "../../../core/options.ts";

function optionsOf(
  args: readonly string[],
  language: Language = "python",
): SandboxOptions {
  return toSandboxOptions(parseFlags(args, SANDBOX_FLAGS).flags, language);
}

function assertRefused(args: readonly string[], message: string): void {
  assertThrows(() => optionsOf(args), UsageError, message);
}

Deno.test("toSandboxOptions() omits the options that were not given", () => {
  assertEquals(optionsOf([]), {
    language: "python",
    limits: {},
    env: {},
    args: [],
    mounts: [],
  });
});

Deno.test("toSandboxOptions() turns every flag into its option", () => {
  const args =
    "--engine=quickjs --timeout=5s --memory=32MiB --max-output=1KiB --isolation=thread --seed=7 --env=A=b=c --arg=-x --mount=data:/data:rw";
  assertEquals(optionsOf(args.split(" "), "javascript"), {
    language: "javascript",
    engine: "quickjs",
    isolation: "thread",
    seed: 7,
    limits: { timeoutMs: 5_000, memoryBytes: 2 ** 25, outputBytes: 1_024 },
    env: { A: "b=c" },
    args: ["-x"],
    mounts: [{ host: "data", guest: "/data", mode: "rw" }],
  });
});

Deno.test("toSandboxOptions() refuses text that is not a duration, with an example", () => {
  assertRefused(
    ["--timeout", "5x"],
    'Cannot set --timeout as it must be a number with a unit (ms, s, m, h): current value is "5x" (example: --timeout 5s)',
  );
});

Deno.test("toSandboxOptions() refuses negative and extreme limits", () => {
  assertRefused(
    ["--timeout", "-5s"],
    "Cannot set --timeout as it must not be negative",
  );
  assertRefused(
    ["--timeout", "0s"],
    'Cannot set --timeout as it must be from 1ms to 24h: current value is "0s" (example: --timeout 5s)',
  );
  assertRefused(["--timeout", "9999h"], "from 1ms to 24h");
  assertRefused(["--memory", "-1MiB"], "--memory as it must not be negative");
  assertRefused(["--memory", "99999GiB"], "from 64MiB to 4095MiB");
  assertRefused(["--max-output", "1000GB"], "from 0B to 256MiB");
});

Deno.test("toSandboxOptions() refuses a limit below the engine's minimum", () => {
  assertRefused(
    ["--memory", "1MiB"],
    'Cannot set --memory as it must be from 64MiB to 4095MiB: current value is "1MiB" (example: --memory 256MiB)',
  );
});

Deno.test("toSandboxOptions() refuses unknown names, with a suggestion", () => {
  assertRefused(
    ["--engine", "pyodid"],
    'Cannot set --engine as it must be one of pyodide, cpython, quickjs: current value is "pyodid" (did you mean pyodide?)',
  );
  assertRefused(["--isolation", "proces"], "(did you mean process?)");
  assertRefused(
    ["--isolation", "vm"],
    'current value is "vm" (example: --isolation process)',
  );
});

Deno.test("toSandboxOptions() refuses an engine that does not run the language", () => {
  assertRefused(
    ["--engine", "quickjs"],
    "Cannot run python on quickjs as its engine must be pyodide",
  );
});

Deno.test("toSandboxOptions() refuses an invalid seed", () => {
  for (const seed of ["x", "-1", "1.5", "4294967296", ""]) {
    assertRefused([`--seed=${seed}`], "Cannot set --seed");
  }
});

Deno.test("toSandboxOptions() refuses variables without a name or =", () => {
  assertRefused(
    ["--env", "HOME"],
    'Cannot set --env as it must have a name, = and a value: current value is "HOME" (example: --env LANG=C)',
  );
  assertRefused(["--env", "=x"], "it must have a name before =");
});

Deno.test("toSandboxOptions() accepts any variable name", () => {
  const { env } = optionsOf(["--env", "__proto__=x", "--env", "EMPTY="]);
  assertEquals(Object.entries(env ?? {}), [["__proto__", "x"], ["EMPTY", ""]]);
});

Deno.test("asUsageError() names the flag of an option that the library refuses", () => {
  const error = asUsageError(
    new RangeError("Cannot set memoryBytes as it must be more"),
  );
  assertInstanceOf(error, UsageError);
  assertEquals(
    error.message,
    "Cannot set --memory as it must be more (example: --memory 256MiB)",
  );
});

Deno.test("asUsageError() returns other errors unchanged", () => {
  const error = new TypeError("undefined is not a function");
  assertEquals(asUsageError(error), error);
});
