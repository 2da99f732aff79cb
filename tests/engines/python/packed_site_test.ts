import {
  assert,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import { packFiles } from "../../../core/packed_files.ts";
import {
  openSite,
  readPackedIndex,
  type SiteFolder,
  toOwnBytes,
} from "../../../engines/python/packed_site.js";

const encoder = new TextEncoder();

function pack(
  files: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  return packFiles(
    Object.entries(files).map(([path, text]) => ({
      path,
      bytes: encoder.encode(text),
    })),
  );
}

/** All files of a folder, as texts by path, and the numbers of all items. */
function contentsOf(
  bytes: Uint8Array,
  folder: SiteFolder,
): { texts: Record<string, string>; numbers: number[] } {
  const texts: Record<string, string> = {};
  const numbers = [folder.number];
  for (const [name, item] of folder.items) {
    if (item.type === "file") {
      numbers.push(item.number);
      const part = bytes.slice(item.at, item.at + item.size);
      texts[name] = new TextDecoder().decode(part);
      continue;
    }
    const below = contentsOf(bytes, item);
    numbers.push(...below.numbers);
    for (const [path, text] of Object.entries(below.texts)) {
      texts[`${name}/${path}`] = text;
    }
  }
  return { texts, numbers };
}

const FILES = {
  "a/__init__.py": "one",
  "b.py": "",
  "a/b/c.txt": "three",
  "__proto__/ä.py": "four",
  "a/b/constructor": "five",
};

Deno.test("openSite() finds all files, and numbers what it finds", () => {
  const bytes = pack(FILES);
  const { root, count } = openSite(bytes);
  const { texts, numbers } = contentsOf(bytes, root);
  assertEquals(
    Object.entries(texts).sort(),
    Object.entries(FILES).sort(),
  );
  assertEquals(
    numbers.sort((a, b) => a - b),
    Array.from({ length: count }, (_, number) => number),
  );
});

Deno.test("openSite() reads a view, and memory that is shared", () => {
  const bytes = pack(FILES);
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length + 8), 5);
  shared.set(bytes);
  const part = shared.subarray(0, bytes.length);
  assertEquals(
    contentsOf(part, openSite(part).root),
    contentsOf(bytes, openSite(bytes).root),
  );
});

Deno.test("openSite() opens no packages", () => {
  const { root, count } = openSite(pack({}));
  assertEquals([root.items.size, count], [0, 1]);
});

Deno.test("openSite() refuses two files at one place", () => {
  for (const paths of [["a", "a/b"], ["a/b", "a"]]) {
    const bytes = pack(Object.fromEntries(paths.map((path) => [path, ""])));
    assertThrows(() => openSite(bytes), TypeError, "two files at");
  }
});

Deno.test("readPackedIndex() has where each file begins", () => {
  const bytes = pack({ a: "12", b: "345" });
  const [first, second] = readPackedIndex(bytes);
  assert(first !== undefined && second !== undefined);
  assertEquals([first[0], first[2], second[0], second[2]], ["a", 2, "b", 3]);
  assertEquals(second[1] - first[1], 2);
  assertEquals(second[1] + second[2], bytes.length);
});

Deno.test("toOwnBytes() copies shared memory, and no other", () => {
  const own = Uint8Array.of(1, 2, 3);
  assertEquals(toOwnBytes(own.buffer), own);
  assertEquals(toOwnBytes(own.buffer).buffer, own.buffer);
  const copy = toOwnBytes(new SharedArrayBuffer(3));
  assertEquals(copy.length, 3);
  assertNotEquals(copy.buffer.constructor, SharedArrayBuffer);
});
