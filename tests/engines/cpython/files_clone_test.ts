/** Copies of the tree of files: each goes on by itself. */
import { assertEquals, assertNotEquals } from "@std/assert";
import { Guest, READ } from "./_guest.ts";

Deno.test("clone() is independent, and so are copies of it", () => {
  const guest = new Guest();
  guest.make("work/a", "one");
  guest.make("work/b", "two");
  assertEquals(guest.link("work/b", "work/hard"), "");
  assertEquals(guest.symlink("a", "work/link"), "");
  const copy = guest.tree.clone();
  assertEquals(copy.changed.size, 0);
  assertEquals(copy.usage.bytes, guest.tree.usage.bytes);
  const second = copy.clone();

  guest.write(guest.fd("work/a"), "ONE and more");
  assertEquals(guest.at("path_unlink_file", "work/b"), "");
  guest.make("work/new", "new");
  const other = new Guest({ tree: copy });
  assertEquals(other.contentOf("work/a"), "one");
  assertEquals(other.contentOf("work/link"), "one");
  assertEquals(other.open("work/new"), "ENOENT");
  other.write(other.fd("work/hard"), "TWO");
  assertEquals(other.contentOf("work/b"), "TWO");
  const fd = other.fd("work/a");
  assertEquals(other.call("fd_filestat_set_size", fd, 1n), "");
  assertEquals(other.call("fd_filestat_set_size", fd, 3n), "");
  assertEquals(other.contentOf("work/a"), "o\0\0");
  assertEquals(guest.contentOf("work/a"), "ONE and more");
  assertEquals(guest.contentOf("work/hard"), "two");

  const third = new Guest({ tree: second });
  assertEquals(third.contentOf("work/a"), "one");
  assertEquals(third.contentOf("work/hard"), "two");
  for (const name of ["a", "b", "hard", "link"]) {
    assertEquals(third.at("path_unlink_file", `work/${name}`), "");
  }
  assertEquals([second.usage.bytes, second.usage.names], [0, 0]);
});

Deno.test("clone() keeps numbers, times and where listings continue", () => {
  const guest = new Guest();
  for (const name of ["a", "b", "c"]) guest.make(`work/${name}`);
  assertEquals(guest.at("path_unlink_file", "work/a"), "");
  const other = new Guest({
    tree: guest.tree.clone(),
    realtime: () => 99_000_000_000n,
  });
  assertEquals(other.stat("work/b"), guest.stat("work/b"));
  const fd = other.fd("work", { rights: READ, how: 2 });
  assertEquals(other.list(fd, { cookie: 4n }), ["c"]);
  other.make("work/d");
  assertEquals(other.list(fd, { cookie: 5n }), ["d"]);
  assertNotEquals(other.stat("work/d"), guest.stat("work/b"));
});
