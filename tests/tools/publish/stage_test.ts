import { assertEquals, assertLess } from "@std/assert";
import { filesBelow } from "../../../tools/publish/files_below.ts";
import { stage } from "../../../tools/publish/stage.ts";

const ROOT = new URL("../../../", import.meta.url);

/** JSR's limit, in bytes. */
const LIMIT_BYTES = 20 * 2 ** 20;
/** What the sources may have, of which Intl and the modules of Node are a third. */
const BUDGET_BYTES = 3 * 2 ** 20;

Deno.test("stage() publishes nothing that JSR refuses, and no more than is needed", async () => {
  const directory = await Deno.makeTempDir();
  const target = new URL(`file://${directory}/`);
  try {
    await stage(ROOT, target);
    const bytes = { own: 0, packages: 0 };
    const paths: string[] = [];
    for await (const path of filesBelow("", target)) {
      const content = await Deno.readFile(new URL(path, target));
      const text = new TextDecoder().decode(content);
      const part = path.startsWith("packages/") ? "packages" : "own";
      bytes[part] += content.length;
      paths.push(path);
      assertEquals(/^import[^"]+"[^"]+" with/m.exec(text), null, path);
      // Such an import is resolved from the directory in which a program is started.
      const npm = /^(?:im|ex)port\b[^;]*?from\s+"(?:npm:|[@\w])[^"]*";/gm;
      const found = [...text.matchAll(npm)].map(([line]) => line)
        .filter((line) => !line.includes('"node:'));
      if (part === "own" && !path.endsWith(".md")) {
        assertEquals(found, [], path);
      }
    }
    assertLess(bytes.own, BUDGET_BYTES);
    assertLess(bytes.own + bytes.packages, LIMIT_BYTES);
    // The sources of guests are inside modules, and files for developers are left out.
    const kinds = new Set(paths.map((path) => /[^./]*$/.exec(path)?.[0]));
    assertEquals(kinds, new Set(["ts", "js", "md", "json", "wasm", "LICENSE"]));
    const folders = new Set(paths.map((path) => path.split("/")[0]));
    for (const name of ["tests", "tools", "bench", "examples", "npm"]) {
      assertEquals(folders.has(name), false, name);
    }
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});
