import { assertEquals } from "@std/assert";
import { Place } from "../sandbox/install/_place.ts";
import { sandglass, startSandglass } from "./_cli.ts";
import { least, left, ofCpython, onUnix, onUnixWithDeno } from "./_install.ts";

for (const [signal, status] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
  Deno.test(
    `install leaves nothing on ${signal}, and ends pip`,
    onUnix,
    async () => {
      using place = new Place();
      place.write(
        "bin/pip",
        `#!/bin/sh
PATH=/usr/bin:/bin
echo $$ > ${place.base}/started.new
mv ${place.base}/started.new ${place.base}/started
exec sleep 300
`,
        0o700,
      );
      await using process = startSandglass(
        ["install", "cpython"],
        least(place),
      );
      const pid = await appears(`${place.base}/started`);
      process.child.kill(signal);
      assertEquals(await process.outcome(), { status, stdout: "", stderr: "" });
      assertEquals(left(place), []);
      assertEquals(await isAlive(Number(pid)), false);
    },
  );
}

Deno.test(
  "install removes what a killed installation left",
  // The base of a binary may be an older Deno without locks: what is left is removed later then.
  onUnixWithDeno,
  async () => {
    using place = new Place();
    place.write(
      "bin/pip",
      `#!/bin/sh
PATH=/usr/bin:/bin
echo $$ > ${place.base}/started.new
mv ${place.base}/started.new ${place.base}/started
exec sleep 300
`,
      0o700,
    );
    await using process = startSandglass(["install", "cpython"], least(place));
    const pid = await appears(`${place.base}/started`);
    process.child.kill("SIGKILL");
    await process.outcome();
    Deno.kill(Number(pid), "SIGKILL");
    assertEquals(left(place).length, 2);
    const engines = await sandglass(["engines", "--json"], least(place));
    assertEquals(ofCpython(engines.stdout).installation.state, "absent");
    const { status } = await sandglass(
      ["install", "cpython", "--remove"],
      least(place),
    );
    assertEquals([status, left(place)], [0, []]);
  },
);

/** Waits for a file. Returns what it holds. */
async function appears(path: string): Promise<string> {
  const folder = path.slice(0, path.lastIndexOf("/"));
  using watcher = Deno.watchFs(folder);
  const read = (): string | undefined => {
    try {
      return Deno.readTextFileSync(path);
    } catch {
      return undefined;
    }
  };
  const now = read();
  if (now !== undefined) return now;
  for await (const _ of watcher) {
    const text = read();
    if (text !== undefined) return text;
  }
  throw new Error(`Expected ${path}`);
}

async function isAlive(pid: number): Promise<boolean> {
  const { success } = await new Deno.Command("/bin/sh", {
    args: ["-c", `kill -0 ${pid}`],
    stderr: "null",
  }).output();
  return success;
}
