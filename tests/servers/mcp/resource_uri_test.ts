import { assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  parseResourceUri,
  toResourceUri,
} from "../../../servers/mcp/resource_uri.ts";

Deno.test("parseResourceUri() reads what toResourceUri() writes, also after URL parsing", () => {
  const name = fc.stringMatching(/^[\w-][\w.-]{0,63}$/);
  const path = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 })
    .filter((path) => path.isWellFormed());
  fc.assert(fc.property(name, path, (session, path) => {
    const uri = toResourceUri(session, path);
    assertEquals(parseResourceUri(uri), { session, path });
  }));
});

Deno.test("parseResourceUri() refuses a URI that names no file of a session", () => {
  for (
    const uri of [
      "",
      "file:///etc/passwd",
      "sandglass://default",
      "sandglass://default/",
      "sandglass:///a",
      "sandglass://a b/c",
      "sandglass://default/%",
      "sandglass://default/%ff",
      `sandglass://${"x".repeat(65)}/a`,
      "SANDGLASS//default/a",
    ]
  ) assertEquals(parseResourceUri(uri), undefined, uri);
});
