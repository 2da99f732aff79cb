import { assertEquals } from "@std/assert";
import {
  linkWorker,
  toBlobUrl,
  toDataUrl,
} from "../../../engines/worker/link.ts";

/** Text with characters that a URL or a specifier cannot contain, below imports and comments. */
const TEXT = '%25 "\\" # ? \t é 東 😀 // no comment /* nor this */ \\n';

for (const toUrl of [toDataUrl, toBlobUrl]) {
  Deno.test(`linkWorker() keeps sources as they are, imported twice (${toUrl.name})`, async () => {
    const last = {
      source:
        `// A comment.\n/** Another,\n * of two lines. */\nexport const text = ${
          JSON.stringify(TEXT)
        };\n`,
    };
    const middle = {
      source: 'import { text as one } from "a";\nexport const text = one;\n',
      imports: { a: last },
    };
    const entry = {
      source:
        'import { text } from "b";\nexport const found = [text, `// kept`];\n',
      imports: { b: middle },
    };
    const { found } = await import(linkWorker(entry, toUrl));
    assertEquals(found, [TEXT, "// kept"]);
  });
}

Deno.test("linkWorker() removes comments on separate lines, which make URLs long", () => {
  const linked = linkWorker({
    source:
      "// one\n  // two\n/** three\n * four */\nexport const a = 1; // five\n",
  }, (source) => source);
  assertEquals(linked, "export const a = 1; // five\n");
});
