import { assertEquals } from "@std/assert";

const MODULE = import.meta.resolve("../../sandbox/child_process.ts");

/** What is said of a missing file in a process with these permissions. */
async function explain(flags: readonly string[]): Promise<string> {
  const source = `import { explainMissing } from ${JSON.stringify(MODULE)};
    console.log(explainMissing("gone"));`;
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-prompt",
      ...flags,
      `data:application/javascript,${encodeURIComponent(source)}`,
    ],
  }).output();
  return new TextDecoder().decode(stdout);
}

Deno.test("explainMissing() names what tells where Deno's cache is", async () => {
  const names = Deno.build.os === "windows"
    ? "DENO_DIR,LOCALAPPDATA"
    : "DENO_DIR,HOME,XDG_CACHE_HOME";
  const hint =
    `to have Deno's cache found where it is, grant --allow-env=${names}`;
  assertEquals(await explain([]), `gone (${hint})\n`);
  assertEquals(await explain(["--allow-env=HOME"]), `gone (${hint})\n`);
  assertEquals(await explain([`--allow-env=${names}`]), "gone\n");
});
