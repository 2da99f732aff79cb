import { assertEquals, assertThrows } from "@std/assert";
import { describeFlags } from "../../../commands/arguments/describe_flags.ts";
import { parseFlags } from "../../../commands/arguments/flags.ts";
import { UsageError } from "../../../commands/arguments/usage_error.ts";

const TABLE = {
  eval: { kind: "value", letter: "e", placeholder: "CODE", help: "Run CODE" },
  timeout: { kind: "value", example: "5s", help: "Limit" },
  env: { kind: "list", help: "Variable" },
  quiet: { kind: "switch", letter: "q", help: "Less" },
} as const;

Deno.test("parseFlags() reads long flags, short flags and operands in any order", () => {
  const { flags, operands, rest } = parseFlags(
    [
      "a",
      "--timeout=5s",
      "-q",
      "b",
      "--env",
      "X=1",
      "--env=Y=2",
      "-",
      "-e",
      "c",
    ],
    TABLE,
  );
  assertEquals(flags, {
    eval: "c",
    timeout: "5s",
    env: ["X=1", "Y=2"],
    quiet: true,
  });
  assertEquals(operands, ["a", "b", "-"]);
  assertEquals(rest, []);
});

Deno.test("parseFlags() returns every flag, also without a value", () => {
  assertEquals(parseFlags([], TABLE).flags, {
    eval: undefined,
    timeout: undefined,
    env: [],
    quiet: false,
  });
});

Deno.test("parseFlags() takes a value as it is, with any first character", () => {
  for (const value of ["-1", "--quiet", "--", "", "a=b", "\n"]) {
    assertEquals(parseFlags(["-e", value], TABLE).flags.eval, value);
    assertEquals(parseFlags(["--eval", value], TABLE).flags.eval, value);
    assertEquals(parseFlags([`--eval=${value}`], TABLE).flags.eval, value);
  }
});

Deno.test("parseFlags() reads combined letters", () => {
  const { flags } = parseFlags(["-qe1+1"], TABLE);
  assertEquals([flags.quiet, flags.eval], [true, "1+1"]);
});

Deno.test("parseFlags() keeps everything after -- as it is", () => {
  const { flags, rest } = parseFlags(["--", "-q", "--", "--no"], TABLE);
  assertEquals(flags.quiet, false);
  assertEquals(rest, ["-q", "--", "--no"]);
});

Deno.test("parseFlags() suggests a similar flag", () => {
  assertThrows(
    () => parseFlags(["--timout", "5s"], TABLE),
    UsageError,
    'Cannot read "--timout" as there is no such flag (did you mean --timeout?)',
  );
  assertThrows(
    () => parseFlags(["--zebra"], TABLE),
    UsageError,
    "--help lists them",
  );
});

Deno.test("parseFlags() refuses names that every object has", () => {
  for (const name of ["constructor", "__proto__", "toString", ""]) {
    assertThrows(
      () => parseFlags([`--${name}=1`], TABLE),
      UsageError,
      "no such flag",
    );
  }
});

Deno.test("parseFlags() refuses a flag without its value, with an example", () => {
  assertThrows(
    () => parseFlags(["--timeout"], TABLE),
    UsageError,
    "Cannot read --timeout as it needs a value (example: --timeout 5s)",
  );
});

Deno.test("parseFlags() refuses a value of a flag that takes none", () => {
  assertThrows(
    () => parseFlags(["--quiet=no"], TABLE),
    UsageError,
    'Cannot read --quiet as it takes no value: current value is "no"',
  );
});

Deno.test("parseFlags() refuses a second value of a flag that takes one", () => {
  assertThrows(
    () => parseFlags(["-e", "1", "--eval", "2"], TABLE),
    UsageError,
    'Cannot read --eval as it may be given only once: second value is "2"',
  );
});

Deno.test("parseFlags() refuses an unknown letter among others", () => {
  assertThrows(
    () => parseFlags(["-qx"], TABLE),
    UsageError,
    'Cannot read "-x"',
  );
});

Deno.test("describeFlags() returns a line for each flag", () => {
  assertEquals(
    describeFlags(TABLE),
    `  -e, --eval CODE  Run CODE
      --timeout    Limit
      --env        Variable
  -q, --quiet      Less
`,
  );
});

Deno.test("describeFlags() wraps lines at the terminal's width", () => {
  const help = "word ".repeat(40).trim();
  const lines = describeFlags({ flag: { kind: "switch", help } }).split("\n");
  assertEquals(lines.every((line) => line.length <= 80), true);
  assertEquals(lines.join(" ").match(/word/g)?.length, 40);
});
