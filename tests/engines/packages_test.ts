import { assert, assertEquals } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import { ENGINE_NAMES } from "../../core/options.ts";
import { startsFromSnapshot, workerEntry } from "../../engines/entries.ts";
import { loadEngine } from "../../engines/registry.ts";

Deno.test("an engine's packages are in deno.json, and so in the lock file", async () => {
  const known: readonly string[] = Object.values(config.imports);
  for (const name of ENGINE_NAMES) {
    for (const specifier of (await loadEngine(name)).packages) {
      assert(known.includes(specifier), `${specifier} is not in deno.json`);
    }
  }
});

Deno.test("the modules of an engine's workers import only its packages", async () => {
  for (const name of ENGINE_NAMES) {
    const { packages, languages } = await loadEngine(name);
    const found = new Set<string>();
    // What engines of a language share lies in a folder of the language's name.
    for (const folder of [name, ...languages]) {
      for (const source of await scriptsIn(`../../engines/${folder}/`)) {
        for (const [specifier] of source.matchAll(/npm:@?[^@"]+@[\d.]+/g)) {
          found.add(specifier);
        }
      }
    }
    assertEquals([...found].sort(), packages.toSorted(), name);
  }
});

Deno.test("the entries of workers are files, and show which engine has a snapshot", async () => {
  for (const name of ENGINE_NAMES) {
    const { snapshot, languages } = await loadEngine(name);
    assertEquals(startsFromSnapshot(name), snapshot !== undefined);
    for (const language of languages) {
      const { isFile } = await Deno.stat(new URL(workerEntry(name, language)));
      assert(isFile);
    }
  }
});

/** The scripts in a folder, if there is one. */
async function scriptsIn(path: string): Promise<string[]> {
  const folder = new URL(path, import.meta.url);
  const isThere = await Deno.stat(folder).then(() => true, () => false);
  if (!isThere) return [];
  const entries = await Array.fromAsync(Deno.readDir(folder));
  return await Promise.all(
    entries.filter(({ name, isFile }) => isFile && name.endsWith(".js")).map((
      { name },
    ) => Deno.readTextFile(new URL(name, folder))),
  );
}
