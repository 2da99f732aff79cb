import { assert, assertEquals } from "@std/assert";

/** The rows of a table in SECURITY.md: what it names as tests, by file. */
function namedTests(markdown: string): [file: string, names: string[]][] {
  const references = markdown.matchAll(
    /`((?!tests\/)[\w/]+\/\w+_test\.ts)`:((?:\s*;?\s*"[^"]+")+)/g,
  );
  return Array.from(references, ([, file = "", list = ""]) => [
    file,
    Array.from(list.matchAll(/"([^"]+)"/g), ([, name = ""]) => name),
  ]);
}

Deno.test("SECURITY.md names tests that there are", async () => {
  const markdown = await Deno.readTextFile(
    new URL("../SECURITY.md", import.meta.url),
  );
  const named = namedTests(markdown);
  const mentioned = markdown.matchAll(
    /`((?!tests\/)[\w/]+\/\w+_test\.ts)`/g,
  );
  assertEquals(named.length, [...mentioned].length);
  for (const [file, names] of named) {
    const source = await Deno.readTextFile(new URL(file, import.meta.url));
    for (const name of names) {
      assert(source.includes(name), `${file} has no test "${name}"`);
    }
  }
});

Deno.test("SECURITY.md names a test for every promise", async () => {
  const markdown = await Deno.readTextFile(
    new URL("../SECURITY.md", import.meta.url),
  );
  const [, promises = "", tests = ""] =
    /\| promise([\s\S]*?)## The tests behind it([\s\S]*?)## /.exec(markdown) ??
      [];
  const promised = Array.from(promises.matchAll(/^\| (P\d+):/gm), (m) => m[1]);
  assertEquals(promised.length, 10);
  for (const promise of promised) {
    const isBacked = new RegExp(`^\\| [^|]*\\b${promise}\\b`, "m").test(tests);
    assert(isBacked, `no test backs ${promise}`);
  }
});
