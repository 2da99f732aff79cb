/**
 * Checks the types of the scripts: the code of workers and of guests, which is JavaScript because it is loaded as it is.
 * Their types stand in JSDoc comments. Each group is checked with the globals that its realm has.
 *
 * `deno task check` runs it.
 *
 * @module
 */
import { ENGINE_NAMES } from "../core/languages.ts";
import { isInstalledApart } from "../engines/entries.ts";
import { filesBelow } from "./publish/files_below.ts";

const ROOT = new URL("../", import.meta.url);

/** Scripts that are checked together. */
interface Group {
  /** Which scripts, by their paths from the top of the project. */
  readonly files: RegExp;
  /** What the compiler knows of their realm, and other options than those of `deno.json`. */
  readonly options: {
    readonly lib: readonly string[];
    readonly noUncheckedIndexedAccess: boolean;
    readonly strict?: boolean;
    readonly exactOptionalPropertyTypes?: boolean;
    readonly noImplicitAny?: boolean;
  };
  /** Declarations that are checked with them. */
  readonly declarations?: readonly string[];
}

const GROUPS: Readonly<Record<string, Group>> = {
  workers: {
    files: /^engines\/\w+\/\w+\.js$|^sandbox\/(?:\w+\/)?\w+\.js$/,
    // They go through lists by index, as an iterator may be a guest's.
    options: { lib: ["deno.worker"], noUncheckedIndexedAccess: false },
  },
  guests: {
    files: /^engines\/\w+\/guest\/(?!node\/).+\.js$/,
    // QuickJS has the language alone. And it takes its time for each operation: what goes through bytes and characters
    // by index does not look whether each is there.
    options: { lib: ["esnext"], noUncheckedIndexedAccess: false },
    declarations: ["engines/javascript/guest/globals.d.ts"],
  },
  node: {
    files: /^engines\/\w+\/guest\/node\/.+\.js$/,
    // Functions of Node take anything and look at it: everything has a type, but whether it is there is not checked.
    options: {
      lib: ["esnext"],
      noUncheckedIndexedAccess: false,
      strict: false,
      exactOptionalPropertyTypes: false,
      noImplicitAny: true,
    },
    declarations: [
      "engines/javascript/guest/globals.d.ts",
      "engines/javascript/guest/node_globals.d.ts",
    ],
  },
};

/** THE list of scripts that are not checked, each with its reason. */
export const UNCHECKED: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ENGINE_NAMES.filter((name) => !isInstalledApart(name)).map((name) => [
      `engines/${name}/wasm.js`,
      "TypeScript knows no `import source` and no `import.source`: wasm.d.ts",
    ]),
  ),
};

/** Where a JSDoc tag begins that has a type. */
const TAG = /@(?:param|property|returns|satisfies|template|type|typedef)\s+\{/g;
/** Types that say nothing: `*` is any too, `Function` takes and gives any, and `Object` is any in JavaScript. */
const SAYS_NOTHING = /\bany\b|\bFunction\b|\bObject\b|(?:^|[<(|&,:\s])\*/;
const SWITCH = /@ts-(?:ignore|expect-error|nocheck)/g;

/**
 * The scripts that are checked, by group.
 *
 * @param paths The paths of all files, from the top of the project
 * @returns The paths of each group's scripts
 * @throws {TypeError} If a script belongs to no group, or one that is listed as unchecked does not exist
 *
 * @example
 * ```ts
 * import { assertEquals, assertThrows } from "@std/assert";
 * const paths = [...Object.keys(UNCHECKED), "sandbox/thread/broker.js", "mod.ts"];
 * assertEquals(groupScripts(paths).workers, ["sandbox/thread/broker.js"]);
 * assertThrows(() => groupScripts([...paths, "core/new.js"]), TypeError, "core/new.js");
 * ```
 */
export function groupScripts(
  paths: readonly string[],
): Readonly<Record<string, readonly string[]>> {
  const missing = Object.keys(UNCHECKED).find((path) => !paths.includes(path));
  if (missing !== undefined) {
    throw new TypeError(
      `Cannot leave ${missing} unchecked as it must exist: take it off the list in tools/check_scripts.ts`,
    );
  }
  const scripts = paths.filter((path) =>
    path.endsWith(".js") && UNCHECKED[path] === undefined
  );
  const lost = scripts.find((path) =>
    !Object.values(GROUPS).some(({ files }) => files.test(path))
  );
  if (lost !== undefined) {
    throw new TypeError(
      `Cannot check ${lost} as it must belong to a group of tools/check_scripts.ts`,
    );
  }
  return Object.fromEntries(
    Object.entries(GROUPS).map((
      [name, { files }],
    ) => [name, scripts.filter((path) => files.test(path))]),
  );
}

/**
 * Finds where a script is checked less than it seems.
 *
 * @param source The script
 * @returns The lines, from 1, where a type in a comment says nothing, or a comment switches the check off
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const open = "/" + "**";
 * assertEquals(findEscapes(`${open} @param {Map<string, any>} it Any *\/\nany(); // @ts-ignore`), [1, 2]);
 * assertEquals(findEscapes(`${open} @param {unknown} it Any *\/`), []);
 * ```
 */
export function findEscapes(source: string): number[] {
  const empty = source.matchAll(TAG).filter(({ 0: tag, index }) =>
    SAYS_NOTHING.test(typeAt(source, index + tag.length))
  );
  return [...empty, ...source.matchAll(SWITCH)]
    .map(({ index }) => source.slice(0, index).split("\n").length)
    .sort((a, b) => a - b);
}

/** The type that begins here, behind its opening brace. */
function typeAt(source: string, start: number): string {
  let depth = 1;
  let end = start;
  for (; end < source.length && depth > 0; end++) {
    if (source[end] === "{") depth++;
    else if (source[end] === "}") depth--;
  }
  // The asterisks at the beginnings of a comment's lines are not part of it.
  return source.slice(start, end - 1).replace(/\n\s*\*/g, "\n");
}

/**
 * Checks the types of scripts.
 *
 * @param options Options of the compiler beside those of `deno.json`
 * @param paths The scripts, from the top of the project
 * @returns Whether there is no error; what there is goes to standard error
 */
export async function checkTypes(
  options: Group["options"],
  paths: readonly string[],
): Promise<boolean> {
  const { compilerOptions } = JSON.parse(
    await Deno.readTextFile(new URL("deno.json", ROOT)),
  );
  const config = await Deno.makeTempFile({ suffix: ".json" });
  try {
    await Deno.writeTextFile(
      config,
      JSON.stringify({
        compilerOptions: { ...compilerOptions, ...options, checkJs: true },
      }),
    );
    const { success } = await new Deno.Command(Deno.execPath(), {
      args: ["check", "--quiet", "--no-lock", "--config", config, ...paths],
      cwd: ROOT,
    }).spawn().status;
    return success;
  } finally {
    await Deno.remove(config);
  }
}

/** Checks all scripts; says whether nothing is wrong with them. */
async function checkScripts(): Promise<boolean> {
  const paths: string[] = [];
  for (const folder of ["core/", "engines/", "sandbox/"]) {
    for await (const path of filesBelow(folder, ROOT)) paths.push(path);
  }
  let isClean = true;
  for (const [name, scripts] of Object.entries(groupScripts(paths))) {
    for (const path of scripts) {
      const source = await Deno.readTextFile(new URL(path, ROOT));
      for (const line of findEscapes(source)) {
        console.error(
          `${path}:${line}: a type says nothing (any), or the check is off`,
        );
        isClean = false;
      }
    }
    const group = GROUPS[name];
    if (group === undefined) continue;
    const files = [...group.declarations ?? [], ...scripts];
    if (!await checkTypes(group.options, files)) isClean = false;
    console.log(`Checked ${scripts.length} scripts of ${name}`);
  }
  return isClean;
}

if (import.meta.main) Deno.exit(await checkScripts() ? 0 : 1);
