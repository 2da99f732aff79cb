import { assertEquals, assertThrows } from "@std/assert";
import { findScriptBlock, ScriptBlockError } from "../../core/script_block.ts";

/** The expression of PEP 723, in JavaScript. */
const REFERENCE =
  /^# \/\/\/ (?<type>[a-zA-Z0-9-]+)$\s(?<content>(?:^#(?:| .*)$\s)+)^# \/\/\/$/gm;

function reference(code: string): string | undefined {
  const [found] = [...code.matchAll(REFERENCE)].filter(({ groups }) =>
    groups?.type === "script"
  );
  return found?.groups?.content?.replace(/^# ?/gm, "");
}

const SCRIPTS: Readonly<Record<string, string>> = {
  "a block": "# /// script\n# a = 1\n#\n# b = 2\n# ///\nimport a\n",
  "a block after code": "import a\n\n# /// script\n# a = 1\n# ///",
  "a block without an end": "# /// script\n# a = 1\nimport a\n",
  "an end in the content": "# /// script\n# a = 1\n# ///\n# b = 2\n# ///\n",
  "a block of another type first":
    "# /// other\n# a = 1\n# ///\n\n# /// script\n# b = 1\n# ///\n",
  "a block inside of another": "# /// other\n# /// script\n# b = 1\n# ///\n",
  "an empty block": "# /// script\n# ///\n",
  "a line without a space": "# /// script\n#a = 1\n# ///\n",
  "a start that is indented": " # /// script\n# a = 1\n# ///\n",
  "a start with more text": "# /// script x\n# a = 1\n# ///\n",
  "a second start without an end": "# /// script\n# /// script\n# ///\n",
};

for (const [name, code] of Object.entries(SCRIPTS)) {
  Deno.test(`findScriptBlock() reads ${name} as PEP 723 says`, () => {
    assertEquals(findScriptBlock(code)?.toml, reference(code));
  });
}

Deno.test("findScriptBlock() accepts every end of lines, and counts the lines", () => {
  for (const end of ["\n", "\r\n", "\r"]) {
    const code = ["import a", "# /// script", "# a = 1", "# ///", ""].join(end);
    assertEquals(findScriptBlock(code), { toml: "a = 1\n", line: 2 });
  }
});

Deno.test("findScriptBlock() refuses a second block", () => {
  const block = "# /// script\n# a = 1\n# ///\n";
  assertThrows(
    () => findScriptBlock(`${block}\n${block}`),
    ScriptBlockError,
    'line 5: a script can have one block "# /// script": the first is in line 1',
  );
});

Deno.test("findScriptBlock() takes linear time", () => {
  const lines = 200_000;
  for (const line of ["# /// script\n", "# /// script\n#x\n", "# ///\n"]) {
    assertEquals(findScriptBlock(line.repeat(lines) + "x"), undefined);
  }
});
