import { assert, assertEquals } from "@std/assert";
import {
  embedTexts,
  toPackedTextModule,
  toTextModule,
} from "../../../tools/publish/embed_texts.ts";

Deno.test("embedTexts() keeps every other import as it is", () => {
  const source = `import { a } from "./a.ts";
import data from "./b.json" with { type: "json" };
const inner = 'import c from "./c.js" with { type: "bytes" };';
`;
  assertEquals(embedTexts(source), { source, texts: [] });
});

Deno.test("embedTexts() finds an import over several lines", () => {
  const source = `import a from "../a.py" with {
  type: "text",
};
import b from "./b.js" with { type: "text" };
`;
  assertEquals(embedTexts(source), {
    source: `import a from "../a.py.ts";\nimport b from "./b.js.ts";\n`,
    texts: ["../a.py", "./b.js"],
  });
});

Deno.test("toTextModule() keeps every character of a text", async () => {
  const all = "\uFEFF'\"`${x}\\n\r\n\u2028\u2029\0</script>*/ \u{1F600}\ud800";
  const texts = [
    all,
    all.replace(/[`$\r\ud800]/gu, ""),
    "a \\n b \\u0041 \n",
    ...["`", "${", "$", "\r", "\\", "\\\\", "\ud800", "\udc00"].map((end) =>
      `a${end}`
    ),
  ];
  for (const text of texts) {
    const module = encodeURIComponent(toTextModule(text));
    const { default: read } = await import(
      `data:application/typescript,${module}`
    );
    assertEquals(read, text);
  }
});

Deno.test("toPackedTextModule() keeps every character of a text, in less room", async () => {
  const text = "\uFEFF'\"`${x}\\n\r\n\u2028\0</script>*/ \u{1F600}".repeat(
    1_000,
  );
  const module = await toPackedTextModule(text);
  assert(module.length < text.length / 10);
  const { default: read } = await import(
    `data:application/typescript,${encodeURIComponent(module)}`
  );
  assertEquals(read, text);
});
