/**
 * Copies the code of npm packages into the published files, which import it from there (`own_packages.ts`).
 *
 * @module
 */
import { bundle } from "../compile/bundle.ts";
import { importMap } from "../import_map_flag.ts";
import { removeAllImports } from "../compile/remove_imports.ts";
import { filesBelow } from "./files_below.ts";
import {
  BUILDER_FILES,
  fileNameOf,
  LOCK_PACKAGES,
  MARK,
  SECTION,
  SERVER_PACKAGES,
  STD_PACKAGES,
  WASM,
} from "./own_packages.ts";
import stdLicence from "./std_licence.txt" with { type: "text" };
import { wrapBytes } from "./wrap_bytes.ts";

const ROOT = new URL("../../", import.meta.url);

/** The Node modules that packages require in workers. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  "npm:amaro@": ["node:buffer", "node:util"],
};

/**
 * Writes the code of packages.
 *
 * @param specifiers Files of packages, as `npm:` specifiers
 * @param imports The import map of `deno.json`, for the packages of servers
 * @param folder The output folder, as a URL that ends in `/`
 */
export async function writeOwn(
  specifiers: ReadonlySet<string>,
  imports: Readonly<Record<string, string>>,
  folder: URL,
): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  const all = new Set([
    ...specifiers,
    ...WASM.map(([, specifier]) => specifier),
    ...BUILDER_FILES.map(([, specifier]) => specifier),
  ]);
  for (const specifier of all) await writeFile(specifier, folder);
  await writeBarePackages(SERVER_PACKAGES, new URL("mcp/", folder));
  await writeBarePackages(STD_PACKAGES, new URL("std/", folder));
  await writeBarePackages(LOCK_PACKAGES, new URL("toml/", folder));
  const npm = Object.keys({ ...SERVER_PACKAGES, ...LOCK_PACKAGES })
    .flatMap((name) => imports[name] ?? []);
  await Deno.writeTextFile(
    new URL("LICENSES.md", folder),
    `${await describeLicences([...all, ...npm])}
${stdLicence}`,
  );
}

async function writeFile(specifier: string, folder: URL): Promise<void> {
  const output = new URL(fileNameOf(specifier), folder);
  if (!output.pathname.endsWith(".wasm")) {
    const entry = new URL(specifier);
    await bundle([entry], { output, minify: true, format: "cjs" });
    // A worker needs none of these imports, and their targets are unknown beforehand.
    const text = await removeAllImports(await Deno.readTextFile(output));
    return await Deno.writeTextFile(output, toModule(text, specifier));
  }
  const bytes = await Deno.readFile(await locate(specifier));
  await Deno.writeFile(output, wrapBytes(bytes, SECTION));
}

/** Turns a CommonJS bundle into a module that contains the bundle as a function. */
function toModule(bundled: string, specifier: string): string {
  const name = Object.keys(REQUIRED).find((one) => specifier.startsWith(one));
  const required = REQUIRED[name ?? ""] ?? [];
  const imports = required.map((one, i) =>
    `import * as r${i} from "${one}";\n`
  );
  const entries = required.map((one, i) => `"${one}": r${i}`);
  return `${imports.join("")}const module = { exports: {} };
const require = (name) => ({ ${entries.join(", ")} })[name];
const run = ${MARK}function (module, exports, require) {"use strict";
${bundled}
}${MARK};
run(module, module.exports, require);
export default module.exports;
`;
}

/** The place of a package's file in Deno's cache. */
async function locate(specifier: string): Promise<URL> {
  if (specifier.startsWith("file:")) return new URL(specifier);
  const [name = specifier] = /^npm:@?[^@]+@[^/]+/.exec(specifier) ?? [];
  // Deno knows a package's directory once a file of it is imported.
  await import(`${name}/package.json`, { with: { type: "json" } })
    .catch(() => import(name));
  return new URL(import.meta.resolve(specifier));
}

/** Bundles these packages together, since they share imports. */
async function writeBarePackages(
  packages: Readonly<Record<string, string>>,
  folder: URL,
): Promise<void> {
  const map = await importMap();
  const sources = await Deno.makeTempDir({ prefix: "sandglass_packages_" });
  try {
    const entries: URL[] = [];
    for (const [name, file] of Object.entries(packages)) {
      const entry = `${sources}/${file.replace(/^.*\//, "")}`;
      const exports = name === "zod" ? `{ ${await usedOfZod()} }` : "*";
      await Deno.writeTextFile(
        entry,
        `export ${exports} from "${map(name)}";\n`,
      );
      entries.push(new URL(`file://${entry}`));
    }
    await bundle(entries, { output: folder, minify: true });
  } finally {
    await Deno.remove(sources, { recursive: true });
  }
}

/** The names that the servers use of zod. The rest, such as messages in forty languages, is not published. */
async function usedOfZod(): Promise<string> {
  const names = new Set<string>();
  for await (const file of filesBelow("servers/", ROOT)) {
    const source = await Deno.readTextFile(new URL(file, ROOT));
    for (const [, name = ""] of source.matchAll(/\bz\.(\w+)/g)) names.add(name);
  }
  return [...names].sort().join(", ");
}

/** Lists packages and their licences. */
async function describeLicences(
  specifiers: Iterable<string>,
): Promise<string> {
  const found = new Map<string, string>();
  for (const specifier of specifiers) {
    // A file of this package is one of a package's that is here too, patched.
    if (specifier.startsWith("file:")) continue;
    const file = await locate(specifier);
    const [folder = ""] = /^.*\/registry[^/]*\/(?:@[^/]+\/)?[^/]+\/[^/]+\//
      .exec(file.href) ?? [];
    if (found.has(folder)) continue;
    found.set(folder, await describeLicence(new URL(folder)));
  }
  return `# Packages in this folder\n\n${[...found.values()].join("\n")}`;
}

async function describeLicence(folder: URL): Promise<string> {
  const { name, version, license } = JSON.parse(
    await Deno.readTextFile(new URL("package.json", folder)),
  );
  const head = `## ${name} ${version} (${license})\n`;
  for await (const { name: file } of Deno.readDir(folder)) {
    if (!/^licen[cs]e/i.test(file)) continue;
    const text = await Deno.readTextFile(new URL(file, folder));
    return `${head}\n${text.trim()}\n`;
  }
  return head;
}
