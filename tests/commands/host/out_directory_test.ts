import { assert, assertEquals, assertRejects } from "@std/assert";
import { openOutDirectory } from "../../../commands/host/out_directory.ts";
import { UsageError } from "../../../commands/arguments/usage_error.ts";

const BYTES = new TextEncoder().encode("from the guest");
const HAS_LINKS = { ignore: Deno.build.os === "windows" };

async function withDirectory(
  test: (directory: string, outside: string) => Promise<void>,
): Promise<void> {
  const top = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${top}/out`);
    await Deno.mkdir(`${top}/outside`);
    await Deno.writeTextFile(`${top}/outside/kept`, "kept");
    await test(`${top}/out`, `${top}/outside`);
    // No attempt changes this file.
    assertEquals(await Deno.readTextFile(`${top}/outside/kept`), "kept");
    assertEquals(
      (await Array.fromAsync(Deno.readDir(`${top}/outside`))).length,
      1,
    );
  } finally {
    await Deno.remove(top, { recursive: true });
  }
}

Deno.test("openOutDirectory() makes directories and writes files", () =>
  withDirectory(async (directory) => {
    const out = await openOutDirectory(`${directory}/new/er`);
    await out.write("a/b/c", BYTES);
    await out.write("a/d", new Uint8Array(0));
    await out.write("__proto__", BYTES);
    const base = `${directory}/new/er`;
    assertEquals(await Deno.readFile(`${base}/a/b/c`), BYTES);
    assertEquals((await Array.fromAsync(Deno.readDir(`${base}/a`))).length, 2);
    // A second run replaces the files of the first.
    await (await openOutDirectory(base)).write("a/b/c", new Uint8Array(1));
    assertEquals(await Deno.readFile(`${base}/a/b/c`), new Uint8Array(1));
  }));

Deno.test("openOutDirectory() refuses a path that is not a directory", () =>
  withDirectory(async (_, outside) => {
    for (const path of [`${outside}/kept`, `${outside}/kept/below`]) {
      await assertRejects(
        () => openOutDirectory(path),
        UsageError,
        `Cannot write to ${path} as it is no directory`,
      );
    }
  }));

Deno.test("threat: names that leave the directory, or control a terminal", () =>
  withDirectory(async (directory) => {
    const out = await openOutDirectory(directory);
    const names = [
      "..",
      "../outside/kept",
      "a/../../outside/kept",
      "/etc/passwd",
      "",
      "a//b",
      "a/.",
      "line\nbreak",
      "\x1b[2J",
      "nul\0",
      "right\u202eleft",
    ];
    for (const name of names) {
      await assertRejects(() => out.write(name, BYTES), Error, "its name");
    }
    assertEquals(await Array.fromAsync(Deno.readDir(directory)), []);
  }));

Deno.test(
  "threat: a symbolic link inside the directory",
  HAS_LINKS,
  () =>
    withDirectory(async (directory, outside) => {
      await Deno.symlink(outside, `${directory}/dir`);
      await Deno.symlink(`${outside}/kept`, `${directory}/file`);
      await Deno.symlink(`${outside}/new`, `${directory}/dangling`);
      const out = await openOutDirectory(directory);
      const cases = {
        "dir/kept": "a symbolic link is in its way",
        "dir/new": "a symbolic link is in its way",
        "file": "a symbolic link is in its place",
        "dangling": "a symbolic link is in its place",
      };
      for (const [name, why] of Object.entries(cases)) {
        await assertRejects(() => out.write(name, BYTES), Error, why);
      }
    }),
);

Deno.test(
  "threat: a hard link inside the directory",
  HAS_LINKS,
  () =>
    withDirectory(async (directory, outside) => {
      await Deno.link(`${outside}/kept`, `${directory}/file`);
      // The name gets a new file; the other file keeps its content.
      await (await openOutDirectory(directory)).write("file", BYTES);
      assertEquals(await Deno.readFile(`${directory}/file`), BYTES);
    }),
);

Deno.test(
  "control: without these checks, a write changes the files outside",
  HAS_LINKS,
  async () => {
    const top = await Deno.makeTempDir();
    try {
      await Deno.mkdir(`${top}/out`);
      await Deno.writeTextFile(`${top}/kept`, "kept");
      await Deno.symlink(`${top}/kept`, `${top}/out/file`);
      await Deno.link(`${top}/kept`, `${top}/out/hard`);
      for (const name of ["../kept", "file", "hard"]) {
        await Deno.writeTextFile(`${top}/kept`, "kept");
        await Deno.writeFile(`${top}/out/${name}`, BYTES);
        assert(await Deno.readTextFile(`${top}/kept`) !== "kept", name);
      }
    } finally {
      await Deno.remove(top, { recursive: true });
    }
  },
);

Deno.test(
  "threat: a directory or a special file in the place of a file",
  HAS_LINKS,
  () =>
    withDirectory(async (directory) => {
      await Deno.mkdir(`${directory}/dir`);
      await Deno.writeTextFile(`${directory}/file`, "");
      const out = await openOutDirectory(directory);
      await assertRejects(
        () => out.write("dir", BYTES),
        Error,
        "a directory is",
      );
      await assertRejects(() => out.write("file/a", BYTES), Error, "a file is");
      const { success } = await new Deno.Command("mkfifo", {
        args: [`${directory}/pipe`],
      }).output();
      if (!success) return;
      await assertRejects(
        () => out.write("pipe", BYTES),
        Error,
        "no plain file",
      );
    }),
);

Deno.test(
  "threat: two names of one file",
  HAS_LINKS,
  () =>
    withDirectory(async (directory) => {
      const out = await openOutDirectory(directory);
      await out.write("name", BYTES);
      // Simulates a file system that ignores case.
      await Deno.link(`${directory}/name`, `${directory}/NAME`);
      await assertRejects(
        () => out.write("NAME", new Uint8Array(1)),
        Error,
        "another file of the run has the same name here",
      );
      assertEquals(await Deno.readFile(`${directory}/name`), BYTES);
    }),
);
