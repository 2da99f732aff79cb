/**
 * Links the modules of the guest's side into one script, which QuickJS evaluates as a whole.
 *
 * They are no modules to QuickJS, or guests could import them. Nor has each a function to itself, which takes QuickJS a
 * third longer to compile: all of a script share one, so a name may be declared at the top of one of them only. The
 * value of the script is an object with what the entry module exports.
 *
 * What is understood is what these modules use: `import { a, b } from "./c.js"`, `import * as c from "./c.js"`, and `export`
 * before a declaration.
 *
 * @module
 */
import { declare, LEFT, namesIn } from "../../engines/worker/declarations.ts";
import { withoutComments } from "../../engines/worker/link.ts";

const IMPORT = /^import\s*\{([^}]*)\}\s*from\s*"(\.{1,2}\/[^"]+)";\n/gm;
const NAMESPACE = /^import \* as (\w+) from "(\.{1,2}\/[^"]+)";\n/gm;

/** A type between pieces of code, as casts have it. */
const TYPE = /\/\*\* @(?:type|param|this) [^]*?\*\/ ?/g;

/** The globals of the language. Those that a late script uses are the captured ones: a guest may have replaced them. */
const LANGUAGE_GLOBALS = new Set([
  ..."Object Array Map Set WeakMap WeakSet WeakRef Symbol String Number Boolean BigInt Date RegExp Promise Proxy Reflect"
    .split(" "),
  ..."Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError Math JSON Function Iterator"
    .split(" "),
  ..."ArrayBuffer SharedArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array"
    .split(" "),
  ..."Uint32Array Float32Array Float64Array BigInt64Array BigUint64Array FinalizationRegistry parseInt parseFloat isNaN"
    .split(" "),
  ..."isFinite encodeURI encodeURIComponent decodeURI decodeURIComponent"
    .split(" "),
]);

/**
 * Links a module and what it imports.
 *
 * @param files The sources of all modules, by path
 * @param entry The path of the entry module
 * @param given The path of a module whose exports the script is given, as an object: its value is then a function of them
 * @returns A script
 * @throws {TypeError} If a module is missing, imports itself in a circle, has another form of import or export, imports
 * what is not exported, or declares a name that another one has declared
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const files = {
 *   "one.js": "export const one = 1;\n",
 *   "two.js": 'import { one } from "./one.js";\nexport function two() {\n  return one + one;\n}\n',
 * };
 * assertEquals((0, eval)(linkGuest(files, "two.js")).two(), 2);
 * ```
 */
export function linkGuest(
  files: Readonly<Record<string, string>>,
  entry: string,
  given?: string,
): string {
  const declared = new Map<string, string>();
  const linked = new Map<string, ReadonlySet<string>>();
  let script = "";
  const add = (path: string, importers: readonly string[]): void => {
    if (linked.has(path)) return;
    if (importers.includes(path)) {
      fail(path, "modules must not import each other in a circle");
    }
    const source = files[path] ?? fail(path, "it must be a module of guests");
    const body = withoutComments(source).replace(TYPE, "").replace(
      NAMESPACE,
      (_, name: string, specifier: string) => {
        const from = resolve(specifier, path);
        add(from, [...importers, path]);
        const names = [...linked.get(from) ?? []].join(", ");
        return `const ${name} = { __proto__: null, ${names} };\n`;
      },
    ).replace(
      IMPORT,
      (_, list: string, specifier: string) => {
        const from = resolve(specifier, path);
        add(from, [...importers, path]);
        for (const name of namesIn(list)) {
          if (linked.get(from)?.has(name)) continue;
          fail(path, `${from} must export what it imports`, name);
        }
        return "";
      },
    );
    const exported = new Set<string>();
    const piece = declare(body, (name, isExported) => {
      const other = declared.get(name);
      if (other !== undefined) {
        fail(path, `a name must be declared once (${other} has it)`, name);
      }
      declared.set(name, path);
      if (isExported) exported.add(name);
    });
    linked.set(path, exported);
    script += path === given
      ? `const { ${[...exported].join(", ")} } = $intrinsics;\n`
      : piece;
    const [left] = LEFT.exec(piece) ?? [];
    if (left !== undefined) {
      fail(path, "imports and exports must have another form", left);
    }
  };
  add(entry, []);
  const names = [...linked.get(entry) ?? []].join(", ");
  if (given !== undefined) script = captureGlobals(script, declared) + script;
  const body = `${script}return { __proto__: null, ${names} };\n`;
  return withoutIndentation(wrap(body, given !== undefined), entry);
}

/** A strict function with this body; without intrinsics, it is called. */
function wrap(body: string, takesIntrinsics: boolean): string {
  const parameter = takesIntrinsics ? "$intrinsics" : "";
  const run = `function (${parameter}) {\n"use strict";\n${body}}`;
  return takesIntrinsics ? `(${run})` : `(${run})()`;
}

/** A backtick that is not escaped. */
const BACKTICK = /(?<!\\)(?:\\\\)*`/g;

/** Leaves indentation out, as what is published has little room. Texts over several lines, in backticks, keep theirs. */
function withoutIndentation(script: string, path: string): string {
  let isInText = false;
  const lines: string[] = [];
  for (const line of script.split("\n")) {
    const kept = isInText ? line : line.trimStart();
    const backticks = line.match(BACKTICK)?.length ?? 0;
    if (backticks % 2 === 1) isInText = !isInText;
    if (kept !== "") lines.push(kept);
  }
  // One in another kind of text or in a pattern has no counterpart.
  if (isInText) fail(path, "a backtick that is no text's must be \\x60");
  return lines.join("\n");
}

/** Declares the globals of the language that a script uses, and does not declare itself. */
function captureGlobals(
  script: string,
  declared: ReadonlyMap<string, string>,
): string {
  const used = new Set(
    [...script.matchAll(/(?<![.\w$])[A-Za-z]\w*/g)].map(([name]) => name),
  );
  const names = [...used].filter((name) =>
    LANGUAGE_GLOBALS.has(name) && !declared.has(name)
  );
  return names.length === 0
    ? ""
    : `const { ${names.join(", ")} } = $intrinsics.languageGlobals;\n`;
}

function fail(path: string, rule: string, value?: string): never {
  throw new TypeError(
    `Cannot link ${path} as ${rule}${
      value === undefined ? "" : `: current value is ${value}`
    }`,
  );
}

function resolve(specifier: string, importer: string): string {
  return new URL(specifier, `file:///${importer}`).pathname.slice(1);
}
