import { assertEquals } from "@std/assert";
import { commandLine } from "./_cli.ts";

const decoder = new TextDecoder();
const INITIALIZE = JSON.stringify({
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: {
    protocolVersion: "2025-06-18",
    capabilities: {},
    clientInfo: { name: "test", version: "1" },
  },
});

/** All commands that write to standard output, with their input. */
const COMMANDS: readonly (readonly [string, readonly string[], string])[] = [
  ["run", ["run", "-l", "js", "-e", "console.log(1)"], ""],
  ["run, a value", ["run", "-l", "js", "-e", "6*7"], ""],
  ["run --json", ["run", "--json", "-l", "js", "-e", "1"], ""],
  ["repl", ["repl", "js"], "1\n2\n"],
  ["engines", ["engines"], ""],
  ["engines --json", ["engines", "--json"], ""],
  ["--help", ["--help"], ""],
  ["run --help", ["run", "--help"], ""],
  ["--version", ["--version"], ""],
  ["completions", ["completions", "bash"], ""],
  ["mcp", ["mcp"], `${INITIALIZE}\n`],
];

/** Runs a command with redirected standard streams, by a shell script; `"$@"` is the command. */
async function inShell(
  line: string,
  args: readonly string[],
  stdin = "",
): Promise<{ status: number; stdout: string; stderr: string }> {
  const child = new Deno.Command("sh", {
    args: ["-c", line, "sh", ...commandLine(["-A"]), ...args],
    env: { NO_COLOR: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(stdin)).catch(() => {});
  await writer.close().catch(() => {});
  const { code, stdout, stderr } = await child.output();
  return {
    status: code,
    stdout: decoder.decode(stdout),
    stderr: decoder.decode(stderr),
  };
}

for (const [name, args, stdin] of COMMANDS) {
  Deno.test({
    name: `${name} reports that its output is full, and fails`,
    ignore: Deno.build.os !== "linux",
    async fn(): Promise<void> {
      const full = await inShell('"$@" >/dev/full', args, stdin);
      assertEquals(full, {
        status: 74,
        stdout: "",
        stderr:
          "sandglass: Cannot write to standard output as it failed: No space left on device (os error 28)\n",
      });
      const both = await inShell('"$@" >/dev/full 2>&1', args, stdin);
      assertEquals(both, { status: 74, stdout: "", stderr: "" });
    },
  });

  Deno.test({
    name: `${name} exits silently when its output is closed`,
    ignore: Deno.build.os === "windows",
    async fn(): Promise<void> {
      // The reader closes the pipe before anything is written.
      const line = `exec 3>&1 4>&2 5<&0; gone=$(mktemp -u)
        { while [ ! -e "$gone" ]; do :; done; "$@" <&5 2>&4; echo "$?" >&3; } |
          { exec <&-; : >"$gone"; }
        rm "$gone"`;
      const { status, stdout, stderr } = await inShell(line, args, stdin);
      assertEquals([status, stdout, stderr], [0, "141\n", ""]);
    },
  });
}

Deno.test({
  name: "commands work with closed standard streams",
  ignore: Deno.build.os === "windows",
  async fn(): Promise<void> {
    // Deno opens /dev/null in their place. The output is lost, but no one reads it.
    const args = ["run", "-l", "js", "-e", "console.log(1)"];
    for (const line of ['"$@" >&-', '"$@" 2>&-', '"$@" >&- 2>&- <&-']) {
      const { status, stderr } = await inShell(line, args);
      assertEquals([status, stderr], [0, ""], line);
    }
    const failing = await inShell('"$@" >&- 2>&-', ["run", "-e"]);
    assertEquals(failing.status, 2);
  },
});

Deno.test("control: with space and a reader the same commands succeed", async () => {
  for (const [name, args, stdin] of COMMANDS) {
    const { status, stdout, stderr } = await inShell('"$@"', args, stdin);
    assertEquals([status, stderr], [0, ""], name);
    assertEquals(stdout.length > 0, true, name);
  }
});
