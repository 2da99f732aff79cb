/** What the functions on paths do for a guest that uses them as a C library does. */
import { assertEquals } from "@std/assert";
import {
  CREATE,
  DIRECTORY,
  EXCLUSIVE,
  Guest,
  READ,
  TRUNCATE,
} from "./_guest.ts";

Deno.test("path_open() creates, truncates and refuses by its flags", () => {
  const guest = new Guest();
  assertEquals(guest.open("work/a"), "ENOENT");
  guest.make("work/a", "text");
  assertEquals(guest.contentOf("work/a"), "text");
  assertEquals(guest.open("work/a", { how: CREATE | EXCLUSIVE }), "EEXIST");
  assertEquals(guest.open("work/a", { how: DIRECTORY }), "ENOTDIR");
  assertEquals(guest.open("work/a/"), "ENOTDIR");
  assertEquals(guest.open("work/a/b", { how: CREATE }), "ENOTDIR");
  assertEquals(guest.open("work/new/", { how: CREATE }), "EISDIR");
  assertEquals(guest.open("work", { how: CREATE }), "EISDIR");
  assertEquals(guest.open("work"), "EISDIR");
  assertEquals(guest.open("work", { how: CREATE | DIRECTORY }), "EINVAL");
  assertEquals(guest.open("work/a", { how: 16 }), "EINVAL");
  assertEquals(guest.open("work/a", { flags: 32 }), "EINVAL");
  assertEquals(guest.open("work/a", { lookup: 2 }), "EINVAL");
  assertEquals(guest.open("work/a", { how: TRUNCATE, rights: READ }), "EINVAL");
  assertEquals(guest.open("no/a", { how: CREATE }), "ENOENT");
  assertEquals(guest.open(""), "ENOENT");
  assertEquals(guest.open("/work/a"), "ENOTCAPABLE");
  assertEquals(guest.open("work/\0"), "EINVAL");
  assertEquals(guest.open(`work/${"ä".repeat(128)}`), "ENAMETOOLONG");
  assertEquals(guest.open(`work/${"ä".repeat(127)}`), "ENOENT");
  assertEquals(guest.open("x/".repeat(2049)), "ENAMETOOLONG");
  assertEquals(guest.open("work/a", { fd: 9 }), "EBADF");
  assertEquals(guest.open("work/a", { fd: 1 }), "ENOTDIR");
  guest.fd("work/a", { how: TRUNCATE });
  assertEquals(guest.contentOf("work/a"), "");
});

Deno.test("what is read-only cannot be changed", () => {
  const guest = new Guest();
  assertEquals(guest.contentOf("lib/archive/one.py"), "one");
  assertEquals(guest.open("lib/archive/one.py"), "EROFS");
  assertEquals(guest.open("lib/new", { how: CREATE }), "EROFS");
  assertEquals(guest.at("path_create_directory", "lib/new"), "EROFS");
  assertEquals(guest.at("path_unlink_file", "lib/archive/one.py"), "EROFS");
  assertEquals(guest.at("path_unlink_file", "dev/null"), "EROFS");
  assertEquals(guest.at("path_remove_directory", "lib/archive"), "ENOTEMPTY");
  assertEquals(guest.rename("lib/archive", "work/x"), "EROFS");
  assertEquals(guest.symlink("x", "lib/x"), "EROFS");
  assertEquals(guest.link("lib/archive/one.py", "work/one"), "EXDEV");
  assertEquals(guest.link("dev/null", "work/null"), "EXDEV");
  guest.make("work/a");
  assertEquals(guest.rename("work/a", "lib/a"), "EROFS");
  assertEquals(guest.link("work/a", "lib/a"), "EROFS");
  guest.reset();
  assertEquals(
    guest.call("path_filestat_set_times", 3, 1, "lib/archive", 1n, 1n, 5),
    "EROFS",
  );
});

Deno.test("links are followed as far as they may be", () => {
  const guest = new Guest();
  guest.make("work/a", "text");
  assertEquals(guest.symlink("a", "work/relative"), "");
  assertEquals(guest.symlink("/work/a", "work/absolute"), "");
  assertEquals(guest.symlink("../../../work/./a", "work/up"), "");
  assertEquals(guest.symlink("loop", "work/loop"), "");
  assertEquals(guest.symlink("none", "work/dangling"), "");
  assertEquals(guest.symlink("/", "work/root"), "");
  assertEquals(guest.symlink("", "work/empty"), "ENOENT");
  assertEquals(guest.symlink("x", "work/a"), "EEXIST");
  assertEquals(guest.symlink("x".repeat(4097), "work/x"), "ENAMETOOLONG");
  for (const name of ["relative", "absolute", "up", "root/work/a"]) {
    assertEquals(guest.contentOf(`work/${name}`), "text");
  }
  assertEquals(guest.open("work/relative", { lookup: 0 }), "ELOOP");
  assertEquals(
    guest.open("work/relative", { how: CREATE | EXCLUSIVE }),
    "EEXIST",
  );
  assertEquals(guest.open("work/loop"), "ELOOP");
  assertEquals(guest.open("work/dangling"), "ENOENT");
  guest.make("work/dangling", "made");
  assertEquals(guest.contentOf("work/none"), "made");
  guest.reset();
  const buffer = guest.room(8);
  assertEquals(
    guest.call("path_readlink", 3, "work/up", buffer, 4, buffer),
    "",
  );
  assertEquals(
    guest.call("path_readlink", 3, "work/a", buffer, 4, buffer),
    "EINVAL",
  );
  let at = "work";
  for (let i = 0; i < 41; i++) {
    assertEquals(
      guest.symlink(i === 0 ? "a" : `chain${i - 1}`, `${at}/chain${i}`),
      "",
    );
  }
  at = "work/chain";
  assertEquals(guest.contentOf(`${at}39`), "text");
  assertEquals(guest.open(`${at}40`), "ELOOP");
});

Deno.test("a descriptor of a directory leads nowhere but to what is preopened", () => {
  const guest = new Guest({
    preopens: ["/work", { path: "/elsewhere", at: "/tmp" }],
  });
  guest.make("a", "text");
  assertEquals(guest.at("path_create_directory", "d"), "");
  assertEquals(guest.symlink("/work/a", "absolute"), "");
  assertEquals(guest.symlink("../work/a", "up"), "");
  assertEquals(guest.contentOf("d/../a"), "text");
  for (const path of ["..", "../work/a", "d/../../tmp", "absolute", "up"]) {
    assertEquals(guest.open(path, { rights: READ }), "ENOTCAPABLE", path);
  }
  const fd = guest.fd("d", { rights: READ, how: DIRECTORY });
  assertEquals(guest.open("../a", { fd, rights: READ }), 6);
  guest.reset();
  // Moved out, it leads no further up.
  assertEquals(guest.call("path_rename", 3, "d", 4, "moved"), "");
  assertEquals(guest.open("../moved", { fd, rights: READ }), "ENOTCAPABLE");
  assertEquals(guest.open("new", { fd, how: CREATE }), 7);
  const whole = new Guest();
  assertEquals(
    typeof whole.open("../../work/../tmp/.", { rights: READ }),
    "number",
  );
});

Deno.test("path_rename() replaces what may be replaced", () => {
  const guest = new Guest();
  guest.make("work/a", "a");
  guest.make("work/b", "b");
  for (const name of ["d", "d/e", "empty"]) {
    assertEquals(guest.at("path_create_directory", `work/${name}`), "");
  }
  assertEquals(guest.rename("work/a", "work/b"), "");
  assertEquals(guest.contentOf("work/b"), "a");
  assertEquals(guest.open("work/a"), "ENOENT");
  assertEquals(guest.rename("work/a", "work/c"), "ENOENT");
  assertEquals(guest.rename("work/b", "work/d"), "EISDIR");
  assertEquals(guest.rename("work/d", "work/b"), "ENOTDIR");
  assertEquals(guest.rename("work/empty", "work/d"), "ENOTEMPTY");
  assertEquals(guest.rename("work/d", "work/d/e/f"), "EINVAL");
  assertEquals(guest.rename("work/d", "work/d"), "");
  assertEquals(guest.rename("work/b", "work/new/"), "ENOTDIR");
  assertEquals(guest.rename("work/d/.", "work/x"), "EBUSY");
  assertEquals(guest.rename("work/d", "no/x"), "ENOENT");
  assertEquals(guest.rename("work/d", "work/empty/"), "");
  assertEquals(typeof guest.stat("work/empty/e"), "object");
  assertEquals(guest.symlink("empty", "work/link"), "");
  assertEquals(guest.rename("work/link/", "work/x"), "ENOTDIR");
  assertEquals(guest.rename("work/link", "work/b"), "");
  assertEquals(guest.link("work/empty", "work/hard"), "EPERM");
});

Deno.test("a removed directory takes nothing more", () => {
  const guest = new Guest();
  assertEquals(guest.at("path_create_directory", "work/d"), "");
  const fd = guest.fd("work/d", { rights: READ, how: DIRECTORY });
  assertEquals(guest.at("path_remove_directory", "work/d"), "");
  assertEquals(guest.open("a", { fd, how: CREATE }), "ENOENT");
  assertEquals(guest.list(fd), [".", ".."]);
  assertEquals(guest.tree.usage.names, 0);
});

Deno.test("names are removed by the function for their kind", () => {
  const guest = new Guest();
  guest.make("work/a");
  assertEquals(guest.at("path_create_directory", "work/d"), "");
  assertEquals(guest.at("path_create_directory", "work/d"), "EEXIST");
  assertEquals(guest.at("path_create_directory", "work/."), "EEXIST");
  assertEquals(guest.symlink("d", "work/link"), "");
  assertEquals(guest.at("path_unlink_file", "work/d"), "EISDIR");
  assertEquals(guest.at("path_unlink_file", "work/a/"), "ENOTDIR");
  assertEquals(guest.at("path_unlink_file", "work/no"), "ENOENT");
  assertEquals(guest.at("path_unlink_file", "work/link/"), "ENOTDIR");
  assertEquals(guest.at("path_remove_directory", "work/a"), "ENOTDIR");
  assertEquals(guest.at("path_remove_directory", "work/link"), "ENOTDIR");
  assertEquals(guest.at("path_remove_directory", "work/link/"), "ENOTDIR");
  assertEquals(guest.at("path_remove_directory", "work"), "ENOTEMPTY");
  assertEquals(guest.at("path_remove_directory", "work/d/."), "EINVAL");
  assertEquals(guest.at("path_remove_directory", "work/d/.."), "ENOTEMPTY");
  assertEquals(guest.at("path_remove_directory", "."), "EBUSY");
  for (const name of ["a", "link"]) {
    assertEquals(guest.at("path_unlink_file", `work/${name}`), "");
  }
  assertEquals(guest.at("path_remove_directory", "work/d/"), "");
});

Deno.test("of several errors, Linux's first is the one", () => {
  const guest = new Guest();
  guest.make("work/a");
  assertEquals(guest.at("path_create_directory", "work/d"), "");
  assertEquals(guest.at("path_create_directory", "work/a/"), "EEXIST");
  assertEquals(guest.symlink("a", "work/a/"), "EEXIST");
  assertEquals(guest.link("work/d", "work/a"), "EEXIST");
  assertEquals(guest.link("work/d", "work/no/"), "ENOENT");
  assertEquals(guest.link("work/no", "work/a/b"), "ENOENT");
  assertEquals(guest.rename("work/a/", "work/no/b"), "ENOENT");
  assertEquals(guest.rename("work/a", "work/d/"), "ENOTDIR");
  assertEquals(guest.rename("work/a", "work/a/"), "ENOTDIR");
  assertEquals(guest.rename("work/a", "work"), "ENOTEMPTY");
});

Deno.test("hard links are names of one file", () => {
  const guest = new Guest();
  guest.make("work/a", "text");
  assertEquals(guest.link("work/a", "work/b"), "");
  assertEquals(guest.link("work/a", "work/b"), "EEXIST");
  assertEquals(guest.link("work/no", "work/c"), "ENOENT");
  guest.make("work/b", "other");
  assertEquals(guest.contentOf("work/a"), "other");
  assertEquals(guest.at("path_unlink_file", "work/a"), "");
  assertEquals(guest.stat("work/b"), {
    type: 4,
    links: 1,
    size: 5,
    modified: 9_000_000_000n,
  });
  assertEquals(guest.tree.serve({ op: "changes", from: 0 }), {
    entries: [["b", 5]],
  });
  assertEquals(guest.rename("work/b", "work/a"), "");
  assertEquals(guest.tree.usage.bytes, 5);
  assertEquals(guest.tree.usage.names, 1);
});

Deno.test("times are set to a given one or to now", () => {
  const guest = new Guest();
  guest.make("work/a");
  const set = (atime: bigint, mtime: bigint, flags: number): string => {
    guest.reset();
    return guest.call(
      "path_filestat_set_times",
      3,
      1,
      "work/a",
      atime,
      mtime,
      flags,
    );
  };
  const modified = (): bigint | string => {
    const stat = guest.stat("work/a");
    return typeof stat === "string" ? stat : stat.modified;
  };
  assertEquals(set(1n, 2n, 1 | 4), "");
  assertEquals(modified(), 2n);
  assertEquals(set(0n, -1n, 4), "");
  assertEquals(modified(), 2n ** 64n - 1n);
  assertEquals(set(0n, 0n, 8), "");
  assertEquals(modified(), 9_000_000_000n);
  for (const flags of [3, 12, 15, 16, -1]) {
    assertEquals(set(0n, 0n, flags), "EINVAL");
  }
  const fd = guest.fd("work/a");
  assertEquals(guest.call("fd_filestat_set_times", fd, 0n, 3n, 4), "");
  assertEquals(modified(), 3n);
});
