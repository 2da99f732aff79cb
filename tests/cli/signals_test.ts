import { assertEquals } from "@std/assert";
import { commandLine, startSandglass } from "./_cli.ts";

const options = { ignore: Deno.build.os === "windows" };

const LOOPS = {
  python: "print('ready', flush=True)\nwhile True: pass",
  javascript: "console.log('ready'); for (;;);",
};

/** A guest that ignores interrupts. */
const STUBBORN =
  "print('ready', flush=True)\nwhile True:\n  try:\n    while True: pass\n  except BaseException: pass";

for (const [language, code] of Object.entries(LOOPS)) {
  for (const isolation of ["process", "thread"]) {
    Deno.test(
      `run interrupts ${language} in ${isolation} isolation on Ctrl-C`,
      options,
      async () => {
        await using process = startSandglass(
          ["run", "-e", code, "-l", language, "--isolation", isolation],
        );
        await process.until("ready\n");
        process.child.kill("SIGINT");
        assertEquals(await process.outcome(), {
          status: 130,
          stdout: "ready\n",
          stderr: "sandglass: interrupted\n",
        });
      },
    );
  }
}

Deno.test(
  "run interrupts a guest that waits for input on Ctrl-C",
  options,
  async () => {
    await using process = startSandglass(["run", "-e", "input('ready')"]);
    await process.until("ready");
    process.child.kill("SIGINT");
    assertEquals((await process.outcome()).status, 130);
  },
);

Deno.test(
  "run stops a guest that ignores interrupts on Ctrl-C",
  options,
  async () => {
    await using process = startSandglass(["run", "-e", STUBBORN]);
    await process.until("ready\n");
    process.child.kill("SIGINT");
    assertEquals((await process.outcome()).status, 130);
  },
);

Deno.test("run exits on SIGTERM", options, async () => {
  await using process = startSandglass(["run", "-e", STUBBORN]);
  await process.until("ready\n");
  process.child.kill("SIGTERM");
  assertEquals((await process.outcome()).status, 143);
});

Deno.test(
  "run exits silently when its output is closed",
  options,
  async () => {
    const child = new Deno.Command("sh", {
      args: [
        "-c",
        `{ "$@" --timeout 60s; echo "status $?" >&2; } | head -n 1`,
        "sh",
        ...commandLine(["-A"]),
        "run",
        "-e",
        "i = 0\nwhile True:\n  i += 1\n  print(i)",
      ],
      stdout: "piped",
      stderr: "piped",
    });
    const { stdout, stderr } = await child.output();
    const decoder = new TextDecoder();
    assertEquals(decoder.decode(stdout), "1\n");
    assertEquals(decoder.decode(stderr), "status 141\n");
  },
);

Deno.test(
  "repl exits on Ctrl-C when its statements come from a pipe",
  options,
  async () => {
    await using process = startSandglass(["repl"]);
    const writer = process.child.stdin.getWriter();
    await writer.write(new TextEncoder().encode("print('ready')\n"));
    writer.releaseLock();
    await process.until("ready\n");
    process.child.kill("SIGINT");
    const { status, stdout } = await process.outcome();
    assertEquals([status, stdout], [130, "ready\n"]);
  },
);
