import { assert } from "@std/assert";
import { findRuff, lintPython } from "../../tools/lint_python.ts";

const ruff = await findRuff();

Deno.test({
  name: "lintPython() fails for a file with a fault, or in another format",
  ignore: ruff === undefined,
  async fn(t): Promise<void> {
    const sources = {
      "a name that is not defined": "print(missing)\n",
      "a long line": `text = "${"x".repeat(100)}"\n`,
      "an import that is not used": "import os\n",
      "another format": "x = ( 1 )\n",
    };
    for (const [name, source] of Object.entries(sources)) {
      await t.step(name, async () => {
        assert(!await lintFile(source));
      });
    }
    await t.step("control: what is right passes", async () => {
      assert(await lintFile('"""A module."""\n\nx = 1\n'));
    });
  },
});

async function lintFile(source: string): Promise<boolean> {
  const folder = await Deno.makeTempDir({ prefix: "sandglass_lint_" });
  try {
    const path = `${folder}/module.py`;
    await Deno.writeTextFile(path, source);
    return await lintPython({ paths: [path] });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
