import { assertEquals } from "@std/assert";
import { checkProse } from "../../../tools/lint/check_prose.ts";
import plainWords from "../../../tools/lint/plain_words.ts";

/** The texts that the rule marks in a source. */
function marked(source: string): string[] {
  return Deno.lint.runPlugin(plainWords, "core/a.ts", source)
    .sort((a, b) => a.range[0] - b.range[0])
    .map(({ range }) => source.slice(...range));
}

Deno.test("plain-words marks the word itself in comments and texts", () => {
  const rows: [string, ...string[]][] = [
    ["// Nobody waits, and nobody asks.", "Nobody", "nobody"],
    ["/** What is\n * told. */", "is\n * told"],
    ['const a = "An option that is none";', "is none"],
    ["const a = `as ${b} shall end`;", "shall"],
    ['throw new Error("Mend it");', "Mend"],
    ["/** As many\n words of it */", "words of"],
  ];
  for (const [source, ...words] of rows) {
    const expected = words.filter((word) => !word.includes("\n"));
    assertEquals(marked(source), expected, source);
  }
});

Deno.test("plain-words ignores names, single words and words that contain a marker", () => {
  const sources = [
    "const nobody = 1; nobody;",
    'const a = "fit";',
    "// The profit of a recommendation, told by a shallow benefit.",
    "const a = { whatever: 1 };",
  ];
  for (const source of sources) assertEquals(marked(source), [], source);
});

Deno.test("checkProse() names file, line and word, and skips code", () => {
  const text =
    "# One\n\nNobody\n\n```ts\n// nobody\n```\n\nand `nobody`, by\nlot";
  const lines = checkProse("docs/a.md", text).map((line) =>
    line.split(" as ")[0]
  );
  assertEquals(lines, [
    'docs/a.md:3: Cannot write "Nobody"',
    'docs/a.md:9: Cannot write "by\nlot"',
  ]);
});

Deno.test("checkProse() reads comments and texts of Python", () => {
  const text = 'nobody = a is None  # is none\n"""\nWhoever."""\nf("unfit")';
  const lines = checkProse("a.py", text).map((line) => line.split(" as ")[0]);
  assertEquals(lines, [
    'a.py:1: Cannot write "is none"',
    'a.py:3: Cannot write "Whoever"',
  ]);
});
