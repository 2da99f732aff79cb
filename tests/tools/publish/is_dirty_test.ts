import { assertEquals } from "@std/assert";
import { isDirty } from "../../../tools/publish/is_dirty.ts";

Deno.test("isDirty() reports changes that are in no commit", async () => {
  const directory = await Deno.makeTempDir();
  const git = async (...args: string[]): Promise<void> => {
    const { success } = await new Deno.Command("git", {
      args: ["-c", "user.name=a", "-c", "user.email=a@localhost", ...args],
      cwd: directory,
      stdout: "null",
    }).output();
    assertEquals(success, true);
  };
  try {
    assertEquals(await isDirty(directory), true);
    await git("init", "--quiet");
    await Deno.writeTextFile(`${directory}/a`, "a");
    assertEquals(await isDirty(directory), true);
    await git("add", "a");
    await git("commit", "--quiet", "--no-gpg-sign", "-m", "a");
    assertEquals(await isDirty(directory), false);
    await Deno.writeTextFile(`${directory}/a`, "b");
    assertEquals(await isDirty(directory), true);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});
