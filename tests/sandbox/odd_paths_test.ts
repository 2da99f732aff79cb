import { assertEquals } from "@std/assert";

const ROOT = new URL("../../", import.meta.url);
const SOURCES = ["mod.ts", "cli.ts", "core", "engines", "sandbox", "commands"];
const PROGRAM = `import { run } from "./mod.ts";
for (const language of ["javascript", "python"]) {
  const { value } = await run("1 + 1", { language, isolation: "process" });
  console.log(value);
}`;

async function copy(path: string, to: URL): Promise<void> {
  const from = new URL(path, ROOT);
  if ((await Deno.stat(from)).isFile) {
    return await Deno.copyFile(from, new URL(path, to));
  }
  await Deno.mkdir(new URL(path, to));
  for await (const { name } of Deno.readDir(from)) {
    await copy(`${path}/${name}`, to);
  }
}

Deno.test("processes start from folders whose names have commas and spaces", async () => {
  const directory = await Deno.makeTempDir({ prefix: "a, b" });
  try {
    const to = new URL(`file://${directory}/`);
    for (const source of SOURCES) await copy(source, to);
    await Deno.writeTextFile(new URL("main.ts", to), PROGRAM);
    // The first builds the snapshot, the second starts from it.
    for (let time = 0; time < 2; time++) {
      const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "--no-lock", "--no-config", `${directory}/main.ts`],
        env: { XDG_CACHE_HOME: `${directory}/cache`, ...denoDir() },
      }).output();
      const said = [stdout, stderr].map((it) => new TextDecoder().decode(it));
      assertEquals(said, ["2\n2\n", ""]);
    }
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});

/** Where Deno's packages are stays where it was. */
function denoDir(): { DENO_DIR: string } {
  const cache = Deno.env.get("XDG_CACHE_HOME") ??
    `${Deno.env.get("HOME")}/.cache`;
  return { DENO_DIR: Deno.env.get("DENO_DIR") ?? `${cache}/deno` };
}
