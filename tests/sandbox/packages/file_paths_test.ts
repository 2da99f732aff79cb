import { assert, assertEquals } from "@std/assert";
import { pathFault, PathSet } from "../../../sandbox/packages/file_paths.ts";

Deno.test("pathFault() refuses paths that mean something else on some system", () => {
  for (
    const path of [
      "",
      "/etc/passwd",
      "../evil.py",
      "a/../../evil.py",
      "a/./b.py",
      "a//b.py",
      "a/",
      "a\\..\\b.py",
      "C:/evil.py",
      "a/b.py:stream",
      "a/nul",
      "con.py",
      "a/LPT1.txt",
      "a\0b",
      "a\nb",
      "trailing.",
      "trailing ",
      "PROGRA~1/a",
      "\ud800",
      "x/".repeat(200) + "x",
      "x".repeat(300),
      "x/".repeat(120) + "x".repeat(5_000),
    ]
  ) {
    assert(pathFault(path) !== undefined, JSON.stringify(path.slice(0, 40)));
  }
  for (const path of ["a.py", "a/b/c.py", "ä/ß.txt", "a b/c-d_e.f", ".x/y"]) {
    assertEquals(pathFault(path), undefined, path);
  }
});

Deno.test("PathSet finds paths that cannot exist beside each other", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["a/b.py", "a/b.py"],
    ["a/b.py", "a/B.py"],
    ["a/b.py", "A/c.py"],
    ["a", "a/b.py"],
    ["a/b.py", "a"],
    ["\u00e9.py", "e\u0301.py"],
    ["ﬁ.py", "fi.py"],
  ];
  for (const [first, second] of cases) {
    const paths = new PathSet();
    assertEquals(paths.add(first), undefined);
    assert(paths.add(second) !== undefined, `${first} and ${second}`);
  }
  const paths = new PathSet();
  for (const path of ["a/b.py", "a/c.py", "ab/c.py", "c"]) {
    assertEquals(paths.add(path), undefined);
  }
});
