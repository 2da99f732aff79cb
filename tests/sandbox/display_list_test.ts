import { assertEquals } from "@std/assert";
import { MAX_DISPLAYS } from "../../engines/worker/shared_values.js";
import { DisplayList } from "../../sandbox/display_list.ts";

Deno.test("DisplayList keeps displays within its limit, and reports that others were dropped", () => {
  const shown = new DisplayList(5);
  assertEquals(shown.push({ "a/b": "éé" }), true);
  assertEquals([shown.cut, shown.push({ "a/b": "xx" }), shown.cut], [
    false,
    false,
    true,
  ]);
  assertEquals(shown.push({ "a/b": new Uint8Array(1) }), true);
  assertEquals(shown.displays, [
    { "a/b": "éé" },
    { "a/b": new Uint8Array(1) },
  ]);
});

Deno.test("DisplayList keeps a thousand displays and no more", () => {
  const shown = new DisplayList(0);
  for (let i = 0; i <= MAX_DISPLAYS; i++) shown.push({ "a/b": "" });
  assertEquals([shown.displays.length, shown.cut], [1000, true]);
});
