/** The tree of files as its host sees it: how it is built, limited and listed. */
import { assert, assertEquals } from "@std/assert";
import { FileTree } from "../../../engines/cpython/files.js";
import { createTree, Guest, READ } from "./_guest.ts";

const encoder = new TextEncoder();

/** What the host reads of a file, as text. */
function read(tree: FileTree, path: string): string | undefined {
  const reply = tree.serve({ op: "read", path, offset: 0, length: 1_000 });
  if (reply.error !== undefined) return reply.error;
  return atob(reply.data ?? "");
}

function write(
  tree: FileTree,
  path: string,
  { text = "", offset = 0 } = {},
): string | undefined {
  return tree.serve({ op: "write", path, offset }, encoder.encode(text)).error;
}

Deno.test("serve() writes in pieces and reads in pieces", () => {
  const tree = createTree();
  assertEquals(write(tree, "d/e/a", { text: "one" }), undefined);
  assertEquals(write(tree, "d/e/a", { text: "two", offset: 3 }), undefined);
  assertEquals(read(tree, "d/e/a"), "onetwo");
  assertEquals(
    tree.serve({ op: "read", path: "d/e/a", offset: 4, length: 1 }),
    { data: btoa("w"), bytes: 6 },
  );
  assertEquals(
    tree.serve({ op: "read", path: "d/e/a", offset: 9, length: 1 }),
    { data: "", bytes: 6 },
  );
  assertEquals(write(tree, "d/e/a", { text: "3" }), undefined);
  assertEquals(read(tree, "d/e/a"), "3");
});

Deno.test("serve() fails as system calls do", () => {
  const guest = new Guest();
  const { tree } = guest;
  guest.make("work/a", "text");
  assertEquals(guest.symlink("/dev/zero", "work/zero"), "");
  assertEquals(guest.symlink("loop", "work/loop"), "");
  assertEquals(read(tree, "no"), "ENOENT");
  assertEquals(read(tree, ""), "EISDIR");
  assertEquals(read(tree, "a/b"), "ENOTDIR");
  assertEquals(read(tree, "zero"), "EINVAL");
  assertEquals(read(tree, "loop"), "ELOOP");
  assertEquals(write(tree, "a/b", { text: "x" }), "ENOTDIR");
  assertEquals(write(tree, "zero", { text: "x" }), "EINVAL");
  assertEquals(write(tree, "", { text: "x" }), "EISDIR");
  assertEquals(write(tree, "no", { text: "x", offset: 1 }), "ENOENT");
  assertEquals(write(tree, "x".repeat(256), { text: "x" }), "ENAMETOOLONG");
  assertEquals(write(tree, "big", { text: "x".repeat(100_001) }), "ENOSPC");
  assertEquals(tree.serve({ op: "list", path: "no", from: 0 }).error, "ENOENT");
  assertEquals(tree.serve({ op: "remove", path: "no" }).error, "ENOENT");
});

Deno.test("serve() lists regular files, and those that changed", () => {
  const guest = new Guest();
  const { tree } = guest;
  guest.make("work/a", "text");
  for (const name of ["d", "d/e"]) {
    assertEquals(guest.at("path_create_directory", `work/${name}`), "");
  }
  guest.make("work/d/b", "bb");
  guest.make("work/d/e/c", "");
  guest.make("tmp/elsewhere", "x");
  assertEquals(guest.symlink("a", "work/link"), "");
  const all = [["a", 4], ["d/b", 2], ["d/e/c", 0]];
  assertEquals(tree.serve({ op: "list", path: "", from: 0 }).entries, all);
  assertEquals(tree.serve({ op: "list", path: "d", from: 1 }).entries, [
    ["d/e/c", 0],
  ]);
  assertEquals(tree.serve({ op: "list", path: "link", from: 0 }).entries, [
    ["link", 4],
  ]);
  assertEquals(tree.serve({ op: "changes", from: 0 }).entries, all);
  tree.changed.clear();
  assertEquals(tree.serve({ op: "changes", from: 0 }).entries, []);
  assertEquals(guest.rename("work/d/e", "work/moved"), "");
  assertEquals(guest.contentOf("work/a"), "text");
  guest.write(guest.fd("work/a"), "T");
  assertEquals(tree.serve({ op: "changes", from: 0 }).entries, [
    ["moved/c", 0],
    ["a", 4],
  ]);
  tree.hide("/work/a");
  assertEquals(tree.serve({ op: "changes", from: 0 }).entries, [[
    "moved/c",
    0,
  ]]);
  assertEquals(tree.serve({ op: "list", path: "", from: 0 }).entries, [
    ["moved/c", 0],
    ["d/b", 2],
  ]);
  assertEquals(guest.at("path_unlink_file", "work/moved/c"), "");
  assertEquals(tree.serve({ op: "changes", from: 0 }).entries, []);
});

Deno.test("serve() lists in pages", () => {
  const tree = createTree();
  tree.limit({ fileBytes: 0, maxFiles: 5_000 });
  for (let i = 0; i < 4_001; i++) assertEquals(write(tree, `${i}`), undefined);
  const names: unknown[] = [];
  let pages = 0;
  for (let from: number | undefined = 0; from !== undefined; pages++) {
    const reply: { entries?: unknown; next?: number | undefined } = tree.serve({
      op: "list",
      path: "",
      from,
    });
    assert(Array.isArray(reply.entries));
    names.push(...reply.entries);
    from = reply.next;
  }
  assertEquals(pages, 3);
  assertEquals(names.length, 4_001);
});

Deno.test("serve() removes all below a path, and no mount or archive", () => {
  const guest = new Guest();
  const { tree } = guest;
  write(tree, "d/e/f", { text: "x" });
  write(tree, "d/g", { text: "x" });
  assertEquals(guest.symlink("/tmp", "work/d/link"), "");
  guest.make("tmp/kept", "kept");
  assertEquals(tree.serve({ op: "remove", path: "d" }), {});
  assertEquals(tree.usage.names, 1);
  assertEquals(guest.contentOf("tmp/kept"), "kept");
  assertEquals(tree.serve({ op: "remove", path: "" }), {});
  assertEquals(tree.serve({ op: "list", path: "", from: 0 }).error, "ENOENT");
  const other = new FileTree();
  other.addMount("/work/d/host", () => ({ value: null }));
  other.addArchive("/work/archive/a", encoder.encode("a"));
  other.freeze("/work/archive");
  assertEquals(other.serve({ op: "remove", path: "d" }).error, "EBUSY");
  assertEquals(other.serve({ op: "remove", path: "archive" }).error, "EROFS");
});

Deno.test("a directory as deep as a guest can make it is listed and removed", () => {
  const guest = new Guest();
  guest.tree.limit({ fileBytes: 10, maxFiles: 100_000 });
  // Deeper than a path is long: by moving one chain below another.
  for (let round = 0; round < 6; round++) {
    let fd = guest.fd("work", { rights: READ, how: 2 });
    for (let i = 0; i < 200; i++) {
      guest.reset();
      assertEquals(guest.call("path_create_directory", fd, "d"), "");
      const below = guest.fd("d", { fd, rights: READ, how: 2 });
      guest.call("fd_close", fd);
      fd = below;
    }
    guest.reset();
    if (round > 0) {
      assertEquals(guest.call("path_rename", 3, "old", fd, "d"), "");
    }
    guest.call("fd_close", fd);
    assertEquals(guest.rename("work/d", "old"), "");
  }
  assertEquals(guest.rename("old", "work/d"), "");
  assertEquals(guest.tree.usage.names, 1_200);
  guest.tree.clone();
  assertEquals(guest.tree.serve({ op: "list", path: "", from: 0 }).entries, []);
  assertEquals(guest.tree.serve({ op: "remove", path: "d" }), {});
  assertEquals(guest.tree.usage.names, 0);
});

Deno.test("limit() does not count what is there", () => {
  const tree = new FileTree();
  tree.addFile("/work/given", encoder.encode("given"));
  tree.limit({ fileBytes: 3, maxFiles: 1 });
  assertEquals(tree.usage.bytes, 0);
  assertEquals(write(tree, "given", { text: "longer12" }), undefined);
  assertEquals(tree.usage.bytes, 3);
  assertEquals(write(tree, "given", { text: "longer123" }), "ENOSPC");
  assertEquals(write(tree, "one", { text: "x" }), undefined);
  assertEquals(write(tree, "two", { text: "" }), "ENOSPC");
  assertEquals(tree.serve({ op: "remove", path: "given" }), {});
  assertEquals(tree.serve({ op: "remove", path: "one" }), {});
  assertEquals([tree.usage.bytes, tree.usage.names], [0, 0]);
});

Deno.test("an archive may lie in shared memory, and is not copied", () => {
  const tree = new FileTree();
  const bytes = new Uint8Array(new SharedArrayBuffer(4));
  tree.addArchive("/work/a", bytes);
  const guest = new Guest({ tree });
  bytes.set(encoder.encode("text"));
  assertEquals(guest.contentOf("work/a"), "text");
  assertEquals(read(tree, "a"), "text");
  assertEquals(write(tree, "a", { text: "x" }), "EROFS");
  assertEquals(read(tree.clone(), "a"), "text");
});

Deno.test("a clock that fails stops nothing in the middle", () => {
  let fails = false;
  const guest = new Guest({
    realtime: () => {
      if (fails) throw new Error("the host's");
      return 3n;
    },
  });
  guest.make("work/a", "text");
  fails = true;
  assertEquals(guest.rename("work/a", "work/b"), "");
  assertEquals(guest.at("path_create_directory", "work/d"), "");
  assertEquals(guest.rename("work/b", "work/d/c"), "");
  assertEquals(guest.contentOf("work/d/c"), "text");
  assertEquals(guest.tree.usage.names, 2);
  assertEquals(guest.call("clock_time_get", 0, 0n, 0), "EIO");
});

Deno.test("names may be those of properties of JavaScript's", () => {
  const guest = new Guest();
  for (const name of ["__proto__", "constructor", "\ufeffmark", "a\nb", "😀"]) {
    guest.make(`work/${name}`, name);
    assertEquals(guest.contentOf(`work/${name}`), name);
  }
  const fd = guest.fd("work", { rights: READ, how: 2 });
  assertEquals(guest.list(fd, { cookie: 2n }).length, 5);
  guest.reset();
  const at = guest.put(new Uint8Array([0x61, 0xff]));
  assertEquals(guest.call("path_create_directory", 3, at, 2), "EILSEQ");
});

Deno.test("a hidden file counts once the guest changes, moves, links or keeps it", () => {
  const uses: ((guest: Guest) => void)[] = [
    (guest) => guest.write(guest.fd("work/own", { flags: 1 }), "!"),
    (guest) => guest.rename("work/own", "work/moved"),
    (guest) => guest.link("work/own", "work/linked"),
    (guest) => {
      guest.fd("work/own");
      guest.at("path_unlink_file", "work/own");
    },
  ];
  for (const [index, use] of uses.entries()) {
    const guest = new Guest();
    const work = guest.tree.makeDirectories("/work");
    work.addOwn("own", encoder.encode("own"));
    assertEquals([guest.tree.usage.bytes, guest.tree.usage.names], [0, 0]);
    use(guest);
    const { bytes, names } = guest.tree.usage;
    assertEquals([bytes, names], [[4, 1], [3, 1], [3, 2], [3, 0]][index]);
  }
  const full = new Guest();
  full.tree.limit({ fileBytes: 2, maxFiles: 9 });
  full.tree.makeDirectories("/work").addOwn("own", encoder.encode("own"));
  assertEquals(full.write(full.fd("work/own"), "x"), "ENOSPC");
  assertEquals(full.rename("work/own", "work/moved"), "ENOSPC");
  assertEquals(full.link("work/own", "work/linked"), "ENOSPC");
  assertEquals(full.contentOf("work/own"), "own");
});
