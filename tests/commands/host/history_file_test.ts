import { assertEquals } from "@std/assert";
import {
  loadHistory,
  saveHistory,
} from "../../../commands/host/history_file.ts";

/** Runs a test with a separate state directory. */
async function withStateDirectory(
  test: (directory: string) => Promise<void>,
): Promise<void> {
  const directory = await Deno.makeTempDir();
  const before = Deno.env.get("XDG_STATE_HOME");
  Deno.env.set("XDG_STATE_HOME", directory);
  try {
    await test(directory);
  } finally {
    if (before === undefined) Deno.env.delete("XDG_STATE_HOME");
    else Deno.env.set("XDG_STATE_HOME", before);
    await Deno.remove(directory, { recursive: true });
  }
}

const options = { ignore: Deno.build.os === "windows" };

Deno.test(
  "saveHistory() saves lines that loadHistory() returns, the latest first",
  options,
  async () => {
    await withStateDirectory(async (directory) => {
      await saveHistory("python", ["latest", "oldest"]);
      assertEquals(await loadHistory("python"), ["latest", "oldest"]);
      const path = `${directory}/sandglass/history-python`;
      assertEquals(await Deno.readTextFile(path), "oldest\nlatest\n");
      assertEquals(((await Deno.stat(path)).mode ?? 0) & 0o777, 0o600);
      const names = await Array.fromAsync(
        Deno.readDir(`${directory}/sandglass`),
        ({ name }) => name,
      );
      assertEquals(names, ["history-python"]);
      const block = ["def f():\n    pass\n\nf()", "1"];
      await saveHistory("python", block);
      assertEquals(await loadHistory("python"), block);
    });
  },
);

Deno.test("threat: a history file with escape sequences", options, async () => {
  await withStateDirectory(async (directory) => {
    await Deno.mkdir(`${directory}/sandglass`);
    await Deno.writeTextFile(
      `${directory}/sandglass/history-python`,
      "good\n\x1b]0;evil\x07\n\n\talso good\n",
    );
    assertEquals(await loadHistory("python"), ["\talso good", "good"]);
  });
});

Deno.test(
  "loadHistory() and saveHistory() do nothing without permission, and do not prompt",
  {
    permissions: "none",
  },
  async () => {
    await saveHistory("python", ["a"]);
    assertEquals(await loadHistory("python"), []);
  },
);
