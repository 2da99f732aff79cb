import { assertEquals, assertMatch } from "@std/assert";
import { COMMANDS } from "../../cli.ts";
import { VERSION } from "../../core/version.ts";
import { ROOT, sandglass } from "./_cli.ts";

/** Commands without a sandbox need no permission. */
const NO_PERMISSION = { flags: ["--no-prompt"] };

Deno.test("VERSION is the version in deno.json", async () => {
  const config = JSON.parse(
    await Deno.readTextFile(new URL("deno.json", ROOT)),
  );
  assertEquals(VERSION, config.version);
});

Deno.test("sandglass --version shows the version", async () => {
  for (const flag of ["--version", "-V"]) {
    assertEquals(await sandglass([flag], NO_PERMISSION), {
      status: 0,
      stdout: `sandglass ${VERSION}\n`,
      stderr: "",
    });
  }
});

Deno.test("sandglass --help lists the commands, and each has its own help", async () => {
  const { status, stdout } = await sandglass(["--help"], NO_PERMISSION);
  assertEquals(status, 0);
  for (const name of Object.keys(COMMANDS)) {
    assertMatch(stdout, new RegExp(`^  ${name} `, "m"));
    for (const args of [[name, "--help"], [name, "-h"], ["help", name]]) {
      const help = await sandglass(args, NO_PERMISSION);
      assertEquals([help.status, help.stderr], [0, ""]);
      assertMatch(help.stdout, new RegExp(`^Usage: sandglass ${name}`));
    }
  }
});

Deno.test("sandglass without a command prints its usage and fails", async () => {
  const { status, stdout, stderr } = await sandglass([], NO_PERMISSION);
  assertEquals([status, stdout], [2, ""]);
  assertMatch(stderr, /^Usage: sandglass COMMAND/);
});

Deno.test("sandglass suggests a correction, in one line", async () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [
      ["rnu"],
      'Cannot read "rnu" as there is no such command and no such file (did you mean run?)',
    ],
    [
      ["--versoin"],
      'Cannot read "--versoin" as there is no such flag (did you mean --version?)',
    ],
    [
      ["--timout", "5", "a.py"],
      'Cannot read "--timout" as there is no such flag (did you mean --timeout?)',
    ],
    [
      ["--zebra"],
      'Cannot read "--zebra" as there is no such flag (sandglass run --help lists them)',
    ],
    [
      ["run", "--timout=5s"],
      'Cannot read "--timout" as there is no such flag (did you mean --timeout?)',
    ],
    [
      ["constructor"],
      'Cannot read "constructor" as there is no such command and no such file (the commands are run, repl, mcp, engines, install, lock, warm, completions)',
    ],
    [
      ["help", "warn"],
      'Cannot read "warn" as there is no such command and no such file (did you mean warm?)',
    ],
  ];
  for (const [args, message] of cases) {
    assertEquals(await sandglass(args, NO_PERMISSION), {
      status: 2,
      stdout: "",
      stderr: `sandglass: ${message}\n`,
    });
  }
});
