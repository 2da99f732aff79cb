import { assertEquals, assertMatch } from "@std/assert";
import { ofDenoRun } from "./_cli.ts";

const CLI = new URL("../../cli.ts", import.meta.url).pathname;

/** Runs the command line from this checkout with the caches of a directory. */
async function runWith(
  directory: string,
  args: readonly string[],
): Promise<{ status: number; stdout: string; stderr: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-lock", "--quiet", ...args],
    cwd: directory,
    env: {
      NO_COLOR: "1",
      DENO_DIR: `${directory}/deno`,
      XDG_CACHE_HOME: `${directory}/cache`,
    },
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  return {
    status: code,
    stdout: decoder.decode(stdout),
    stderr: decoder.decode(stderr),
  };
}

const COMMANDS: Readonly<Record<string, readonly [readonly string[], RegExp]>> =
  {
    warm: [["warm"], /^Built the snapshot in /],
    "run of Python": [["run", "-e", "6 * 7"], /^42\n$/],
    "run of TypeScript": [["run", "-l", "ts", "-e", "6 * 7"], /^42\n$/],
    "run of Python in a thread": [
      ["run", "--isolation", "thread", "-e", "6 * 7"],
      /^42\n$/,
    ],
  };

for (const [name, [args, proof]] of Object.entries(COMMANDS)) {
  Deno.test({
    name: `${name} does its work from a checkout and an empty cache`,
    ...ofDenoRun,
    async fn(): Promise<void> {
      const directory = await Deno.makeTempDir();
      try {
        const first = await runWith(directory, [CLI, ...args]);
        assertEquals([first.status, first.stderr], [0, ""]);
        assertMatch(first.stdout, proof);
        if (name !== "warm") return;
        // Everything is there by now, also what only other commands need.
        for (const [args, proof] of Object.values(COMMANDS).slice(1)) {
          const offline = ["--cached-only", CLI, ...args];
          const { status, stdout, stderr } = await runWith(directory, offline);
          assertEquals([status, stderr], [0, ""]);
          assertMatch(stdout, proof);
        }
      } finally {
        await Deno.remove(directory, { recursive: true });
      }
    },
  });
}
