import { assertEquals } from "@std/assert";
import { filesBelow } from "../../tools/publish/files_below.ts";

const ROOT = new URL("../../", import.meta.url);
const FOLDERS = ["core/", "engines/", "sandbox/", "servers/", "commands/"];

/** Names that stand for different things in different files, whose numbers are equal by chance, with the reason. */
const EQUAL_BY_CHANCE: Readonly<Record<string, string>> = {
  BACKSLASH: "a character",
  DAY: "a unit of time",
  LENGTH_BYTES: "32 bits, in different formats",
  LONG_TEXT_CHARS: "what is long for a pipe, and for a guest without memory",
  MAX_NAME_CHARS: "names of globals, and of classes of errors",
  MAX_SAFE_INTEGER: "a constant of the language, captured",
  NEWLINE: "a character",
  PIECE_BYTES: "pieces of messages, files, bodies and snapshots",
  QUOTE: "a character",
};

/** A constant in JavaScript or TypeScript whose value is arithmetic. */
const SCRIPT =
  /^(?:export )?const ([A-Z][A-Z\d_]*)(?:: number)? =\s+([-(]*\d[-\d_xa-f.*+/() ]*);/gm;
/** The same in Python, where `_` marks what is private. */
const PYTHON = /^_?([A-Z][A-Z\d_]*) = ([-(]*\d[-\d_.*+/() ]*)$/gm;

/** The constants of a source, each as its name and its value. */
function constantsOf(path: string, source: string): string[] {
  const pattern = path.endsWith(".py") ? PYTHON : SCRIPT;
  return [...source.matchAll(pattern)].map(([, name, value]) => {
    // It consists of digits and operators.
    const number: unknown = new Function(`return ${value};`)();
    return `${name} = ${number}`;
  });
}

/** Finds constants that several files state, apart from those that are equal by chance. */
function findRepeated(
  sources: Readonly<Record<string, string>>,
): Record<string, readonly string[]> {
  const paths = Map.groupBy(
    Object.entries(sources).flatMap(([path, source]) =>
      constantsOf(path, source).map((constant) => ({ path, constant }))
    ),
    ({ constant }) => constant,
  );
  const repeated = [...paths].filter(([constant, places]) =>
    places.length > 1 &&
    EQUAL_BY_CHANCE[constant.split(" ")[0] ?? ""] === undefined
  );
  return Object.fromEntries(
    repeated.map((
      [constant, places],
    ) => [constant, places.map(({ path }) => path).sort()]),
  );
}

/** The file with the values that the host and workers share. */
const SHARED = "engines/worker/shared_values.js";

/** Finds shared values that another file states under a shorter name. */
function findShortened(
  sources: Readonly<Record<string, string>>,
): readonly string[] {
  const shared = constantsOf(SHARED, sources[SHARED] ?? "").map(partsOf);
  return Object.entries(sources).flatMap(([path, source]) =>
    constantsOf(path, source).map(partsOf).flatMap(({ name, value, words }) => {
      if (path === SHARED || EQUAL_BY_CHANCE[name] !== undefined) return [];
      const long = shared.find((one) =>
        one.value === value && words.every((word) => one.words.includes(word))
      );
      return long === undefined ? [] : [`${path}: ${name} is ${long.name}`];
    })
  );
}

function partsOf(
  constant: string,
): { name: string; value: string; words: readonly string[] } {
  const [name = "", value = ""] = constant.split(" = ");
  return { name, value, words: name.split("_") };
}

/** The sources of the program, by their paths. */
async function readSources(): Promise<Readonly<Record<string, string>>> {
  const sources: Record<string, string> = {};
  for (const folder of FOLDERS) {
    for await (const path of filesBelow(folder, ROOT)) {
      if (!/\.(?:ts|js|py)$/.test(path)) continue;
      sources[path] = await Deno.readTextFile(new URL(path, ROOT));
    }
  }
  return sources;
}

Deno.test("no number is stated in two files under one name", async () => {
  const sources = await readSources();
  // Where both need it, it belongs into engines/worker/shared_values.js, or into a module that both import.
  assertEquals(findRepeated(sources), {});
});

Deno.test("control: numbers that are stated twice are found, however they are written", () => {
  const repeated = findRepeated({
    "core/a.ts": "export const MAX_BYTES: number = 2 ** 16;\n",
    "engines/a.js": "const MAX_BYTES = 65_536;\nconst OTHER_MS = 5;\n",
    "engines/a.py": "_MAX_BYTES = 64 * 1024\nOTHER_MS = 6\n",
  });
  assertEquals(repeated, {
    "MAX_BYTES = 65536": ["core/a.ts", "engines/a.js", "engines/a.py"],
  });
});

Deno.test("no shared value is stated again under a shorter name", async () => {
  assertEquals(findShortened(await readSources()), []);
});

Deno.test("control: shared values under a shorter name are found", () => {
  const shared = "export const WASM_PAGE_BYTES = 65_536;\n";
  assertEquals(
    findShortened({
      [SHARED]: shared,
      "engines/a.js": "const WASM_PAGE = 2 ** 16;\nconst MAX_BYTES = 65_536;\n",
      "core/a.ts": "export const PAGE_BYTES: number = 4_096;\n",
    }),
    ["engines/a.js: WASM_PAGE is WASM_PAGE_BYTES"],
  );
});
