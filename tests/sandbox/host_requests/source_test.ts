import { assertEquals, assertRejects } from "@std/assert";
import { lateScripts } from "../../../engines/javascript/late_scripts.ts";
import { sourceService } from "../../../sandbox/host_requests/source.ts";

const CONTEXT = { run: 1, signal: new AbortController().signal };

function request(
  engine: "quickjs" | "pyodide",
  body: string,
): Promise<unknown> {
  return sourceService(engine)({
    run: 1,
    id: 1,
    service: "source",
    body,
    data: undefined,
  }, CONTEXT);
}

Deno.test("sourceService() gives scripts of the engine, and nothing else", async () => {
  assertEquals(await request("quickjs", "url"), {
    text: lateScripts["url"],
  });
  const names = [
    "",
    "prelude",
    "__proto__",
    "constructor",
    "../engine.ts",
    "/etc/passwd",
  ];
  for (const name of names) {
    await assertRejects(
      () => request("quickjs", name),
      Error,
      "There is no script of this name",
    );
  }
  await assertRejects(() => request("pyodide", "url"), Error, "no script");
});
