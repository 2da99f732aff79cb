/** A guest for hostile calls: what it has open, and what its pointers lead to. */
import { assert, assertEquals } from "@std/assert";
import type { TreeNode } from "../../../engines/cpython/directory.js";
import { createTree, Guest } from "./_guest.ts";

/** The size of its memory. */
export const MEMORY_BYTES = 4 * 65_536;
/** Where the guest of these tests keeps paths, lists of buffers and subscriptions. */
export const PATHS = 4_096;
export const VECTORS = 16_384;
/** Nothing lies from here to the end. */
export const EMPTY = 65_536;

/** The paths that lie there, 256 bytes apart. */
export const PATH_TEXTS = [
  ...["work/a", "work/d", "work/d/b", "work/link", "work/loop", "work/new"],
  ...[".", "..", "/", "", "work/../..", "lib/archive/one.py", "dev/zero"],
  ...["dev/stdin", "dev/stdout", "work/", "work/a/", "host/file", "host/dir"],
  ...["work/d/x", "work/d/y", "work/x", "tmp", "work/d/../x", "work/x/d"],
  ...["host", "host/../work/a", "work/\0", "x/".repeat(1_500), "work/d/.."],
];

/** A guest with files, links, open descriptors, and what calls point to. */
export function prepare(): Guest {
  const tree = createTree();
  tree.addMount("/host", (request) => {
    switch (request.op) {
      case "stat": {
        const kind = request.path.endsWith("/file") ? "file" : "directory";
        return { value: { kind, size: 9, mtimeMs: -1.5 } };
      }
      case "fstat":
        return { value: { kind: "file", size: 9, mtimeMs: NaN } };
      case "list":
        return { value: [["file", "file"], ["x".repeat(255), "directory"]] };
      case "read":
        return { value: null, bytes: new Uint8Array(9) };
      case "open":
        return { value: 1 };
      default:
        return { error: { name: "EROFS" } };
    }
  });
  const guest = new Guest({
    tree,
    readStdin: (maxBytes) => new Uint8Array(Math.min(maxBytes, 3)),
    write: () => 0,
  });
  guest.make("work/a", "text");
  guest.at("path_create_directory", "work/d");
  guest.make("work/d/b", "more");
  guest.symlink("a", "work/link");
  guest.symlink("loop", "work/loop");
  guest.fd("work/a");
  guest.fd("work/a", { rights: 2n });
  guest.fd("work/d", { rights: 264240830n, how: 2 });
  guest.fd("dev/zero");
  guest.fd("host/file");
  guest.fd("host", { rights: 264240830n });
  guest.reset();
  const memory = new Uint8Array(guest.memory.buffer).fill(0);
  for (const [index, text] of PATH_TEXTS.entries()) {
    memory.set(
      new TextEncoder().encode(text).slice(0, 256),
      PATHS + 256 * index,
    );
  }
  // Buffers that lie at the end, overlap each other, and are out of bounds.
  const list = [[EMPTY, 16], [EMPTY + 8, 16], [MEMORY_BYTES - 4, 4]];
  for (let i = 0; i < 64; i++) {
    const [start, bytes] = list[i] ?? [EMPTY, i === 9 ? 0xffffffff : 1];
    guest.view.setUint32(VECTORS + 8 * i, start ?? 0, true);
    guest.view.setUint32(VECTORS + 8 * i + 4, bytes ?? 0, true);
  }
  return guest;
}

/** Fails if what a tree counts is not what it holds, or more than it may hold. */
export function assertWhole({ tree, wasi }: Guest): void {
  const { bytes, names, caps } = tree.usage;
  assert(bytes >= 0 && bytes <= caps.fileBytes, `${bytes} bytes`);
  assert(names >= 0 && names <= caps.maxFiles, `${names} names`);
  let heldBytes = 0;
  let heldNames = 0;
  const seen = new Set();
  const waiting = [tree.root];
  const hold = (node: TreeNode): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.type === "file" && !node.readOnly) heldBytes += node.size;
    if (node.type === "link") heldBytes += node.stat().size;
  };
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const [name, entry] of at.entries) {
      assertEquals([entry.name, entry.directory], [name, at]);
      if (entry.counts) heldNames++;
      hold(entry.node);
      if (entry.node.type !== "directory") continue;
      assert(!seen.has(entry.name + entry.node.number));
      assertEquals(entry.node.parent, at);
      waiting.push(entry.node);
    }
  }
  for (const node of tree.usage.nameless) hold(node);
  assertEquals([heldBytes, heldNames], [bytes, names]);
  assert(wasi.save().descriptors.length <= 1024);
}
