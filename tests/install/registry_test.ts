import { assertEquals, assertStringIncludes } from "@std/assert";
import { Registry } from "./_registry.ts";

/** Publishes a module that imports another file, and returns Deno's output. */
async function publishModule(
  source: string,
): Promise<{ success: boolean; said: string; names: readonly string[] }> {
  await using registry = new Registry();
  const cwd = await Deno.makeTempDir();
  try {
    const config = { name: "@a/b", version: "1.0.0", exports: "./mod.ts" };
    await Deno.writeTextFile(`${cwd}/deno.json`, JSON.stringify(config));
    await Deno.writeTextFile(`${cwd}/LICENSE`, "MIT");
    await Deno.writeTextFile(`${cwd}/data.json`, "1");
    await Deno.writeTextFile(`${cwd}/mod.ts`, source);
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["publish", "--quiet", "--token", "secret"],
      cwd,
      env: { JSR_URL: registry.url },
    }).output();
    const said = new TextDecoder().decode(stderr);
    const names = registry.packages.map(({ name }) => name);
    return { success, said, names };
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
}

Deno.test("control: a registry refuses a package that imports a text, as JSR does", async () => {
  const { success, said, names } = await publishModule(
    `import a from "./data.json" with { type: "text" };\nexport const b: string = a;\n`,
  );
  assertEquals([success, names], [false, []]);
  assertStringIncludes(said, 'mod.ts imports with { type: "text" }');
});

Deno.test("control: a registry accepts a package with imports that JSR accepts", async () => {
  const { success, said, names } = await publishModule(
    `import a from "./data.json" with { type: "json" };\nexport const b: number = a;\n`,
  );
  assertEquals([success, names], [true, ["@a/b"]], said);
});
