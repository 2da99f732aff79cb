import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import {
  declareOwn,
  fileNameOf,
  importOwn,
  importOwnServer,
} from "../../../tools/publish/own_packages.ts";
import { wrapBytes } from "../../../tools/publish/wrap_bytes.ts";

Deno.test("importOwn() redirects a worker's imports to the package's own files", () => {
  const { source, specifiers } = importOwn(
    'import a from "npm:a@1.0.0";\nimport {\n  b,\n} from "npm:@s/b@2.0.0/c.mjs";\nimport d from "./d.js";\n',
    "engines/x/y.js",
  );
  assertEquals(
    source,
    'import $a_js from "../../packages/a.js";\nconst a = $a_js.default ?? $a_js;\n' +
      'import $s_b_c_js from "../../packages/s-b-c.js";\nconst {\n  b,\n} = $s_b_c_js;\nimport d from "./d.js";\n',
  );
  assertEquals(specifiers, ["npm:a@1.0.0", "npm:@s/b@2.0.0/c.mjs"]);
});

Deno.test("importOwn() removes imports of types, for which Deno would fetch a package", () => {
  const { source, specifiers } = importOwn(
    '/**\n * @import { A } from "npm:a@1.0.0"\n * @import { B } from "./b.js"\n */\n',
    "engines/x/y.js",
  );
  assertEquals(source, '/**\n * \n * @import { B } from "./b.js"\n */\n');
  assertEquals(specifiers, []);
});

Deno.test("importOwnServer() redirects only the packages of servers", () => {
  assertEquals(
    importOwnServer(
      'import * as z from "zod";\nimport { a } from "../zod.ts";\n',
      "servers/mcp/tools/x.ts",
    ),
    'import * as z from "../../../packages/mcp/zod.js";\nimport { a } from "../zod.ts";\n',
  );
});

Deno.test("importOwnServer() redirects what reads TOML", () => {
  assertEquals(
    importOwnServer(
      'import { parse } from "smol-toml";\n',
      "sandbox/packages/x.ts",
    ),
    'import { parse } from "../../packages/toml/smol_toml.js";\n',
  );
});

Deno.test("fileNameOf() returns different names for the files of one package", () => {
  const names = ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm"]
    .map((file) => fileNameOf(`npm:pyodide@1.2.3/${file}`));
  assertEquals(new Set(names).size, names.length);
});

Deno.test("declareOwn() writes the end of engines/packages.ts, and refuses another module", async () => {
  const url = new URL("../../../engines/packages.ts", import.meta.url);
  const declared = declareOwn(await Deno.readTextFile(url));
  assertStringIncludes(declared, '"pyodide":"pyodide-pyodide.asm.wasm"');
  assertThrows(() => declareOwn("export const a = 1;"), TypeError);
});

Deno.test("wrapBytes() makes a module that exports any bytes unchanged", () => {
  for (const length of [0, 1, 127, 128, 20_000]) {
    const bytes = crypto.getRandomValues(new Uint8Array(length));
    const module = new WebAssembly.Module(wrapBytes(bytes, "file"));
    const [found] = WebAssembly.Module.customSections(module, "file");
    assertEquals(found && new Uint8Array(found), bytes);
  }
});
