import { assert, assertEquals, assertThrows } from "@std/assert";
import { posix, win32 } from "node:path";
import fc from "fast-check";
import { FileError } from "../../../../sandbox/host_requests/mounts/file_error.ts";
import { parsePath } from "../../../../sandbox/host_requests/mounts/parse_path.ts";

const POSIX = { windows: false };
const WINDOWS = { windows: true };

function errnoOf(path: string, rules: typeof POSIX): string {
  try {
    parsePath(path, rules);
    return "none";
  } catch (error) {
    assert(error instanceof FileError);
    return error.errno;
  }
}

Deno.test("parsePath() gives the names", () => {
  assertEquals(parsePath("", POSIX), []);
  assertEquals(parsePath("a", POSIX), ["a"]);
  assertEquals(parsePath("a/b c/…/.d", POSIX), ["a", "b c", "…", ".d"]);
  assertEquals(parsePath("a\nb/c:d/CON/e\\f", POSIX), [
    "a\nb",
    "c:d",
    "CON",
    "e\\f",
  ]);
});

Deno.test("parsePath() refuses what leads up or nowhere", () => {
  for (
    const path of [
      "..",
      "../a",
      "a/..",
      "a/../b",
      ".",
      "a/./b",
      "/",
      "/a",
      "a/",
      "a//b",
    ]
  ) {
    assertEquals(errnoOf(path, POSIX), "EINVAL", path);
  }
});

Deno.test("parsePath() refuses NUL and lone surrogates", () => {
  for (const path of ["\0", "a\0b", "a/b\0", "\ud800", "a/\udc00b"]) {
    assertEquals(errnoOf(path, POSIX), "EINVAL");
  }
});

Deno.test("parsePath() limits names and paths by their bytes", () => {
  assertEquals(parsePath("a".repeat(255), POSIX).length, 1);
  assertEquals(errnoOf("a".repeat(256), POSIX), "ENAMETOOLONG");
  assertEquals(parsePath("é".repeat(127), POSIX).length, 1);
  assertEquals(errnoOf("é".repeat(128), POSIX), "ENAMETOOLONG");
  assertEquals(parsePath("a/".repeat(127) + "a", POSIX).length, 128);
  assertEquals(errnoOf("a/".repeat(128) + "a", POSIX), "ENAMETOOLONG");
  const long = `${"é".repeat(127)}/`;
  assertEquals(parsePath(long.repeat(16) + "a", POSIX).length, 17);
  assertEquals(errnoOf(long.repeat(17) + "a", POSIX), "ENAMETOOLONG");
  assertEquals(errnoOf("é/".repeat(2000) + "a", POSIX), "ENAMETOOLONG");
});

Deno.test("parsePath() refuses what is special on Windows, there alone", () => {
  for (
    const name of [
      "a:b",
      "a::$DATA",
      "a\\b",
      "..\\a",
      "CON",
      "con",
      "nul.txt",
      "COM1",
      "LPT¹",
      "AUX .x",
      "a.",
      "a ",
      "a*",
      "a?",
      "PROGRA~1",
      "CONIN$",
      'a"',
      "a|b",
      "a\nb",
    ]
  ) {
    assertEquals(errnoOf(`d/${name}`, WINDOWS), "EINVAL", name);
    assertEquals(parsePath(`d/${name}`, POSIX), ["d", name]);
  }
  for (const name of ["CONSOLE", "com", "a.b", ".a", "nullify", "a~b"]) {
    assertEquals(parsePath(name, WINDOWS), [name]);
  }
});

const odd = fc.oneof(
  fc.constantFrom(
    "..",
    ".",
    "",
    "a",
    "b",
    "\0",
    "\\",
    "C:",
    "NUL",
    "..\\..",
    "...",
    " ",
    "~",
    "\ud800",
    "e\u0301",
  ),
  fc.string({ unit: "binary", maxLength: 6 }),
);

Deno.test("parsePath() never gives names that lead out of a root", () => {
  fc.assert(
    fc.property(
      fc.array(odd, { maxLength: 8 }).map((names) => names.join("/")),
      fc.boolean(),
      (path, windows) => {
        let names: readonly string[];
        try {
          names = parsePath(path, { windows });
        } catch (error) {
          assert(error instanceof FileError);
          return;
        }
        const { resolve, sep } = windows ? win32 : posix;
        const root = windows ? "C:\\root" : "/root";
        const reached = resolve(root, ...names);
        assertEquals(reached, [root, ...names].join(sep));
        assert(
          !names.some((name) => name.includes(sep) || name.includes("\0")),
        );
      },
    ),
    { numRuns: 2_000 },
  );
});

Deno.test("control: joining a guest's path does lead out", () => {
  assertEquals(posix.join("/root", "../etc/passwd"), "/etc/passwd");
  assertEquals(win32.resolve("C:\\root", "C:\\x"), "C:\\x");
  assertThrows(() => parsePath("../etc/passwd", POSIX), FileError);
});
