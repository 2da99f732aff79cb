import { assertEquals, assertLess } from "@std/assert";
import { filesBelow, stage } from "../../../tools/publish/stage.ts";

const ROOT = new URL("../../../", import.meta.url);

/** What is published may have so much in bytes, of the 20 MiB that JSR takes. */
const BUDGET_BYTES = 2 * 2 ** 20;

Deno.test("stage() leaves nothing that JSR refuses, and no more than is needed", async () => {
  const directory = await Deno.makeTempDir();
  const target = new URL(`file://${directory}/`);
  try {
    await stage(ROOT, target);
    let bytes = 0;
    const paths: string[] = [];
    for await (const path of filesBelow("", target)) {
      const text = await Deno.readTextFile(new URL(path, target));
      bytes += new TextEncoder().encode(text).length;
      paths.push(path);
      assertEquals(/^import[^"]+"[^"]+" with/m.exec(text), null, path);
    }
    assertLess(bytes, BUDGET_BYTES);
    // An import of the tests leads to no file that is published.
    const config = await Deno.readTextFile(new URL("deno.json", target));
    const imports: string[] = Object.values(JSON.parse(config).imports);
    assertEquals(imports.filter((one) => one.startsWith(".")), []);
    // What guests are made of is in modules, and nothing that only developers need is there.
    const kinds = new Set(paths.map((path) => /[^./]*$/.exec(path)?.[0]));
    assertEquals(kinds, new Set(["ts", "js", "md", "json", "LICENSE"]));
    const folders = new Set(paths.map((path) => path.split("/")[0]));
    for (const name of ["tests", "tools", "bench", "examples", "npm"]) {
      assertEquals(folders.has(name), false, name);
    }
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});
