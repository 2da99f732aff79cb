import { assertEquals, assertRejects } from "@std/assert";
import { SandboxError } from "../../../../core/errors.ts";
import {
  HOST_FILES,
  type HostFiles,
} from "../../../../sandbox/host_requests/mounts/host_files.ts";
import {
  errnoOf,
  flags,
  names,
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
