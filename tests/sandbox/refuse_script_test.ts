import { assertEquals } from "@std/assert";
import { createSandbox } from "../../sandbox/mod.ts";
import { refuseScript } from "../../sandbox/refuse_script.ts";

const PACKAGES = [{ name: "rich", version: "14.1.0" }];

function script(dependencies: string): string {
  return `# /// script\n# dependencies = ${dependencies}\n# ///\n1\n`;
}

function messageOf(
  dependencies: string,
  engine: "pyodide" | "cpython" = "pyodide",
): string | undefined {
  const result = refuseScript(script(dependencies), {
    engine,
    isolation: "process",
    packages: PACKAGES,
  });
  return result?.status === "error" ? result.error.traceback : undefined;
}

Deno.test("refuseScript() accepts a script whose packages are there", () => {
  const good = ["[]", '["Rich>=14,<15"]', "[\"torch; os_name == 'nt'\"]"];
  for (const dependencies of good) {
    assertEquals(messageOf(dependencies), undefined);
  }
  assertEquals(messageOf('["numpy>=2", "rich"]', "cpython"), undefined);
});

Deno.test("refuseScript() says what is missing, and what is there", () => {
  assertEquals(
    messageOf('["rich>=15", "torch"]'),
    "ModuleNotFoundError: The header of the script needs packages that are not there: rich>=15, torch (rich 14.1.0)",
  );
  assertEquals(
    messageOf("1"),
    "SyntaxError: The header of the script cannot be used: line 2: dependencies must be a list of at most 256 texts",
  );
});

Deno.test("Sandbox.run() fails a script that needs more packages, and goes on", async () => {
  await using sandbox = await createSandbox({ language: "python" });
  await sandbox.run("x = 1");
  const refused = await sandbox.run(script('["rich"]'));
  assertEquals(
    refused.status === "error" && refused.error.message,
    "The header of the script needs packages that are not there: rich (there are no packages)",
  );
  assertEquals(
    [refused.engine, refused.language, refused.isolation],
    [sandbox.engine, sandbox.language, sandbox.isolation],
  );
  const ok = await sandbox.run(script("[]") + "x + 1");
  assertEquals(ok.status === "ok" && ok.value, 2);
});

Deno.test("Sandbox.run() takes a header in JavaScript for a comment", async () => {
  await using sandbox = await createSandbox({ language: "javascript" });
  const code = `/*\n${script('["rich"]')}*/ 42`;
  const result = await sandbox.run(code);
  assertEquals(result.status === "ok" && result.value, 42);
});
