import { assertEquals, assertStringIncludes } from "@std/assert";
import { ofDenoRun, sandglass, usualFlags } from "./_cli.ts";

Deno.test("mcp reports invalid flags, and writes nothing to the protocol's output", async () => {
  const directory = await Deno.makeTempDir();
  const taken = `${directory}/taken.ts`;
  await Deno.writeTextFile(taken, "export function read_file() {}");
  const tokens = `${directory}/tokens.txt`;
  await Deno.writeTextFile(tokens, "short\n");
  const cases: readonly (readonly [readonly string[], string])[] = [
    [["server.py"], "server.py"],
    [["--port=3000"], "--port"],
    [["--seed=1"], "--seed"],
    [["--timeout=5x"], "--timeout"],
    [["--warm=many"], "--warm as it must be a whole number"],
    [["--stateless"], "Cannot use --stateless without --http"],
    [["--allow-host=a"], "Cannot use --allow-host without --http"],
    [["--http=3000"], "--http as it must be a host, a colon and a port"],
    [["--http=0.0.0.0:3000"], "without --token-file"],
    [[`--http=0.0.0.0:3000`, `--token-file=${tokens}`], "at least 16"],
    [[`--functions=${taken}`], "called read_file already"],
    [["--functions=missing.ts"], "as there is no such file"],
    [["--mount=data"], "--mount"],
    [["--allow-net=http://x"], "--allow-net"],
  ];
  try {
    const outcomes = await Promise.all(
      cases.map(([args]) => sandglass(["mcp", ...args])),
    );
    for (const [index, { status, stdout, stderr }] of outcomes.entries()) {
      const [args, message] = cases[index] ?? [[], ""];
      assertEquals([status, stdout], [2, ""], `${args}: ${stderr}`);
      assertStringIncludes(stderr, message);
    }
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});

Deno.test(
  "mcp reports a missing permission before it serves",
  ofDenoRun,
  async () => {
    const { status, stdout, stderr } = await sandglass(
      ["mcp", "--mount=/:/data:rw"],
      { flags: usualFlags() },
    );
    assertEquals([status, stdout], [3, ""]);
    assertStringIncludes(stderr, "--allow-write");
  },
);

Deno.test("mcp --help lists its flags", async () => {
  const { status, stdout } = await sandglass(["mcp", "--help"]);
  assertEquals(status, 0);
  for (const flag of ["--http", "--functions", "--mount", "--warm"]) {
    assertStringIncludes(stdout, flag);
  }
});
