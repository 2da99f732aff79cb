import { assertEquals } from "@std/assert";
import { jsrRegistry } from "../../../tools/offline/registry.ts";
import { standInPackages } from "../../../tools/offline/stand_in_packages.ts";

const FILES = new Map([["assert.ts", "export {};\n"]]);

async function get(path: string): Promise<[number, string]> {
  const url = `http://127.0.0.1:1/${path}`;
  const response = await jsrRegistry(standInPackages(FILES))(new Request(url));
  return [response.status, await response.text()];
}

Deno.test("jsrRegistry() describes a package as JSR does", async () => {
  const [, meta] = await get("@std/assert/meta.json");
  assertEquals(JSON.parse(meta), {
    versions: { "1.0.0": {} },
    latest: "1.0.0",
  });
  const [, version] = await get("@std/assert/1.0.0_meta.json");
  assertEquals(JSON.parse(version), {
    exports: { ".": "./assert.ts" },
    manifest: {
      "/assert.ts": {
        size: 11,
        checksum:
          "sha256-8e609bb71c20b858c77f0e9f90bb1319db8477b13f9f965f1a1e18524bf50881",
      },
    },
  });
});

Deno.test("jsrRegistry() serves only the files", async () => {
  assertEquals(await get("@std/assert/1.0.0/assert.ts"), [200, "export {};\n"]);
  for (
    const path of [
      "",
      "@std/other/meta.json",
      "@std/assert/2.0.0_meta.json",
      "@std/assert/1.0.0/../../secret",
      "@other/assert/meta.json",
    ]
  ) {
    assertEquals((await get(path))[0], 404, path);
  }
});
