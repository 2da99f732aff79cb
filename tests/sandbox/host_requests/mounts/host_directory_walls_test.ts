import { assert, assertEquals, assertRejects } from "@std/assert";
import { SandboxError } from "../../../../core/errors.ts";
import {
  HOST_FILES,
  type HostFiles,
} from "../../../../sandbox/host_requests/mounts/host_files.ts";
import {
  errnoOf,
  flags,
  names,
  namesIn,
  readAll,
  TestDirectory,
} from "./_directory.ts";

Deno.test("HostDirectory follows links that stay inside, and no others", async () => {
  await using directory = new TestDirectory();
  directory.write("d/a", "inside");
  const link = (target: string, name: string): void =>
    Deno.symlinkSync(target, `${directory.inside}/${name}`);
  link("d", "to-d");
  link("../d/a", "d/up");
  link(`${directory.inside}/d/a`, "absolute");
  link("../secret.txt", "relative-out");
  link(`${directory.base}/secret.txt`, "absolute-out");
  link("../outside", "directory-out");
  link("loop", "loop");
  link("nothing", "dangling");
  link("../new.txt", "dangling-out");
  const tree = await directory.open();
  for (const path of ["to-d/a", "d/up", "absolute", "to-d/up"]) {
    assertEquals(await readAll(tree, path), "inside", path);
  }
  const write = flags({ write: true, create: true, truncate: true });
  for (
    const [path, errno] of [
      ["relative-out", "EACCES"],
      ["absolute-out", "EACCES"],
      ["directory-out", "EACCES"],
      ["directory-out/file.txt", "EACCES"],
      ["directory-out/new.txt", "EACCES"],
      ["loop", "ELOOP"],
      ["dangling", "ENOENT"],
      ["dangling-out", "ENOENT"],
    ] as const
  ) {
    assertEquals(await errnoOf(tree.open(names(path), write)), errno, path);
    if (path !== "directory-out/new.txt") {
      assertEquals(await errnoOf(tree.open(names(path), flags())), errno, path);
    }
  }
  assertEquals(await errnoOf(tree.list(["directory-out"])), "EACCES");
  assertEquals(await errnoOf(tree.mkdir(["directory-out", "new"])), "EACCES");
  assertEquals(
    await errnoOf(tree.unlink(["directory-out", "file.txt"])),
    "EACCES",
  );
  assertEquals(
    await errnoOf(tree.rename(["d", "a"], ["directory-out", "file.txt"])),
    "EACCES",
  );
  const kinds = new Map(
    (await tree.list([])).map(({ name, kind }) => [name, kind]),
  );
  assertEquals(kinds.get("to-d"), "directory");
  assertEquals(kinds.get("absolute"), "file");
  for (const name of ["relative-out", "directory-out", "loop", "dangling"]) {
    assertEquals(kinds.get(name), "other");
  }
  // The link goes, not what it leads to.
  await tree.unlink(["directory-out"]);
  directory.assertOutsideUntouched();
  assert(!namesIn(directory.base).includes("new.txt"));
});

Deno.test("HostDirectory refuses files with two names, FIFOs and devices", async () => {
  await using directory = new TestDirectory();
  await Deno.link(`${directory.base}/secret.txt`, `${directory.inside}/hard`);
  await Deno.symlink("/dev/zero", `${directory.inside}/zero`);
  const { success } = await new Deno.Command("mkfifo", {
    args: [`${directory.inside}/fifo`],
  }).output();
  assert(success);
  const tree = await directory.open();
  for (const name of ["hard", "zero", "fifo"]) {
    for (const write of [false, true]) {
      assertEquals(
        await errnoOf(tree.open([name], flags({ write, truncate: write }))),
        "EACCES",
        name,
      );
    }
  }
  directory.assertOutsideUntouched();
});

Deno.test("HostDirectory takes another case or form of a name for another name", async () => {
  await using directory = new TestDirectory();
  directory.write("Name", "x");
  directory.write("é", "x");
  // As a file system that knows no case answers, and one that composes letters.
  const real = (path: string): string =>
    HOST_FILES.realPathSync(
      path.replace(/\/inside\/(.*)/s, (_, rest: string) =>
        `/inside/${
          rest.toLowerCase() === "name" ? "Name" : rest.normalize("NFC")
        }`),
    );
  const files: HostFiles = {
    ...HOST_FILES,
    realPathSync: real,
    realPath: (path) => Promise.resolve(real(path)),
    lstatSync: (path) => HOST_FILES.lstatSync(real(path)),
  };
  const tree = await directory.open({ files });
  assertEquals(await readAll(tree, "Name"), "x");
  assertEquals(await readAll(tree, "\u00e9"), "x");
  assertEquals(await errnoOf(tree.open(["NAME"], flags())), "ENOENT");
  assertEquals(await errnoOf(tree.open(["e\u0301"], flags())), "ENOENT");
});

Deno.test("HostDirectory keeps the host's own words to itself", async () => {
  await using directory = new TestDirectory();
  const failing = (): never => {
    throw new Error(`disk on fire at ${directory.inside}`);
  };
  const files: HostFiles = { ...HOST_FILES, realPath: failing };
  const parts = { ...HOST_FILES };
  const tree = await directory.open({
    files: { ...parts, readDir: () => Promise.resolve([]) },
  });
  const error = await assertRejects(() => tree.stat(["missing"]));
  assert(
    !`${error} ${JSON.stringify(error)}`.includes(directory.base),
    `${error}`,
  );
  await assertRejects(() => directory.open({ files }), SandboxError);
});
