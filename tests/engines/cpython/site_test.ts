/** Packages in the tree of files: a directory that is made while it is looked through, and never changes. */
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { packFiles } from "../../../core/packed_files.ts";
import { Directory } from "../../../engines/cpython/directory.js";
import { FileTree } from "../../../engines/cpython/files.js";
import { openSite } from "../../../engines/python/packed_site.js";
import { CREATE, Guest, READ, READ_WRITE } from "./_guest.ts";

const SITE = "/lib/site";
const TEXTS = { "a/__init__.py": "one", "a/b/c.txt": "three", "d.py": "four" };

/** A tree with packages, as a sandbox has it. */
function createTree({ maxFiles = 2 } = {}): FileTree {
  const encoder = new TextEncoder();
  const packed = packFiles(
    Object.entries(TEXTS).map(([path, text]) => ({
      path,
      bytes: encoder.encode(text),
    })),
  );
  const tree = new FileTree();
  tree.usage.setClock(() => 7_000_000_000n);
  tree.makeDirectories("/work");
  tree.addSite(SITE, openSite(packed));
  tree.freeze("/lib");
  tree.limit({ fileBytes: 5, maxFiles });
  return tree;
}

/** The numbers of everything in a directory. */
function numbersBelow(directory: Directory): number[] {
  return [...directory.entries.values()].flatMap(({ node }) => [
    node.number,
    ...(node instanceof Directory ? numbersBelow(node) : []),
  ]);
}

Deno.test("a guest lists and reads packages", () => {
  const guest = new Guest({ tree: createTree() });
  const fd = guest.fd("lib/site", { how: 2, rights: READ });
  assertEquals(guest.list(fd), [".", "..", "a", "d.py"]);
  assertEquals(guest.contentOf("lib/site/a/b/c.txt"), "three");
  assertEquals(guest.contentOf("lib/site/a/../d.py"), "four");
  assertEquals(guest.contentOf("lib/site/a/b/../../../site/d.py"), "four");
  assertEquals(guest.contentOf("lib/site/a/no"), "ENOENT");
  assertEquals(guest.contentOf("lib/site/d.py/no"), "ENOTDIR");
  const stat = guest.stat("lib/site/d.py");
  assert(typeof stat === "object");
  assertEquals([stat.size, stat.modified], [4, 7_000_000_000n]);
});

Deno.test("a guest changes nothing of packages, and what it makes elsewhere has all room", () => {
  const guest = new Guest({ tree: createTree() });
  const refused: Record<string, string | number> = {
    write: guest.open("lib/site/d.py", { rights: READ_WRITE }),
    make: guest.open("lib/site/a/new", { how: CREATE }),
    directory: guest.at("path_create_directory", "lib/site/new"),
    unlink: guest.at("path_unlink_file", "lib/site/d.py"),
    "rename out": guest.rename("lib/site/d.py", "work/d.py"),
    "rename directory": guest.rename("lib/site/a", "work/a"),
    "rename site": guest.rename("lib/site", "work/site"),
    symlink: guest.symlink("d.py", "lib/site/link"),
  };
  assertEquals(
    refused,
    Object.fromEntries(Object.keys(refused).map((key) => [key, "EROFS"])),
  );
  assertEquals(
    ["EROFS", "EXDEV"].includes(guest.link("lib/site/d.py", "work/l")),
    true,
  );
  // It has files.
  assertEquals(guest.at("path_remove_directory", "lib/site/a"), "ENOTEMPTY");
  guest.make("work/one", "12345");
  guest.make("work/two");
  assertEquals(guest.open("work/three", { how: CREATE }), "ENOSPC");
  assertEquals(guest.contentOf("lib/site/d.py"), "four");
});

Deno.test("limit() and clone() make no nodes of packages", (): void => {
  const tree = createTree();
  const before = tree.usage.lastNumber;
  const numbers = numbersBelow(tree.find(SITE) as Directory);
  const copy = tree.clone();
  assertEquals(tree.usage.lastNumber, before);
  // The copy numbers its own nodes alike.
  assertNotEquals(copy.find(SITE), tree.find(SITE));
  assertEquals(numbersBelow(copy.find(SITE) as Directory), numbers);
  assertEquals(new Set(numbers).size, numbers.length);
});

Deno.test("findNumbers() finds files of packages in a copy", () => {
  const tree = createTree();
  const file = tree.find(`${SITE}/a/b/c.txt`);
  assert(file !== undefined);
  const copy = tree.clone();
  const found = copy.findNumbers(new Set([file.number])).get(file.number);
  assertEquals(found?.type, "file");
  assertEquals(found?.stat(), file.stat());
});

Deno.test("no node of packages has the number of another", () => {
  const tree = createTree();
  const made = tree.makeDirectories("/work/later");
  const numbers = [
    ...numbersBelow(tree.root),
    tree.root.number,
  ];
  assertEquals(numbers.includes(made.number), true);
  assertEquals(new Set(numbers).size, numbers.length);
});
