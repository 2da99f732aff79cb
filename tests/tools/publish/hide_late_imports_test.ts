import { assertEquals } from "@std/assert";
import { hideLateImports } from "../../../tools/publish/hide_late_imports.ts";

Deno.test("hideLateImports() keeps the imports that every start needs", () => {
  const source = `const { b } = await import("../sandbox/b.ts");
import { c } from "./cli.ts";
`;
  assertEquals(hideLateImports(source), source);
});

Deno.test("hideLateImports() hides an import over several lines", () => {
  assertEquals(
    hideLateImports(`void import(\n  "./cli.ts",\n).then(f);`),
    'void import(`./${"cli.ts"}`).then(f);',
  );
});
