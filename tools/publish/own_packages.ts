/**
 * Has the published files import the code of npm packages from this package, so that no file imports `npm:`. Such an
 * import depends on the directory in which a program is started, and fails in a Node project, or with a frozen lock file.
 *
 * @module
 */
import { ENGINE_NAMES } from "../../core/languages.ts";
import { loadEngine } from "../../engines/registry.ts";

/** The folder of packages in the published files. */
export const FOLDER = "packages/";

/** The bare import names of the servers, as in `deno.json`, with the files that replace them. */
export const SERVER_PACKAGES = {
  "@modelcontextprotocol/server": "mcp/server.js",
  "@modelcontextprotocol/server/stdio": "mcp/stdio.js",
  "zod": "mcp/zod.js",
} as const;

/** The same for the command line. */
export const STD_PACKAGES = {
  "@std/cli/unicode-width": "std/unicode_width.js",
  "@std/cli/unstable-spinner": "std/spinner.js",
} as const;

/** The same for what reads locks. */
export const LOCK_PACKAGES = { "smol-toml": "toml/smol_toml.js" } as const;
const BARE_PACKAGES = {
  ...SERVER_PACKAGES,
  ...STD_PACKAGES,
  ...LOCK_PACKAGES,
};

const NPM_IMPORT =
  /^import\s+(?:(?<name>\w+)|(?<names>\{[^}]*\}))\s+from\s+"(?<specifier>npm:[^"]+)";/gm;
/** An import of types in a comment, for which Deno would fetch the package. */
const NPM_TYPE_IMPORT = /@import\s+\{[^}]*\}\s+from\s+"npm:[^"]+"/g;
const BARE = new RegExp(
  `(\\bfrom\\s+)"(${Object.keys(BARE_PACKAGES).join("|")})"`,
  "g",
);
/** How `engines/packages.ts` declares that it has no packages; the start of the line is kept. */
const HEAD = "export const ownPackages: OwnPackages | undefined = ";
const NONE = `${HEAD}undefined;`;
const IMPORT = 'import type { EngineName } from "../core/languages.ts";\n';

const ENGINES = await Promise.all(ENGINE_NAMES.map(loadEngine));
/** The compiled code of engines. */
export const WASM = ENGINES.flatMap(({ name, wasm }) =>
  wasm === undefined ? [] : [[name, wasm] as const]
);
/** The files that snapshot builders need. */
export const BUILDER_FILES = ENGINES.flatMap(({ name, snapshot }) =>
  snapshot?.file === undefined ? [] : [[name, snapshot.file] as const]
);
/** Marks the function around a package's code. */
export const MARK = "/* the package */";
/** The section of a module that contains the file. */
export const SECTION = "file";

/**
 * The name of a package's file in {@linkcode FOLDER}.
 *
 * @param specifier The file as an `npm:` specifier
 * @returns Its name
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(fileNameOf("npm:pyodide@314.0.7/pyodide.mjs"), "pyodide-pyodide.js");
 * assertEquals(fileNameOf("npm:@jitl/quickjs@0.32.0/wasm"), "jitl-quickjs.wasm");
 * ```
 */
export function fileNameOf(specifier: string): string {
  const name = specifier.replace(/^file:.*\/|^npm:@?|@[\d.]+/g, "")
    .replaceAll("/", "-");
  if (/[.-]wasm$/.test(name)) return name.replace(/[.-]wasm$/, ".wasm");
  if (name.endsWith(".zip")) return name.replace(/\.zip$/, ".wasm");
  return `${name.replace(/\.mjs$/, "")}.js`;
}

/**
 * Replaces a module's imports of npm packages by imports of this package's files, and removes its imports of their types.
 *
 * @param source The module
 * @param path Its path, relative to the root
 * @returns The module, and the `npm:` specifiers that it imported
 */
export function importOwn(
  source: string,
  path: string,
): { readonly source: string; readonly specifiers: readonly string[] } {
  const toRoot = "../".repeat(path.split("/").length - 1);
  const specifiers: string[] = [];
  const code = source.replace(NPM_TYPE_IMPORT, "");
  const own = code.replace(NPM_IMPORT, (...match) => {
    // The named groups are the last argument.
    const { name, names, specifier } = match.at(-1);
    const fileName = fileNameOf(specifier);
    // Modules that import the same file use the same name, since they may be linked into one.
    const exports = `$${fileName.replace(/\W/g, "_")}`;
    specifiers.push(specifier);
    const file = `${toRoot}${FOLDER}${fileName}`;
    const bound = name === undefined
      ? `${names} = ${exports}`
      : `${name} = ${exports}.default ?? ${exports}`;
    return `import ${exports} from "${file}";\nconst ${bound};`;
  });
  return { source: own, specifiers };
}

/**
 * Replaces imports of npm packages by imports of this package's files, in a module of the host's side.
 *
 * @param source The module
 * @param path Its path, relative to the root
 * @returns The module with new imports
 */
export function importOwnServer(source: string, path: string): string {
  const toRoot = "../".repeat(path.split("/").length - 1);
  return source.replace(
    BARE,
    (_, head: string, name: keyof typeof BARE_PACKAGES) =>
      `${head}"${toRoot}${FOLDER}${BARE_PACKAGES[name]}"`,
  );
}

/**
 * Declares the packages in `engines/packages.ts`.
 *
 * @param source The module
 * @returns The module with packages
 * @throws {TypeError} If the module does not have the expected form
 */
export function declareOwn(source: string): string {
  if (!source.includes(NONE)) {
    throw new TypeError(`Cannot declare packages as there is no "${NONE}"`);
  }
  return source.replace(
    NONE,
    `const FOLDER = import.meta.resolve("../${FOLDER}");
const PREFIX = "../../${FOLDER}";
const WASM: Readonly<Partial<Record<EngineName, string>>> = ${files(WASM)};
const BUILDER_FILES: Readonly<Partial<Record<EngineName, string>>> = ${
      files(BUILDER_FILES)
    };

${HEAD}{
  async compile(engine: EngineName): Promise<WebAssembly.Module> {
    const name = WASM[engine];
    if (name === undefined) throw new TypeError(\`Cannot compile \${engine}\`);
    return new WebAssembly.Module(await readFile(name));
  },
  async builderFile(engine: EngineName): Promise<ArrayBuffer | undefined> {
    const name = BUILDER_FILES[engine];
    return name === undefined ? undefined : await readFile(name);
  },
  async load(specifiers: readonly string[]): Promise<PackageModules> {
    const own = specifiers.filter((one) => one.startsWith(PREFIX));
    const found = await Promise.all(own.map(async (specifier) => {
      const name = specifier.slice(PREFIX.length);
      const text = await import(FOLDER + name, { with: { type: "text" } });
      const [head, body, tail] = String(text.default).split("${MARK}");
      const source = \`import { workerData } from "node:worker_threads";
\${head}new Function("return " + workerData.packages["\${name}"])()\${tail}\`;
      return { specifier, name, source, text: \`\${body}\` };
    }));
    return {
      modules: Object.fromEntries(
        found.map(({ specifier, source }) => [specifier, { source }]),
      ),
      texts: Object.fromEntries(found.map(({ name, text }) => [name, text])),
    };
  },
};

async function readFile(name: string): Promise<ArrayBuffer> {
  const wrapped = await compile(FOLDER + name);
  const [bytes] = WebAssembly.Module.customSections(wrapped, "${SECTION}");
  if (bytes === undefined) throw new TypeError(\`Cannot read \${name}\`);
  return bytes;
}`,
  ).replace(
    IMPORT,
    `${IMPORT}import { compile } from "./worker/compile.js";\n`,
  );
}

function files(specifiers: readonly (readonly [string, string])[]): string {
  const named = specifiers.map(([engine, specifier]) => [
    engine,
    fileNameOf(specifier),
  ]);
  return JSON.stringify(Object.fromEntries(named));
}
