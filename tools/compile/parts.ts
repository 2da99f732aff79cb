/**
 * The contents of a binary: the bundled program, the linked workers, and the files that they start from.
 *
 * @module
 */
import { ENGINE_NAMES } from "../../core/options.ts";
import type { Engine } from "../../engines/engine.ts";
import { isInstalledApart } from "../../engines/entries.ts";
import { loadEngine } from "../../engines/registry.ts";
import { linkWorker } from "../../engines/worker/link.ts";
import { SnapshotStore } from "../../sandbox/snapshot/mod.ts";
import { buildInProcess } from "../../sandbox/process/mod.ts";
import { BROKER } from "../../sandbox/thread/mod.ts";
import { importMap } from "../import_map_flag.ts";
import { STAND_INS as STD } from "../offline/stand_ins.ts";
import { filesBelow } from "../publish/files_below.ts";
import { bundle } from "./bundle.ts";
import { linkIntoFile } from "./link_workers.ts";
import { showLateImports } from "./show_late_imports.ts";

const ROOT = new URL("../../", import.meta.url);

/** The main module among the parts. */
export const MAIN = "cli.js";
/** The entries of the program's bundle. */
const PROGRAM = [
  "cli.ts",
  "commands/",
  "core/",
  "engines/",
  "sandbox/",
  "servers/",
];
/** Replacements for modules in the bundle. */
const STAND_INS: Readonly<Record<string, string>> = {
  "sandbox/embedded.ts": "tools/compile/embedded.ts",
  "sandbox/typescript_modules.ts": "tools/compile/typescript_modules.ts",
  // The bundler knows no `import source`, and the workers of a binary bring their engine's code along.
  ...Object.fromEntries(
    ENGINE_NAMES.filter((name) => !isInstalledApart(name)).map((
      name,
    ) => [`engines/${name}/wasm.js`, "engines/worker/handed_wasm.js"]),
  ),
};
/** Folders and modules that the main module names, but does not import. */
const APART = ["assets/", "broker.js"];

/**
 * Makes the parts of a binary.
 *
 * @param folder The output folder; its content is removed first
 * @returns The names of the parts that the main module does not import
 */
export async function makeParts(folder: URL): Promise<string[]> {
  await Deno.remove(folder, { recursive: true }).catch(() => {});
  await Deno.mkdir(new URL("assets/", folder), { recursive: true });
  const workers: string[] = [];
  for (const name of ENGINE_NAMES) {
    // The binary cannot start an engine that is installed apart.
    if (isInstalledApart(name)) continue;
    const engine = await loadEngine(name);
    for (const language of engine.languages) {
      workers.push(await linkIntoFile(engine, language, folder));
    }
    if (engine.snapshot !== undefined) await keepSnapshot(engine, folder);
  }
  await Deno.writeTextFile(
    new URL("broker.js", folder),
    linkWorker(BROKER, (source) => source),
  );
  await bundleProgram(folder);
  return [...APART, ...workers];
}

async function keepSnapshot(engine: Engine, folder: URL): Promise<void> {
  const snapshot = await new SnapshotStore().get(engine, buildInProcess, {
    onProgress: (message) => console.error(message),
    onWarning: () => {},
  });
  const url = new URL(`assets/${engine.name}.snapshot`, folder);
  await Deno.writeFile(url, new Uint8Array(snapshot).slice());
}

/** Bundles the command line, with the embedded files in place and no import hidden from the bundler. */
async function bundleProgram(folder: URL): Promise<void> {
  const sources = new URL("program/", folder);
  for (const part of PROGRAM) {
    for await (const path of filesBelow(part, ROOT)) {
      const target = new URL(path, sources);
      await Deno.mkdir(new URL(".", target), { recursive: true });
      const text = await Deno.readTextFile(new URL(path, ROOT));
      await Deno.writeTextFile(target, showLateImports(text));
    }
  }
  for (const [file, standIn] of Object.entries(STAND_INS)) {
    await Deno.copyFile(new URL(standIn, ROOT), new URL(file, sources));
  }
  const { imports: names } = JSON.parse(
    await Deno.readTextFile(new URL("deno.json", ROOT)),
  );
  const target = await importMap();
  const imports = Object.fromEntries(
    [...Object.keys(names), ...Object.keys(STD)].map((
      name,
    ) => [name, target(name)]),
  );
  const map = new URL("import_map.json", folder);
  await Deno.writeTextFile(map, JSON.stringify({ imports }));
  await bundle([new URL("cli.ts", sources)], {
    output: folder,
    importMap: map,
  });
}
