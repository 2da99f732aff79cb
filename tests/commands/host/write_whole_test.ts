import { assertEquals, assertRejects } from "@std/assert";
import { UsageError } from "../../../commands/arguments/usage_error.ts";
import { writeWhole } from "../../../commands/host/write_whole.ts";

Deno.test("writeWhole() writes and replaces a file, and leaves nothing else", async () => {
  const directory = await Deno.makeTempDir();
  try {
    const path = `${directory}/a.toml`;
    await writeWhole(path, "long text");
    await writeWhole(path, "b");
    assertEquals(await Deno.readTextFile(path), "b");
    await Deno.symlink(path, `${directory}/link`);
    await writeWhole(`${directory}/link`, "c");
    assertEquals(await Deno.readTextFile(path), "c");
    const left = (await Array.fromAsync(Deno.readDir(directory))).map((
      { name },
    ) => name);
    assertEquals(left.sort(), ["a.toml", "link"]);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});

Deno.test("writeWhole() refuses what is no file", async () => {
  const directory = await Deno.makeTempDir();
  try {
    const cases = [
      [directory, "as it is a directory: a file is expected"],
      [`${directory}/none/a`, "as there is no such directory"],
    ] as const;
    for (const [path, message] of cases) {
      await assertRejects(
        () => writeWhole(path, ""),
        UsageError,
        `Cannot write ${path} ${message}`,
      );
    }
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});
