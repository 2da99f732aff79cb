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
  SECRET,
  TestDirectory,
  writeAll,
} from "./_directory.ts";

Deno.test("HostDirectory.open() refuses what is no directory that can be read", async () => {
  await using directory = new TestDirectory();
  directory.write("file", "");
  for (
    const [host, why] of [["missing", "No such file"], [
      "file",
      "Not a directory",
    ]]
  ) {
    const error = await assertRejects(
      () => HostDirectoryAt(`${directory.inside}/${host}`),
      SandboxError,
      `must be a directory that can be read: ${why}`,
    );
    assertEquals(error.code, "MOUNT_FAILED");
  }
});

Deno.test("HostDirectory.open() says which permission it lacks", async () => {
  await using directory = new TestDirectory();
  for (const lacking of ["read", "write"] as const) {
    const files: HostFiles = {
      ...HOST_FILES,
      isPermitted: (name) => name !== lacking,
    };
    const error = await assertRejects(
      () => directory.open({ mode: "rw", files }),
      SandboxError,
      `--allow-${lacking} with this path does that`,
    );
    assertEquals(error.code, "PERMISSION_REQUIRED");
  }
  const readable: HostFiles = {
    ...HOST_FILES,
    isPermitted: (name) => name === "read",
  };
  await directory.open({ mode: "ro", files: readable });
  await directory.open({ mode: "overlay", files: readable });
});

Deno.test("HostDirectory.open() asks for permission for what a link leads to", async () => {
  await using directory = new TestDirectory();
  await Deno.symlink(directory.inside, `${directory.base}/link`);
  const files: HostFiles = {
    ...HOST_FILES,
    isPermitted: (_, path) => path.endsWith("/link"),
  };
  const error = await assertRejects(
    () => HostDirectoryAt(`${directory.base}/link`, files),
    SandboxError,
    directory.inside,
  );
  assertEquals(error.code, "PERMISSION_REQUIRED");
});

Deno.test("HostDirectory reads, writes, lists and tells of files", async () => {
  await using directory = new TestDirectory();
  directory.write("a.txt", "hello");
  directory.write("d/b.txt", "in d");
  const tree = await directory.open();
  assertEquals(await readAll(tree, "a.txt"), "hello");
  assertEquals(
    (await tree.list([])).toSorted((a, b) => a.name < b.name ? -1 : 1),
    [
      { name: "a.txt", kind: "file" },
      { name: "d", kind: "directory" },
    ],
  );
  const { kind, size, mtimeMs } = await tree.stat(["a.txt"]);
  assertEquals({ kind, size }, { kind: "file", size: 5 });
  assertEquals(
    mtimeMs,
    (await Deno.stat(`${directory.inside}/a.txt`)).mtime?.getTime(),
  );
  await writeAll(tree, "d/new.txt", "new");
  assertEquals(directory.read("d/new.txt"), "new");
  await tree.mkdir(["e"]);
  await tree.rename(names("d/new.txt"), names("e/new.txt"));
  assertEquals(directory.read("e/new.txt"), "new");
  assertEquals(await errnoOf(tree.rmdir(["e"])), "ENOTEMPTY");
  await tree.unlink(names("e/new.txt"));
  await tree.rmdir(["e"]);
  assertEquals(await errnoOf(tree.stat(["e"])), "ENOENT");
});

Deno.test("HostDirectory sees what the host does meanwhile", async () => {
  await using directory = new TestDirectory();
  const tree = await directory.open();
  assertEquals(await errnoOf(tree.stat(["a"])), "ENOENT");
  directory.write("a", "1");
  assertEquals(await readAll(tree, "a"), "1");
  directory.write("a", "22");
  assertEquals((await tree.stat(["a"])).size, 2);
});

Deno.test("HostDirectory fails by the names of errno", async () => {
  await using directory = new TestDirectory();
  directory.write("a", "");
  directory.write("d/b", "");
  const tree = await directory.open();
  const write = flags({ write: true });
  for (
    const [expected, operation] of [
      ["ENOENT", () => tree.open(["x"], flags())],
      ["ENOTDIR", () => tree.stat(["a", "x"])],
      ["EISDIR", () => tree.open(["d"], flags())],
      ["EISDIR", () => tree.open(["d"], write)],
      ["EISDIR", () => tree.open(["d"], flags({ write: true, create: true }))],
      [
        "EEXIST",
        () =>
          tree.open(
            ["a"],
            flags({ write: true, create: true, exclusive: true }),
          ),
      ],
      ["EEXIST", () => tree.mkdir(["d"])],
      ["ENOTDIR", () => tree.list(["a"])],
      ["ENOTDIR", () => tree.rmdir(["a"])],
      ["EISDIR", () => tree.unlink(["d"])],
      ["ENOTEMPTY", () => tree.rmdir(["d"])],
      ["ENOENT", () => tree.mkdir(["x", "y"])],
      ["EPERM", () => tree.rmdir([])],
      ["EPERM", () => tree.mkdir([])],
      ["EINVAL", () => tree.rename(["d"], ["d", "e"])],
      ["ENOTDIR", () => tree.rename(["d"], ["a"])],
      ["ENAMETOOLONG", () => tree.stat(["a".repeat(256)])],
    ] as const
  ) {
    assertEquals(await errnoOf(operation()), expected);
  }
});

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

Deno.test("HostDirectory counts what is written and made", async () => {
  await using directory = new TestDirectory();
  const tree = await directory.open({ fileBytes: 10, maxFiles: 2 });
  const file = await tree.open(["a"], flags({ write: true, create: true }));
  await file.write(0, new Uint8Array(6));
  assertEquals(await errnoOf(file.write(6, new Uint8Array(5))), "ENOSPC");
  assertEquals(await errnoOf(file.write(11, new Uint8Array(0))), "ENOSPC");
  assertEquals(await errnoOf(file.truncate(1e12)), "ENOSPC");
  await file.write(0, new Uint8Array(4));
  assertEquals(await errnoOf(file.write(0, new Uint8Array(1))), "ENOSPC");
  assertEquals((await file.stat()).size, 6);
  file.close();
  await tree.mkdir(["d"]);
  assertEquals(await errnoOf(tree.mkdir(["e"])), "ENOSPC");
  assertEquals(
    await errnoOf(tree.open(["f"], flags({ write: true, create: true }))),
    "ENOSPC",
  );
  // What is there already needs no room.
  assertEquals(await errnoOf(tree.mkdir(["d"])), "EEXIST");
  const again = await tree.open(["a"], flags({ write: true, create: true }));
  assertEquals((await again.stat()).size, 6);
  again.close();
  assertEquals(
    await errnoOf(
      tree.open(["a"], flags({ write: true, create: true, exclusive: true })),
    ),
    "EEXIST",
  );
});

Deno.test("HostDirectory lists no more entries than a guest can be told of", async () => {
  await using directory = new TestDirectory();
  const many = (count: number): HostFiles => ({
    ...HOST_FILES,
    readDir: () =>
      Promise.resolve(
        Array.from(
          { length: count },
          (_, i) => ({ name: `${i}`, kind: "file" as const }),
        ),
      ),
  });
  assertEquals(
    (await (await directory.open({ files: many(10_000) })).list([])).length,
    10_000,
  );
  assertEquals(
    await errnoOf((await directory.open({ files: many(10_001) })).list([])),
    "EOVERFLOW",
  );
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

Deno.test("HostDirectory survives its directory's going", async () => {
  await using directory = new TestDirectory();
  directory.write("a", "x");
  const tree = await directory.open();
  await Deno.rename(directory.inside, `${directory.base}/elsewhere`);
  assertEquals(await errnoOf(tree.stat(["a"])), "ENOENT");
  assertEquals(await errnoOf(tree.list([])), "ENOENT");
  // Another directory in its place is not the one that was granted.
  await Deno.rename(directory.outside, directory.inside);
  assertEquals(await errnoOf(tree.open(["file.txt"], flags())), "EIO");
  assertEquals(await errnoOf(tree.list([])), "EIO");
  assertEquals(await errnoOf(tree.mkdir(["new"])), "EIO");
  assertEquals(directory.read("file.txt"), SECRET);
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

async function HostDirectoryAt(
  host: string,
  files: HostFiles = HOST_FILES,
): Promise<unknown> {
  const { HostDirectory } = await import(
    "../../../../sandbox/host_requests/mounts/host_directory.ts"
  );
  const { Allowance } = await import(
    "../../../../sandbox/host_requests/mounts/allowance.ts"
  );
  return await HostDirectory.open({ host, guest: "/data", mode: "ro" }, {
    files,
    allowance: new Allowance({ fileBytes: 0, maxFiles: 0 }),
  });
}
