import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Allowance } from "../../../../sandbox/host_requests/mounts/allowance.ts";
import type { FileTree } from "../../../../sandbox/host_requests/mounts/file_tree.ts";
import { Overlay } from "../../../../sandbox/host_requests/mounts/overlay.ts";
import { OverlayFile } from "../../../../sandbox/host_requests/mounts/overlay_file.ts";
import {
  errnoOf,
  flags,
  names,
  readAll,
  TestDirectory,
  writeAll,
} from "./_directory.ts";

async function overlayOf(
  directory: TestDirectory,
  { fileBytes = 2 ** 20, maxFiles = 1_000 } = {},
): Promise<Overlay> {
  const lower = await directory.open({ mode: "overlay" });
  return new Overlay(lower, new Allowance({ fileBytes, maxFiles }));
}

/** All files below a place by their paths, with what they hold. */
async function contentOf(
  tree: FileTree,
  path = "",
): Promise<Record<string, string>> {
  const content: Record<string, string> = {};
  for (const { name, kind } of await tree.list(names(path))) {
    const below = path === "" ? name : `${path}/${name}`;
    if (kind === "directory") {
      content[below] = "(directory)";
      Object.assign(content, await contentOf(tree, below));
    } else content[below] = await readAll(tree, below);
  }
  return content;
}

Deno.test("Overlay keeps writes to itself and reports them", async () => {
  await using directory = new TestDirectory();
  directory.write("a", "lower");
  directory.write("b", "lower");
  const overlay = await overlayOf(directory);
  assertEquals(overlay.changes(), []);
  await writeAll(overlay, "a", "upper!");
  await writeAll(overlay, "c", "new");
  assertEquals(await readAll(overlay, "a"), "upper!");
  assertEquals([directory.read("a"), directory.read("b")], ["lower", "lower"]);
  assertEquals(overlay.changes(), [{ path: ["a"], bytes: 6 }, {
    path: ["c"],
    bytes: 3,
  }]);
  assertEquals(overlay.changes(), []);
  assertEquals(new TextDecoder().decode(overlay.written(["a"])), "upper!");
  assertEquals(overlay.written(["b"]), undefined);
});

Deno.test("Overlay sees what the host does below, where nothing lies over it", async () => {
  await using directory = new TestDirectory();
  const overlay = await overlayOf(directory);
  await writeAll(overlay, "mine", "x");
  directory.write("later", "host");
  directory.write("mine", "host");
  assertEquals(await readAll(overlay, "later"), "host");
  assertEquals(await readAll(overlay, "mine"), "x");
});

Deno.test("Overlay hides what was removed, also under a directory made again", async () => {
  await using directory = new TestDirectory();
  directory.write("d/a", "lower");
  const overlay = await overlayOf(directory);
  await overlay.unlink(["d", "a"]);
  await overlay.rmdir(["d"]);
  assertEquals(await errnoOf(overlay.stat(["d", "a"])), "ENOENT");
  await overlay.mkdir(["d"]);
  assertEquals(await overlay.list(["d"]), []);
  assertEquals(await errnoOf(overlay.stat(["d", "a"])), "ENOENT");
  assertEquals(directory.read("d/a"), "lower");
});

Deno.test("Overlay has one place for a file, whichever link leads to it", async () => {
  await using directory = new TestDirectory();
  directory.write("d/a", "lower");
  await Deno.symlink("d", `${directory.inside}/link`);
  await Deno.symlink(directory.outside, `${directory.inside}/out`);
  const overlay = await overlayOf(directory);
  await writeAll(overlay, "link/a", "upper");
  assertEquals(await readAll(overlay, "d/a"), "upper");
  assertEquals(await errnoOf(overlay.stat(["out", "file.txt"])), "EACCES");
  assertEquals(await errnoOf(overlay.mkdir(["out", "d"])), "EACCES");
  await overlay.unlink(["link"]);
  assertEquals(await errnoOf(overlay.stat(["link", "a"])), "ENOENT");
  assertEquals(await readAll(overlay, "d/a"), "upper");
  directory.assertOutsideUntouched();
});

Deno.test("Overlay counts bytes until a file has neither name nor user", async () => {
  await using directory = new TestDirectory();
  directory.write("large", "x".repeat(11));
  const overlay = await overlayOf(directory, { fileBytes: 10, maxFiles: 3 });
  const write = flags({ write: true });
  assertEquals(await errnoOf(overlay.open(["large"], write)), "ENOSPC");
  const file = await overlay.open(["a"], flags({ write: true, create: true }));
  await file.write(0, new Uint8Array(8));
  await overlay.unlink(["a"]);
  assertEquals(await errnoOf(writeAll(overlay, "b", "123")), "ENOSPC");
  file.close();
  file.close();
  await writeAll(overlay, "b", "1234567890");
  assertEquals(await errnoOf(writeAll(overlay, "c", "1")), "ENOSPC");
  await overlay.mkdir(["d"]);
  assertEquals(await errnoOf(overlay.mkdir(["e"])), "ENOSPC");
  await overlay.rmdir(["d"]);
  // What hides a file takes room too, or a guest could fill the host's memory with removals.
  await overlay.unlink(["large"]);
  assertEquals(await errnoOf(overlay.mkdir(["e"])), "ENOSPC");
});

Deno.test("Overlay fills holes with zeros, and cuts", async () => {
  await using directory = new TestDirectory();
  const overlay = await overlayOf(directory);
  const file = await overlay.open(["a"], flags({ write: true, create: true }));
  await file.write(0, new Uint8Array([1, 2, 3]));
  await file.truncate(1);
  await file.write(3, new Uint8Array([4]));
  assertEquals(await file.read(0, 10), new Uint8Array([1, 0, 0, 4]));
  assertEquals(await file.read(9, 1), new Uint8Array(0));
  file.close();
});

type Step = readonly [
  op: "write" | "append" | "mkdir" | "rmdir" | "unlink" | "rename",
  path: string,
  to: string,
];

const path = fc.array(fc.constantFrom("a", "b", "d"), {
  minLength: 1,
  maxLength: 3,
}).map((parts) => parts.join("/"));
const step: fc.Arbitrary<Step> = fc.tuple(
  fc.constantFrom("write", "append", "mkdir", "rmdir", "unlink", "rename"),
  path,
  path,
);

async function perform(tree: FileTree, [op, at, to]: Step): Promise<void> {
  if (op === "write") return await writeAll(tree, at, `${at}!`);
  if (op === "rename") return await tree.rename(names(at), names(to));
  if (op !== "append") return await tree[op](names(at));
  const file = await tree.open(names(at), flags({ write: true }));
  try {
    await file.write((await file.stat()).size, new TextEncoder().encode("+"));
  } finally {
    file.close();
  }
}

Deno.test("Overlay does what a directory does, and leaves the directory as it was", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      await using model = new TestDirectory();
      await using directory = new TestDirectory();
      for (const one of [model, directory]) {
        one.write("a/a", "lower a");
        one.write("a/b/d", "lower d");
        one.write("b", "lower b");
      }
      const real = await model.open({ maxFiles: 1_000 });
      const overlay = await overlayOf(directory);
      for (const one of steps) {
        // It moves no directories, as Linux's overlays do not.
        const moved = one[0] === "rename"
          ? await real.peek(names(one[1])).catch(() => "file")
          : "file";
        if (moved === "directory") continue;
        const expected = await errnoOf(perform(real, one));
        assertEquals(await errnoOf(perform(overlay, one)), expected, `${one}`);
      }
      assertEquals(await contentOf(overlay), await contentOf(real));
      assertEquals(await contentOf(await directory.open()), {
        "a": "(directory)",
        "a/a": "lower a",
        "a/b": "(directory)",
        "a/b/d": "lower d",
        "b": "lower b",
      });
    }),
    { numRuns: 60 },
  );
});

Deno.test("Overlay moves files, but not directories", async () => {
  await using directory = new TestDirectory();
  directory.write("d/a", "lower");
  const overlay = await overlayOf(directory);
  await overlay.rename(["d", "a"], ["b"]);
  assertEquals(await readAll(overlay, "b"), "lower");
  assertEquals(await errnoOf(overlay.stat(["d", "a"])), "ENOENT");
  assertEquals(await errnoOf(overlay.rename(["d"], ["e"])), "EXDEV");
  assert(overlay.changes().some(({ path }) => path.join("/") === "b"));
});

Deno.test("OverlayFile gives back the memory of what is cut off", () => {
  const allowance = new Allowance({ fileBytes: 4 * 2 ** 20, maxFiles: 100 });
  const files: OverlayFile[] = [];
  for (let i = 0; i < 100; i++) {
    const file = new OverlayFile(allowance);
    file.write(0, new Uint8Array(3 * 2 ** 20));
    file.truncate(3);
    files.push(file);
  }
  const held = files.reduce((sum, file) => sum + file.heldBytes, 0);
  assert(held <= 100 * 6, `${held}`);
  assertEquals(files[7]?.content, new Uint8Array(3));
  files[7]?.write(5, new Uint8Array([1]));
  assertEquals(files[7]?.content, new Uint8Array([0, 0, 0, 0, 0, 1]));
});
