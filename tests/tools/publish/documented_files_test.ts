import { assert, assertEquals } from "@std/assert";
import { documentedFiles } from "../../../tools/publish/documented_files.ts";

const ROOT = new URL("../../../", import.meta.url);

Deno.test("documentedFiles() follows exports, and not imports", async () => {
  const found = await documentedFiles("mod.ts", ROOT);
  for (const path of ["mod.ts", "core/errors.ts", "sandbox/sandbox.ts"]) {
    assert(found.has(path), path);
  }
  assertEquals(
    [...found].filter((path) => /^(?:commands|servers)\//.test(path)),
    [],
  );
  assert(!found.has("sandbox/process/child.ts"));
});
