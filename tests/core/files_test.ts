import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  collectEntries,
  type FileEntry,
  resolveFiles,
  sortEntries,
  toContent,
  toGuestPath,
} from "../../core/files.ts";
import { MAX_PATH_BYTES } from "../../engines/worker/shared_values.js";

const LIMITS = { fileBytes: 10, maxFiles: 3 };

Deno.test("toGuestPath() returns normal paths relative to /work", () => {
  const cases = {
    "a": "a",
    "/work/a": "a",
    "./a//b/": "a/b",
    "a/../b/./c": "b/c",
    "/work/../work": undefined,
    "a\nb": "a\nb",
    "__proto__/constructor": "__proto__/constructor",
    "...": "...",
    "a\\..\\b": "a\\..\\b",
  };
  for (const [path, normal] of Object.entries(cases)) {
    if (normal === undefined) assertThrows(() => toGuestPath(path), TypeError);
    else assertEquals(toGuestPath(path), normal);
  }
});

Deno.test("toGuestPath() refuses a path that names nothing below /work, and says why", () => {
  const cases: readonly (readonly [unknown, string])[] = [
    [5, "be a string: current value is 5"],
    ["", "not be empty"],
    ["a\0", "have no NUL"],
    ["a\ud800", "have no lone surrogate"],
    ["é/".repeat(MAX_PATH_BYTES / 3) + "xx", "have at most 4096 bytes"],
    ["é".repeat(128), "have names of at most 255 bytes"],
    ["..", "not leave /work"],
    ["a/../../b", "not leave /work"],
    ["/work/../etc/passwd", "not leave /work"],
    ["/etc/passwd", "be relative or below /work"],
    ["/workshop/a", "be relative or below /work"],
    ["/work", "name something below /work"],
    ["a/..", "name something below /work"],
  ];
  for (const [path, why] of cases) {
    assertThrows(
      () => toGuestPath(path),
      TypeError,
      `Cannot use path as it must ${why}`,
    );
  }
});

Deno.test("toGuestPath() returns a path below /work for every input", () => {
  const names = fc.constantFrom("..", ".", "", "a", "work", "...", "a..");
  fc.assert(fc.property(
    fc.array(names, { maxLength: 8 }),
    fc.constantFrom("", "/", "/work/"),
    (parts, start) => {
      let path: string;
      try {
        path = toGuestPath(start + parts.join("/"));
      } catch (error) {
        if (error instanceof TypeError) return;
        throw error;
      }
      assertEquals(
        path.split("/").filter((name) => ["", ".", ".."].includes(name)),
        [],
      );
      assertEquals(toGuestPath(path), path);
    },
  ));
});

Deno.test("toContent() accepts text and bytes, and nothing else", () => {
  assertEquals(toContent("a", "é"), new Uint8Array([0xc3, 0xa9]));
  for (const content of [5, null, undefined, {}, [1], new ArrayBuffer(1)]) {
    assertThrows(() => toContent("a", content), TypeError, 'Cannot write "a"');
  }
});

Deno.test("resolveFiles() reads files by path", () => {
  assertEquals(resolveFiles(undefined, LIMITS), []);
  assertEquals(resolveFiles({ "b/./c": "1", "/work/a": "" }, LIMITS), [
    { path: "b/c", content: new Uint8Array([49]) },
    { path: "a", content: new Uint8Array(0) },
  ]);
});

Deno.test("resolveFiles() refuses invalid, duplicate and oversized files", () => {
  for (const files of [null, 5, "a", ["a"]]) {
    assertThrows(
      () => resolveFiles(files, LIMITS),
      TypeError,
      "Cannot set files",
    );
  }
  assertThrows(() => resolveFiles({ "../a": "" }, LIMITS), TypeError);
  assertThrows(() => resolveFiles({ a: 5 }, LIMITS), TypeError);
  assertThrows(
    () => resolveFiles({ "a": "", "./a": "" }, LIMITS),
    TypeError,
    '"a" twice',
  );
  assertThrows(
    () => resolveFiles({ a: "123456", b: "123456" }, LIMITS),
    RangeError,
    "they must keep to fileBytes, which is 10: current value is 12",
  );
  assertThrows(
    () => resolveFiles({ a: "", b: "", c: "", d: "" }, LIMITS),
    RangeError,
    "maxFiles, which is 3",
  );
});

function collect(listed: unknown, maxFiles = 10): readonly FileEntry[] {
  const found = new Map<string, FileEntry>();
  collectEntries(listed, found, maxFiles);
  return [...found.values()];
}

Deno.test("collectEntries() keeps each file below /work once", () => {
  assertEquals(
    collect([["a/b", 1], ["a/b", 2], ["__proto__", 0], ["x\n", 3]]),
    [
      { path: "a/b", bytes: 1 },
      { path: "__proto__", bytes: 0 },
      { path: "x\n", bytes: 3 },
    ],
  );
  assertEquals(collect([["a", 1], ["b", 1], ["c", 1]], 2).length, 2);
});

Deno.test("collectEntries() drops forged entries", () => {
  const paths = [
    "..",
    "../a",
    "a/../../b",
    "a/../b",
    "/etc/passwd",
    "/work/a",
    "a//b",
    "a/",
    "./a",
    "",
    "a\0b",
    "a\ud800",
    "x".repeat(256),
    "a/".repeat(3000) + "a",
    5,
    null,
    { length: 1 },
  ];
  for (const path of paths) assertEquals(collect([[path, 1]]), []);
  for (const bytes of [-1, 1.5, NaN, "1", null, 2 ** 53, undefined]) {
    assertEquals(collect([["a", bytes]]), []);
  }
  for (const listed of [undefined, null, "a", { 0: ["a", 1], length: 1 }]) {
    assertEquals(collect(listed), []);
  }
});

Deno.test("sortEntries() sorts by code units", () => {
  const entries = ["b", "a/b", "a", "Z", "ä"].map((path) => ({
    path,
    bytes: 0,
  }));
  assertEquals(sortEntries(entries).map(({ path }) => path), [
    "Z",
    "a",
    "a/b",
    "b",
    "ä",
  ]);
});
