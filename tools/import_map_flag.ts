/**
 * Prints the flag that a `deno` command needs to find `@std`: nothing if JSR can
 * be reached, else `--import-map=…` for a map that it writes, which maps `@std`
 * to the replacements in `tools/offline/`. Tasks call it as
 * `deno test $(deno run -ENRW tools/import_map_flag.ts)`.
 *
 * @module
 */
import { writeWhole } from "./offline/_write_whole.ts";
import { isOffline } from "./offline/is_offline.ts";
import { STAND_INS } from "./offline/stand_ins.ts";

const ROOT = new URL("../", import.meta.url);
const MAP = ".offline/import_map.json";

/**
 * The import map of `deno.json` without JSR.
 *
 * @param imports The imports of `deno.json`
 * @returns The map for a file in a folder beside it, with replacements for `jsr:`
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const { imports } = offlineMap({ "@std/assert": "jsr:@std/assert@^1" });
 * assertEquals(imports["@std/assert"], "../tools/offline/assert.ts");
 * ```
 */
export function offlineMap(
  imports: Readonly<Record<string, string>>,
): { readonly imports: Readonly<Record<string, string>> } {
  const kept = Object.entries(imports)
    .filter(([, target]) => !target.startsWith("jsr:"))
    .map(([name, target]) => [name, target.replace(/^\.\//, "../")]);
  const standIns = Object.entries(STAND_INS)
    .filter(([name]) => Object.hasOwn(imports, packageOf(name)))
    .map(([name, file]) => [name, `../tools/offline/${file}`]);
  return { imports: Object.fromEntries([...kept, ...standIns]) };
}

/**
 * Resolves names that `deno.json` maps, on this network.
 *
 * @returns A function from a name to a specifier that needs no map
 */
export async function importMap(): Promise<(name: string) => string> {
  const { imports } = JSON.parse(
    await Deno.readTextFile(new URL("deno.json", ROOT)),
  );
  const offline = await isOffline();
  const map: Readonly<Record<string, string>> = offline
    ? offlineMap(imports).imports
    : imports;
  const base = offline ? new URL(MAP, ROOT) : ROOT;
  return (name) => {
    const found = packageOf(name);
    const target = map[name] ??
      `${map[found] ?? found}${name.slice(found.length)}`;
    return target.startsWith(".") ? new URL(target, base).href : target;
  };
}

/** `@std/cli` for `@std/cli/unicode-width`. */
function packageOf(specifier: string): string {
  return specifier.split("/").slice(0, 2).join("/");
}

if (import.meta.main && await isOffline()) {
  const config = await Deno.readTextFile(new URL("deno.json", ROOT));
  const map = offlineMap(JSON.parse(config).imports);
  await writeWhole(new URL(MAP, ROOT), JSON.stringify(map, null, 2));
  console.log(`--import-map=${MAP}`);
}
