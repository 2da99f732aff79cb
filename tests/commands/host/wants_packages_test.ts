import { assertEquals } from "@std/assert";
import { wantsPackages } from "../../../commands/host/wants_packages.ts";

const FILES: Readonly<Record<string, string>> = {
  "plain.py": "import os\n",
  "header.py": "# /// script\n# dependencies = []\n# ///\n",
  "tool": "#!/usr/bin/env python\n# /// script\n# ///\n",
  "program/main.py": "# /// script\n# ///\n",
  "data.csv": "# /// script\n",
};

const CASES: readonly (readonly [string, boolean])[] = [
  ["run plain.py", false],
  ["run --with rich plain.py", true],
  ["--with=rich plain.py", true],
  ["run --lock=pylock.toml plain.py", true],
  ["mcp --allow-packages rich", true],
  ["lock rich", true],
  ["run header.py", true],
  ["header.py", true],
  ["tool", true],
  ["run program", true],
  ["run none.py", false],
  ["run plain.py data.csv", false],
  ["mcp", false],
  ["", false],
];

for (const [line, expected] of CASES) {
  Deno.test(`wantsPackages() says ${expected} of "${line}"`, () => {
    const read = (path: string): string | undefined => FILES[path];
    assertEquals(wantsPackages(line.split(" "), read), expected);
  });
}

Deno.test("wantsPackages() reads files", async () => {
  const path = await Deno.makeTempFile({ suffix: ".py" });
  try {
    await Deno.writeTextFile(path, FILES["header.py"] ?? "");
    assertEquals(wantsPackages([path]), true);
    assertEquals(wantsPackages([`${path}/none`, "/dev/null"]), false);
  } finally {
    await Deno.remove(path);
  }
});
