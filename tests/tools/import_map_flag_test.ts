import { assertEquals } from "@std/assert";
import { offlineMap } from "../../tools/import_map_flag.ts";
import { STAND_INS } from "../../tools/offline/stand_ins.ts";

Deno.test("offlineMap() replaces imports from JSR and keeps the rest", () => {
  const { imports } = offlineMap({
    "@std/assert": "jsr:@std/assert@^1",
    "fast-check": "npm:fast-check@^4",
    "local": "./core/local.ts",
  });
  assertEquals(imports, {
    "@std/assert": "../tools/offline/assert.ts",
    "fast-check": "npm:fast-check@^4",
    "local": "../core/local.ts",
  });
});

Deno.test("offlineMap() has a file for each replacement", async () => {
  for (const file of Object.values(STAND_INS)) {
    const url = new URL(`../../tools/offline/${file}`, import.meta.url);
    assertEquals((await Deno.stat(url)).isFile, true);
  }
});
