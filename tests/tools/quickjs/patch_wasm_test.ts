import { assert, assertEquals, assertRejects } from "@std/assert";
// Deno knows the package's directory once a file of it is imported.
import "@jitl/quickjs-wasmfile-release-sync";
import { ORIGINAL, patchWasm } from "../../../tools/quickjs/patch_wasm.ts";

const PATCHED = new URL(
  "../../../engines/quickjs/quickjs.wasm",
  import.meta.url,
);

Deno.test("patchWasm() makes the engine's file of the package's", async () => {
  const original = await Deno.readFile(new URL(import.meta.resolve(ORIGINAL)));
  const expected = await patchWasm(original);
  const patched = await Deno.readFile(PATCHED);
  assertEquals(patched.length, expected.length);
  assert(patched.every((byte, i) => byte === expected[i]));
  assert(WebAssembly.validate(patched));
});

Deno.test("patchWasm() refuses another file", async () => {
  await assertRejects(() => patchWasm(Uint8Array.of(0)), Error, "digest");
});
