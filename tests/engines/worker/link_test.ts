import { assertEquals, assertThrows } from "@std/assert";
import {
  linkWorker,
  toBlobUrl,
  toDataUrl,
  type WorkerModule,
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
      source: 'import { text } from "a";\nexport const both = [text, text];\n',
      imports: { a: last },
    };
    const entry = {
      source: 'import { text } from "a";\nimport { both } from "b";\n' +
        "export const found = [text, ...both, `// kept`];\n",
      imports: { a: last, b: middle },
    };
    const { found } = await import(linkWorker(entry, toUrl));
    assertEquals(found, [TEXT, TEXT, TEXT, "// kept"]);
  });
}

Deno.test("linkWorker() removes comments on separate lines, which make URLs long", () => {
  const linked = linkWorker({
    source:
      "// one\n  // two\n/** three\n * four */\nexport const a = 1; // five\n",
  }, (source) => source);
  assertEquals(linked, "const a = 1; // five\nexport { a };\n");
});

Deno.test("linkWorker() keeps the order in which modules are evaluated, also around those from outside", async () => {
  Object.assign(globalThis, { linked: [] });
  const log = (name: string): string => `globalThis.linked.push("${name}");\n`;
  const outside = `data:application/javascript,${
    encodeURIComponent(log("outside") + "export const a = 1;\n")
  }`;
  const first = {
    source: log("first") +
      "export let count = 0;\nexport function add() {\n  count++;\n}\n",
  };
  const second = {
    source: `import { add } from "first";\nimport { a } from "${outside}";\n${
      log("second")
    }add();\nexport const b = a;\n`,
    imports: { first },
  };
  const entry = {
    source: 'import { count } from "first";\nimport { b } from "second";\n' +
      log("entry") + "export const found = [b, count];\n",
    imports: { first, second },
  };
  const { found } = await import(linkWorker(entry, toDataUrl));
  assertEquals(found, [1, 1]);
  assertEquals(Reflect.get(globalThis, "linked"), [
    "first",
    "outside",
    "second",
    "entry",
  ]);
  Reflect.deleteProperty(globalThis, "linked");
});

Deno.test("linkWorker() refuses what it would link wrongly", async (t) => {
  const one = { source: "export const a = 1;\n" };
  const cases: Readonly<Record<string, readonly [WorkerModule, string]>> = {
    "a name that two modules declare": [
      { source: 'import { a } from "one";\nconst a = 2;\n', imports: { one } },
      "a name must be declared once: current value is a",
    ],
    "a name that is not exported": [
      { source: 'import { b } from "one";\n', imports: { one } },
      "one must export what is imported of it: current value is b",
    ],
    "a default import": [
      { source: 'import a from "one";\nexport default a;\n', imports: { one } },
      "imports and exports must have another form: current value is export default a;",
    ],
    "another name": [
      { source: 'import { a as b } from "one";\n', imports: { one } },
      "one must export what is imported of it: current value is b",
    ],
  };
  for (const [name, [entry, message]] of Object.entries(cases)) {
    await t.step(name, () => {
      assertThrows(() => linkWorker(entry, toDataUrl), TypeError, message);
    });
  }
  await t.step("a circle", () => {
    const imports: Record<string, WorkerModule> = {};
    const entry = {
      source: 'import { a } from "one";\nexport const b = 1;\n',
      imports,
    };
    imports["one"] = {
      source: 'import { b } from "entry";\nexport const a = 1;\n',
      imports: { entry },
    };
    assertThrows(() => linkWorker(entry, toDataUrl), TypeError, "in a circle");
  });
});
