import { assert, assertEquals } from "@std/assert";
import { serverCommand } from "./_client.ts";

const INSPECTOR = "@modelcontextprotocol/inspector@2.12.0";
const METHODS = {
  "tools/list": [],
  "tools/call": ["--tool-name", "run_python", "--tool-arg", "code=6 * 7"],
  "resources/list": [],
};

/** The output of the official inspector's command line. */
async function inspect(
  method: keyof typeof METHODS,
  directory: string,
): Promise<Record<string, unknown>> {
  const { command, args } = serverCommand();
  const config = `${directory}/config.json`;
  await Deno.writeTextFile(
    config,
    JSON.stringify({ mcpServers: { sandglass: { command, args } } }),
  );
  const { code, stdout, stderr } = await new Deno.Command("npx", {
    args: [
      "-y",
      INSPECTOR,
      "--cli",
      "--config",
      config,
      "--server",
      "sandglass",
      "--method",
      method,
      ...METHODS[method],
    ],
    cwd: directory,
    stdin: "null",
  }).output();
  const text = new TextDecoder().decode(stdout);
  assertEquals(code, 0, text + new TextDecoder().decode(stderr));
  return JSON.parse(text);
}

Deno.test("the official inspector understands mcp", async () => {
  const directory = await Deno.makeTempDir({ prefix: "inspector-" });
  try {
    const { tools } = await inspect("tools/list", directory);
    assert(Array.isArray(tools));
    assertEquals(tools.length, 7);
    const result = await inspect("tools/call", directory);
    assertEquals(result.content, [{ type: "text", text: "42" }]);
    assertEquals(Object(result.structuredContent).value, 42);
    const { resources } = await inspect("resources/list", directory);
    assertEquals(resources, []);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});
