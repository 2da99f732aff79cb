/** What the functions on descriptors do for a guest that uses them as a C library does. */
import { assert, assertEquals } from "@std/assert";
import { CREATE, createTree, DIRECTORY, Guest, READ } from "./_guest.ts";

const APPEND = 1;

Deno.test("reads and writes keep a position, but for those at an offset", () => {
  const guest = new Guest();
  const fd = guest.fd("work/a", { how: CREATE });
  assertEquals(guest.write(fd, "one ", "", "two"), 7);
  const result = guest.room(8);
  assertEquals(guest.call("fd_seek", fd, 4n, 0, result), "");
  assertEquals(guest.read(fd, 1, 5), "two");
  assertEquals(guest.read(fd, 5), "");
  assertEquals(guest.call("fd_seek", fd, -3n, 2, result), "");
  assertEquals(guest.view.getBigUint64(result, true), 4n);
  assertEquals(guest.call("fd_seek", fd, -5n, 1, result), "EINVAL");
  assertEquals(guest.call("fd_seek", fd, 0n, 3, result), "EINVAL");
  assertEquals(guest.call("fd_seek", fd, 2n ** 62n, 1, result), "EINVAL");
  assertEquals(guest.call("fd_tell", fd, result), "");
  assertEquals(guest.view.getBigUint64(result, true), 4n);
  guest.reset();
  const text = guest.put(new TextEncoder().encode("TWO"));
  const vector = guest.room(8);
  guest.view.setUint32(vector, text, true);
  guest.view.setUint32(vector + 4, 3, true);
  assertEquals(guest.call("fd_pwrite", fd, vector, 1, 4n, result), "");
  assertEquals(guest.call("fd_pwrite", fd, vector, 1, -1n, result), "EINVAL");
  assertEquals(
    guest.call("fd_pread", fd, vector, 1, 1n << 60n, result),
    "EINVAL",
  );
  assertEquals(guest.call("fd_pread", fd, vector, 1, 0n, result), "");
  assertEquals(new TextDecoder().decode(guest.bytesAt(text, 3)), "one");
  assertEquals(guest.read(fd, 9), "TWO");
  assertEquals(guest.contentOf("work/a"), "one TWO");
});

Deno.test("a descriptor that appends writes at the end, that of another included", () => {
  const guest = new Guest();
  const one = guest.fd("work/a", { how: CREATE, flags: APPEND });
  const two = guest.fd("work/a", { flags: APPEND });
  guest.write(one, "1");
  guest.write(two, "2");
  guest.write(one, "3");
  assertEquals(guest.contentOf("work/a"), "123");
  assertEquals(guest.call("fd_fdstat_set_flags", one, 0), "");
  assertEquals(guest.call("fd_fdstat_set_flags", one, 64), "EINVAL");
  guest.write(one, "4");
  assertEquals(guest.contentOf("work/a"), "1234");
});

Deno.test("rights are those that were asked for, and can only be given up", () => {
  const guest = new Guest();
  guest.make("work/a", "text");
  const fd = guest.fd("work/a", { rights: READ });
  assertEquals(guest.write(fd, "x"), "EBADF");
  assertEquals(guest.call("fd_filestat_set_size", fd, 0n), "EINVAL");
  const only = guest.fd("work/a", { rights: 1n << 6n });
  assertEquals(guest.read(only, 1), "EBADF");
  assertEquals(guest.call("fd_tell", only, 0), "ENOTCAPABLE");
  assertEquals(
    guest.call("fd_fdstat_set_rights", fd, 1n << 6n, 0n),
    "ENOTCAPABLE",
  );
  assertEquals(guest.call("fd_fdstat_set_rights", fd, -1n, 0n), "ENOTCAPABLE");
  assertEquals(guest.call("fd_fdstat_set_rights", fd, 1n << 2n, 0n), "");
  assertEquals(guest.read(fd, 1), "EBADF");
  const directory = guest.fd("work", { rights: READ, how: DIRECTORY });
  assertEquals(
    guest.call("fd_fdstat_set_rights", directory, 1n << 13n, 0n),
    "",
  );
  assertEquals(guest.open("a", { fd: directory, rights: READ }), "ENOTCAPABLE");
  guest.reset();
  assertEquals(guest.call("path_unlink_file", directory, "a"), "ENOTCAPABLE");
});

Deno.test("a directory is read, and not written", () => {
  const guest = new Guest();
  const fd = guest.fd("work", { rights: READ, how: DIRECTORY });
  assertEquals(guest.read(fd, 1), "EISDIR");
  assertEquals(guest.write(fd, "x"), "EBADF");
  assertEquals(guest.call("fd_filestat_set_size", fd, 0n), "EISDIR");
  assertEquals(guest.list(1), ["ENOTDIR"]);
});

Deno.test("files that lost their names live as long as they are open", () => {
  const guest = new Guest();
  guest.make("work/a", "text");
  const fd = guest.fd("work/a");
  assertEquals(guest.at("path_unlink_file", "work/a"), "");
  assertEquals(guest.open("work/a"), "ENOENT");
  assertEquals(guest.read(fd, 9), "text");
  assertEquals(guest.write(fd, " and more"), 9);
  assertEquals(guest.tree.usage.bytes, 13);
  assertEquals(guest.tree.changed.size, 0);
  assertEquals(guest.call("fd_close", fd), "");
  assertEquals(guest.call("fd_close", fd), "EBADF");
  assertEquals(guest.tree.usage.bytes, 0);
  assertEquals(guest.tree.usage.names, 0);
});

Deno.test("fd_readdir() continues where it ended while the directory changes", () => {
  const guest = new Guest();
  const names = Array.from({ length: 60 }, (_, i) => `file-${i}`);
  for (const name of names) guest.make(`work/${name}`);
  const fd = guest.fd("work", { rights: READ, how: DIRECTORY });
  assertEquals(guest.list(fd), [".", "..", ...names]);
  assertEquals(guest.list(fd, { bufferBytes: 50 }), [".", "..", ...names]);
  assertEquals(guest.list(fd, { cookie: 2n }), names);
  assertEquals(guest.list(fd, { cookie: 2n ** 64n - 1n }), []);
  let removed = 0;
  const seen = guest.list(fd, {
    bufferBytes: 100,
    between: () => {
      assertEquals(guest.at("path_unlink_file", `work/file-${removed++}`), "");
      guest.make(`work/new-${removed}`);
    },
  });
  // Nothing that was there all the time is missing, and nothing comes twice.
  assertEquals(new Set(seen).size, seen.length);
  assert(names.every((name) => seen.includes(name)));
});

Deno.test("sizes are set within the limits", () => {
  const guest = new Guest();
  const fd = guest.fd("work/a", { how: CREATE });
  guest.write(fd, "text");
  assertEquals(guest.call("fd_filestat_set_size", fd, 2n), "");
  assertEquals(guest.call("fd_filestat_set_size", fd, 5n), "");
  assertEquals(guest.contentOf("work/a"), "te\0\0\0");
  assertEquals(guest.call("fd_filestat_set_size", fd, 100_001n), "ENOSPC");
  assertEquals(guest.call("fd_filestat_set_size", fd, -1n), "EINVAL");
  assertEquals(guest.call("fd_filestat_set_size", fd, 2n ** 62n), "EFBIG");
  assertEquals(guest.call("fd_allocate", fd, 2n ** 62n, 2n ** 62n), "EFBIG");
  assertEquals(guest.call("fd_allocate", fd, 0n, 0n), "EINVAL");
  assertEquals(guest.call("fd_allocate", fd, 0n, 9n), "");
  assertEquals(guest.tree.usage.bytes, 9);
  const result = guest.room(8);
  assertEquals(guest.call("fd_seek", fd, 2n ** 53n - 1n, 0, result), "");
  assertEquals(guest.write(fd, "x"), "EFBIG");
  assertEquals(guest.call("fd_seek", fd, 2n ** 40n, 0, result), "");
  assertEquals(guest.write(fd, "x"), "ENOSPC");
  assertEquals(guest.tree.usage.bytes, 9);
});

Deno.test("fd_renumber() moves a descriptor", () => {
  const guest = new Guest();
  guest.make("work/a", "a");
  const fd = guest.fd("work/a", { rights: READ });
  assertEquals(guest.call("fd_renumber", fd, 9), "EBADF");
  assertEquals(guest.call("fd_renumber", 9, fd), "EBADF");
  assertEquals(guest.call("fd_renumber", fd, fd), "");
  assertEquals(guest.call("fd_renumber", fd, 0), "");
  assertEquals(guest.read(0, 5), "a");
  assertEquals(guest.read(fd, 5), "EBADF");
});

Deno.test("save() and restore() go with a copy of the tree", () => {
  const guest = new Guest();
  guest.make("work/a", "one two");
  const fd = guest.fd("work/a", { flags: APPEND });
  guest.read(fd, 4);
  const gone = guest.fd("work/gone", { how: CREATE });
  guest.write(gone, "gone");
  assertEquals(guest.at("path_unlink_file", "work/gone"), "");
  assertEquals(guest.at("path_create_directory", "work/d"), "");
  const directory = guest.fd("work/d", { rights: READ, how: DIRECTORY });
  const copy = guest.tree.clone();
  // As it is written to a disk.
  const saved = JSON.parse(JSON.stringify(guest.wasi.save()));
  guest.make("work/a", "later");
  assertEquals(guest.call("fd_close", gone), "");

  const other = new Guest({ tree: copy });
  other.wasi.restore(saved);
  assertEquals(other.read(fd, 9), "two");
  assertEquals(other.write(fd, "!"), 1);
  assertEquals(other.contentOf("work/a"), "one two!");
  assertEquals(other.open("../a", { fd: directory, rights: READ }), 7);
  const result = other.room(8);
  assertEquals(other.call("fd_seek", gone, 0n, 0, result), "");
  assertEquals(other.read(gone, 9), "gone");
  assertEquals(other.tree.usage.bytes, 12);
  assertEquals(other.call("fd_close", gone), "");
  assertEquals(other.tree.usage.bytes, 8);
  assertEquals(guest.contentOf("work/a"), "later");

  const fresh = new Guest({ tree: copy.clone() });
  fresh.wasi.restore({ descriptors: [] });
  assertEquals(fresh.open("work/a"), "EBADF");
});

Deno.test("a copy of the functions' state takes nothing that is gone", () => {
  const guest = new Guest();
  guest.make("work/a");
  guest.fd("work/a");
  const saved = guest.wasi.save();
  const other = new Guest({ tree: createTree() });
  other.wasi.restore(saved);
  assertEquals(other.call("fd_sync", 4), "EBADF");
  assertEquals(other.call("fd_sync", 3), "");
});
