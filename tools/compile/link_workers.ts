/**
 * Links the guests' workers for a binary: each becomes one file that contains the code of its packages.
 *
 * @module
 */
import type { Language } from "../../core/options.ts";
import type { Engine } from "../../engines/engine.ts";
import { HANDED_WASM, linkWorker } from "../../engines/worker/link.ts";
import { bundle } from "./bundle.ts";
import { removeImports } from "./remove_imports.ts";

/** How a worker's sources name a compiled file of a package; the bundler does not bundle such a file. */
const WASM = "wasm:";

/** The import of WebAssembly: of a package, or of the file beside an engine's modules. */
const WASM_IMPORT =
  /^import source (?<name>\w+) from "(?<specifier>(?:npm:|\.\/)[^"]+)"/gm;

/**
 * Links a worker into one file.
 *
 * @param engine The worker's engine
 * @param language The guests' language
 * @param folder The output folder, also for the WebAssembly that the file imports
 * @returns The name of the file
 */
export async function linkIntoFile(
  engine: Engine,
  language: Language,
  folder: URL,
): Promise<string> {
  const name = `${engine.name}-${language}.js`;
  const sources = new URL(`sources/${engine.name}-${language}/`, folder);
  await Deno.mkdir(sources, { recursive: true });
  const assets = new Set<string>();
  let count = 0;
  const entry = linkWorker(engine.worker(language), (source) => {
    const url = new URL(`${count++}.js`, sources);
    Deno.writeTextFileSync(url, setWasmAside(source, assets));
    return url.href;
  }, {
    instead: new Map(
      engine.wasmModule && [[HANDED_WASM, engine.wasmModule]],
    ),
  });
  for (const specifier of assets) {
    // A file beside the engine's modules is the engine's own code.
    const from = specifier.startsWith("./") && engine.wasm !== undefined
      ? engine.wasm
      : import.meta.resolve(specifier);
    await copyAsset(new URL(from), fileNameOf(specifier), folder);
  }
  const output = new URL(name, folder);
  await bundle([new URL(entry)], {
    output,
    external: [`${WASM}*`],
  });
  const text = await Deno.readTextFile(output);
  await Deno.writeTextFile(output, importWasm(await removeImports(text, name)));
  return name;
}

function setWasmAside(source: string, assets: Set<string>): string {
  return source.replace(WASM_IMPORT, (...match) => {
    // The named groups are the last argument.
    const { name, specifier } = match.at(-1);
    assets.add(specifier);
    return `import ${name} from "${WASM}${fileNameOf(specifier)}"`;
  });
}

/** As bytes: `deno compile` reads `.wasm` files as WebAssembly, and looks for modules in them that are not there. */
function importWasm(bundled: string): string {
  return bundled.replace(
    /^import (\w+) from "wasm:([^"]+)";/gm,
    `import $1_bytes from "./assets/$2" with { type: "bytes" };
const $1 = new WebAssembly.Module($1_bytes);`,
  );
}

/** The name of a package's file: `npm:a/b@1/c.wasm` becomes `a-b-c.code`. */
function fileNameOf(specifier: string): string {
  const name = specifier.replace(/^npm:@?|^\.\/|@[\d.]+|\.wasm$/g, "");
  return `${name.replaceAll("/", "-")}.code`;
}

async function copyAsset(from: URL, name: string, folder: URL): Promise<void> {
  await Deno.copyFile(from, new URL(`assets/${name}`, folder));
}
