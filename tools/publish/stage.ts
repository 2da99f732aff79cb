/**
 * Collects the published files in a directory.
 *
 * @module
 */
import { withoutComments } from "../../engines/worker/link.ts";
import { documentedFiles } from "./documented_files.ts";
import {
  embedTexts,
  toPackedTextModule,
  toRawJson,
  toTextModule,
  withoutPadding,
} from "./embed_texts.ts";
import { filesBelow } from "./files_below.ts";
import { hideLateImports } from "./hide_late_imports.ts";
import {
  declareOwn,
  FOLDER as PACKAGES,
  importOwn,
  importOwnServer,
} from "./own_packages.ts";
import { writeOwn } from "./write_own.ts";

/** The parts of `deno.json` that JSR receives; the rest is about working on the package. */
const CONFIG_KEYS = [
  "name",
  "version",
  "license",
  "exports",
] as const;

/** Code, embedded files and documents; sources of generated code are left out. */
const NEEDED = /(?:\.(?:ts|js|py|md|json|txt)|LICENSE)$/;

/** Replacements for the files of each engine, by name. */
const STAND_INS: Readonly<Record<string, string>> = {
  "wasm.js": "engines/worker/handed_wasm.js",
  "build_alone.js": "tools/publish/build_alone.js",
  // It is imported only if packages are not part of the published files.
  "build_with_host.js": "tools/publish/build_alone.js",
};

/** A module of a guest's worker; the folders below contain sources in guests' languages. */
const WORKER_MODULE = /^engines\/\w+\/\w+\.js$/;

/** Texts that are also loaded as modules: by workers in processes, and by the host's side. */
const LOADED = /^engines\/\w+\/\w+\.js$|^sandbox\/supervision\.js$/;

/** Long texts that are loaded when they are first needed. */
const LOADED_LATE = /\/late\.json$/;

/** The guest's side of QuickJS, of which `deno task build:guest` makes scripts. */
const GUEST_MODULE = /^engines\/javascript\/guest\/.+\.(?:js|d\.ts)$/;

/**
 * Copies the published files into an empty directory.
 *
 * @param root The directory of `deno.json`, as a URL that ends in `/`
 * @param target The directory, as a URL that ends in `/`
 */
export async function stage(root: URL, target: URL): Promise<void> {
  const config = JSON.parse(
    await Deno.readTextFile(new URL("deno.json", root)),
  );
  const embedded = new Set<string>();
  const packages = new Set<string>();
  const documented = await documentedFiles("mod.ts", root);
  for (const path of config.publish.include) {
    for await (const file of filesBelow(path, root)) {
      if (!NEEDED.test(file) || GUEST_MODULE.test(file)) continue;
      await copy(file, { root, target, embedded, packages, documented });
    }
  }
  // A text that became a module is removed, except for those that are loaded as files too.
  for (const path of embedded) {
    if (!LOADED.test(path)) await Deno.remove(new URL(path, target));
  }
  await writeOwn(packages, config.imports, new URL(PACKAGES, target));
  await Deno.writeTextFile(
    new URL("deno.json", target),
    JSON.stringify(publishedConfig(config), null, 2),
  );
}

/** The configuration without the imports of the tests. */
function publishedConfig(
  config: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const kept = Object.fromEntries(CONFIG_KEYS.map((key) => [key, config[key]]));
  const imports = Object.entries({ ...kept.imports as Record<string, string> })
    .filter(([, target]) => !target.startsWith("./"));
  return { ...kept, imports: Object.fromEntries(imports) };
}

interface Staging {
  readonly root: URL;
  readonly target: URL;
  /** The texts that became modules. */
  readonly embedded: Set<string>;
  /** The npm files that workers' modules import. */
  readonly packages: Set<string>;
  /** The modules that the documentation of the package is made of. */
  readonly documented: ReadonlySet<string>;
}

async function copy(path: string, staging: Staging): Promise<void> {
  const { root, target } = staging;
  const text = await read(path, staging);
  if (path.endsWith(".md")) {
    return await write(new URL(path, target), withoutPadding(text));
  }
  if (!path.endsWith(".ts")) return await write(new URL(path, target), text);
  const { source, texts } = embedTexts(text);
  await write(new URL(path, target), hideLateImports(source));
  for (const specifier of texts) {
    const from = new URL(specifier, new URL(path, root));
    await writeTextModule(from.href.slice(root.href.length), staging);
  }
}

/** Returns a file as it is published, before its text imports are replaced. */
async function read(path: string, staging: Staging): Promise<string> {
  const text = await readSource(path, staging);
  // JSR's limit has no room for comments of code that no document is made of.
  return /^\w+\/.*\.ts$/.test(path) && !staging.documented.has(path)
    ? withoutComments(text)
    : text;
}

async function readSource(
  path: string,
  { root, packages }: Staging,
): Promise<string> {
  const [, name = ""] = /^engines\/\w+\/(\w+\.js)$/.exec(path) ?? [];
  const text = await Deno.readTextFile(new URL(STAND_INS[name] ?? path, root));
  if (path === "engines/packages.ts") return declareOwn(text);
  if (/^(?:servers|commands|sandbox\/packages)\//.test(path)) {
    return importOwnServer(text, path);
  }
  if (!WORKER_MODULE.test(path)) return text;
  const { source, specifiers } = importOwn(text, path);
  for (const specifier of specifiers) packages.add(specifier);
  return withoutComments(source);
}

async function writeTextModule(path: string, staging: Staging): Promise<void> {
  const { target, embedded } = staging;
  embedded.add(path);
  const text = await read(path, staging);
  const fit = path.endsWith(".json") ? toRawJson(text) : text;
  const module = LOADED_LATE.test(path)
    ? await toPackedTextModule(text)
    : toTextModule(fit);
  await write(new URL(`${path}.ts`, target), module);
}

async function write(file: URL, text: string): Promise<void> {
  await Deno.mkdir(new URL(".", file), { recursive: true });
  await Deno.writeTextFile(file, text);
}
