/**
 * The walls between the folders, as a plugin for `deno lint`: imports have one
 * direction, `core` is pure, and only the listed files use the platform.
 *
 * @module
 */

import { capturedIntrinsics } from "./captured_intrinsics.ts";
import { type Import, importRule } from "./import_rule.ts";
import { createConsoleRule, createPlatformRule, INSIDE } from "./platform.ts";
import { checkFace } from "./rooms.ts";
import { matches, nameOf, pathOf, resolve } from "./source_files.ts";

/** The layers, lowest first: each may import itself and the layers before it. */
const LAYERS = [
  "engines/worker/shared_values.js", // which lies where workers may load it
  "core/",
  "engines/",
  "sandbox/",
  "mod.ts",
  "servers/",
  "commands/",
  "cli.ts",
];

/** Late imports (`import("…")`) of higher layers that are allowed. */
const UPWARDS: Readonly<Record<string, readonly string[]>> = {
  "mod.ts": ["cli.ts"], // where the package is run as a program
};

/** Workers' code. All of it runs in a guest's realm, except for what is listed below. */
const WORKERS = ["engines/*/*.js"];

/** Why the builder of snapshots looks things up. */
const SPOILS_A_SNAPSHOT =
  "the code of packages can spoil with it only the snapshot that they are part of";

/** Files, or folders of them, that need not capture what they use, with the reason. */
const LOOKING_UP: Readonly<Record<string, string>> = {
  "engines/pyodide/builder.js": SPOILS_A_SNAPSHOT,
  "engines/pyodide/library_linker.js": SPOILS_A_SNAPSHOT,
  "engines/pyodide/package_builder.js": SPOILS_A_SNAPSHOT,
  "engines/python/snapshot.js": "no guest runs before a snapshot is restored",
  "engines/python/stack_charge.js": "nor before the stack is limited",
  "engines/pyodide/string_hash.js": "nor before strings are hashed",
  "engines/quickjs/static_imports.js":
    "it only reads text, in a realm to which QuickJS gives guests no way",
  "engines/javascript/strip_types.js": "as above, by a parser of others'",
  "engines/cpython/": "its guest has no way to JavaScript",
};

const plugin: Deno.lint.Plugin = {
  name: "walls",
  rules: {
    "one-way-imports": importRule(checkDirection),
    "room-faces": importRule(checkRoom),
    "pure-core": importRule(checkCore),
    "platform": { create: createPlatformRule },
    "no-console": { create: createConsoleRule },
    "named-exports": { create: createExportRule },
    "captured-intrinsics": capturedIntrinsics((context) => {
      const file = pathOf(context);
      return matches(file, WORKERS) && !matches(file, Object.keys(LOOKING_UP));
    }),
  },
};
export default plugin;

function checkDirection(
  { file, specifier, isLate }: Import,
): string | undefined {
  const from = layerOf(file);
  if (from < 0 || !/^\.{0,2}\//.test(specifier)) return undefined;
  const target = resolve(file, specifier);
  const to = layerOf(target);
  if (to >= 0 && to <= from) return undefined;
  if (isLate && matches(target, UPWARDS[file] ?? [])) return undefined;
  return `Cannot import ${target} as ${LAYERS[from]} may only import ${
    LAYERS.slice(0, from + 1).join(", ")
  }`;
}

function checkRoom({ file, specifier }: Import): string | undefined {
  if (!/^\.{0,2}\//.test(specifier)) return undefined;
  return checkFace(file, resolve(file, specifier));
}

function checkCore({ file, specifier }: Import): string | undefined {
  if (!matches(file, ["core/"]) || /^\.{1,2}\//.test(specifier)) return;
  return `Cannot import ${specifier} as core/ must be pure: only relative imports are`;
}

function createExportRule(
  context: Deno.lint.RuleContext,
): Deno.lint.LintVisitor {
  const file = pathOf(context);
  // Deno requires a default export of its lint plugins.
  if (matches(file, ["tools/lint/", ...INSIDE])) return {};
  const refuseDefault = (node: Deno.lint.Node): void =>
    context.report({
      node,
      message: "Cannot export a default as exports must be named",
    });
  return {
    ExportDefaultDeclaration: refuseDefault,
    ExportSpecifier(node): void {
      if (nameOf(node.exported) === "default") refuseDefault(node);
    },
    ExportAllDeclaration(node): void {
      context.report({
        node,
        message: "Cannot export * as each export must be listed by its name",
      });
    },
  };
}

function layerOf(path: string): number {
  return LAYERS.findIndex((layer) => matches(path, [layer]));
}
