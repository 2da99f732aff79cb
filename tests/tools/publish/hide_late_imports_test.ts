import { assertEquals } from "@std/assert";
import { hideLateImports } from "../../../tools/publish/hide_late_imports.ts";

Deno.test("hideLateImports() leaves types, and what every start needs, as they are", () => {
  const source = `type A = import("../servers/a.ts").A;
const { b } = await import("../sandbox/b.ts");
import { c } from "./cli.ts";
`;
  assertEquals(hideLateImports(source), source);
});

Deno.test("hideLateImports() hides what is written over several lines", () => {
  assertEquals(
    hideLateImports(`void import(\n  "./cli.ts",\n).then(f);`),
    'void import(`./${"cli.ts"}`).then(f);',
  );
});
