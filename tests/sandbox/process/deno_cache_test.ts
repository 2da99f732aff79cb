import { assertEquals, assertGreater } from "@std/assert";
import { DatabaseSync } from "node:sqlite";

const DIRECTORIES = ["npm", "remote"];
const CODE = `import { run } from "${import.meta.resolve("../../../mod.ts")}";
for (const language of ["javascript", "typescript", "python"]) {
  const { status } = await run("1", { language, isolation: "process" });
  if (status !== "ok") throw new Error(language);
}`;

/** What Deno's caches in a directory have rows for. */
function rowsOf(directory: string): readonly string[] {
  const tables = {
    v8_code_cache_v2: "codecache",
    dep_analysis_cache_v2: "moduleinfocache",
  };
  return Object.entries(tables).flatMap(([file, table]) => {
    using database = new DatabaseSync(`${directory}/${file}`, {
      readOnly: true,
    });
    return database.prepare(`SELECT specifier FROM ${table}`).all()
      .map(({ specifier }) => `${table} ${specifier}`);
  }).sort();
}

const CLI = new URL("../../../cli.ts", import.meta.url).href;

async function runIn(directory: string, main: string): Promise<void> {
  await start(directory, [main]);
  for (const language of ["javascript", "python"]) {
    const thread = ["--isolation", "thread", "-l", language, "-e", "1"];
    await start(directory, [
      "--unstable-worker-options",
      CLI,
      "run",
      ...thread,
    ]);
  }
}

async function start(
  directory: string,
  args: readonly string[],
): Promise<void> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-lock", ...args],
    env: { DENO_DIR: directory },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).output();
  assertEquals([success, new TextDecoder().decode(stderr)], [true, ""]);
}

Deno.test("runs in processes, and those of the command line in threads, leave nothing in Deno's caches but the first time", async () => {
  const directory = await Deno.makeTempDir();
  const { denoDir } = JSON.parse(
    new TextDecoder().decode(
      (await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] })
        .output()).stdout,
    ),
  );
  try {
    // The packages are there already, and nothing is fetched.
    for (const name of DIRECTORIES) {
      await Deno.symlink(`${denoDir}/${name}`, `${directory}/${name}`);
    }
    const main = `${directory}/main.ts`;
    await Deno.writeTextFile(main, CODE);
    await runIn(directory, main);
    const before = rowsOf(directory);
    assertGreater(before.length, 50);
    await runIn(directory, main);
    assertEquals(rowsOf(directory), before);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});
