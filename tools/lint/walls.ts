/**
 * The walls between the folders, as a plugin for `deno lint`: imports have one
 * direction, `core` is pure, and only the listed files use the platform.
 *
 * A new file that uses the platform needs a line in {@linkcode PLATFORM}, and
 * a reviewer asks for the reason.
 *
 * @module
 */

import { capturedIntrinsics } from "./captured_intrinsics.ts";
import { checkFace } from "./rooms.ts";

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

/** Folders that use the sources, and are used by none; they may use the platform. */
const OUTSIDE = ["tests/", "tools/", "bench/", "examples/", "npm/"];

/** Code that runs inside the walls, without permission to use the platform. */
const INSIDE = [
  "engines/**.js",
  "engines/**.d.ts", // of such a script
  "sandbox/supervision.js",
  "engines/*/guest/",
  "sandbox/thread/broker.js",
];

/** Workers' code. All of it runs in a guest's realm, except for what is listed below. */
const WORKERS = ["engines/*/*.js"];

/** Files, or folders of them, that need not capture what they use, with the reason. */
const LOOKING_UP: Readonly<Record<string, string>> = {
  "engines/pyodide/builder.js": "no guest code runs in its realm",
  "engines/python/snapshot.js": "no guest runs before a snapshot is restored",
  "engines/python/stack_charge.js": "nor before the stack is limited",
  "engines/pyodide/string_hash.js": "nor before strings are hashed",
  "engines/quickjs/static_imports.js":
    "it only reads text, in a realm to which QuickJS gives guests no way",
  "engines/quickjs/strip_types.js": "as above, by a parser of others'",
  "engines/cpython/": "its guest has no way to JavaScript",
};

/** A kind of access to the platform. */
type Touch = "Deno" | "process" | "Worker" | "exit" | "console";

/** The list of files for each kind of access. `*` is any name, `**` any path. */
const PLATFORM: Readonly<Record<Touch, readonly string[]>> = {
  Deno: [
    "sandbox/host.ts", // files, environment, permissions
    "sandbox/open_file.ts", // files in places where others may have put them
    "sandbox/snapshot/cache_directory.ts", // who else can write there
    "sandbox/install/", // the files of installed engines
    "sandbox/host_requests/mounts/host_files.ts", // the files of mounted directories
    "sandbox/host_requests/network/platform.ts", // connections and names
    "sandbox/process/child_process.ts", // child processes
    "sandbox/process/fetch_packages.ts", // the process that fetches them
    "sandbox/process/process_link.ts", // the pipes of one
    "sandbox/process/child.ts", // the entry of that child process
    "sandbox/process/supervisor.ts", // its output and its memory
    "servers/mcp/http/listener.ts", // the socket that a server listens at
    "commands/",
    "cli.ts",
  ],
  process: [
    "sandbox/process/child_process.ts",
    "sandbox/process/fetch_packages.ts",
    "sandbox/install/fetch_package.ts", // the user's uv or pip
    "sandbox/thread/worker_options.ts", // asks what a child would get, starts none
  ],
  Worker: ["sandbox/thread/thread_worker.ts", "sandbox/process/child_start.ts"],
  exit: ["sandbox/process/child.ts", "sandbox/process/supervisor.ts", "cli.ts"],
  console: [
    "sandbox/process/supervisor.ts",
    "sandbox/process/child.ts", // whose standard error is the parent's pipe
    "commands/",
    "cli.ts",
  ],
};

/** Node modules that access the platform as `Deno` does. */
const NODE_MODULES: Readonly<Record<string, Touch>> = {
  child_process: "process",
  cluster: "process",
  worker_threads: "Worker",
  fs: "Deno",
  "fs/promises": "Deno",
  http: "Deno",
  https: "Deno",
  dns: "Deno",
  "dns/promises": "Deno",
  net: "Deno",
  tls: "Deno",
  os: "Deno",
  process: "Deno",
};

/** Members of `Deno` with their own row. */
const DENO_MEMBERS: Readonly<Record<string, Touch>> = {
  Command: "process",
  run: "process",
  spawn: "process",
  spawnAndWait: "process",
  spawnAndWaitSync: "process",
  exit: "exit",
};

const ROOT = new URL("../../", import.meta.url);

type Rule = Deno.lint.Rule;
type Context = Deno.lint.RuleContext;

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

/** An import of a file. */
interface Import {
  readonly file: string;
  readonly specifier: string;
  /** Whether it is `import("…")`. */
  readonly isLate: boolean;
}

/** Returns what is wrong with an import, if anything. */
type ImportCheck = (found: Import) => string | undefined;

/** A rule about every specifier that a file imports, in any form. */
function importRule(check: ImportCheck): Rule {
  return { create: (context) => onImports(context, check) };
}

function onImports(
  context: Context,
  check: ImportCheck,
): Deno.lint.LintVisitor {
  const file = pathOf(context);
  const visit = (
    { type, source }: {
      readonly type: string;
      readonly source?: Deno.lint.Node | null;
    },
  ): void => {
    if (source?.type !== "Literal" || typeof source.value !== "string") return;
    const isLate = type === "ImportExpression";
    const message = check({ file, specifier: source.value, isLate });
    if (message !== undefined) context.report({ node: source, message });
  };
  return {
    ImportDeclaration: visit,
    ImportExpression: visit,
    ExportAllDeclaration: visit,
    ExportNamedDeclaration: visit,
  };
}

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

function createPlatformRule(context: Context): Deno.lint.LintVisitor {
  const touch = (kind: Touch, node: Deno.lint.Node, what: string): void => {
    if (mayTouch(pathOf(context), kind)) return;
    context.report({
      node,
      message: `Cannot use ${what} here as only ${
        PLATFORM[kind].join(", ")
      } may`,
      hint: "The table is PLATFORM in tools/lint/walls.ts",
    });
  };
  return {
    ...onImports(context, ({ file, specifier }) => {
      const kind = NODE_MODULES[specifier.replace(/^node:/, "")];
      if (kind === undefined || mayTouch(file, kind)) return undefined;
      return `Cannot import ${specifier} here as only ${
        PLATFORM[kind].join(", ")
      } may`;
    }),
    Identifier(node): void {
      if (node.name !== "Deno" || isType(node)) return;
      const member = memberOf(node);
      const kind = DENO_MEMBERS[member] ?? "Deno";
      touch(kind, node, member === "" ? "Deno" : `Deno.${member}`);
      if (kind !== "Deno" && mayTouch(pathOf(context), kind)) {
        touch("Deno", node, "Deno");
      }
    },
    NewExpression(node): void {
      if (nameOf(node.callee) === "Worker") touch("Worker", node, "new Worker");
    },
    MemberExpression(node): void {
      if (nameOf(node.object) !== "process") return;
      if (nameOf(node.property) === "exit") touch("exit", node, "process.exit");
    },
  };
}

function createConsoleRule(context: Context): Deno.lint.LintVisitor {
  if (mayTouch(pathOf(context), "console")) return {};
  return {
    MemberExpression(node): void {
      if (nameOf(node.object) !== "console") return;
      context.report({
        node,
        message: `Cannot use console here as only ${
          PLATFORM.console.join(", ")
        } may`,
      });
    },
  };
}

function createExportRule(context: Context): Deno.lint.LintVisitor {
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

function mayTouch(file: string, kind: Touch): boolean {
  return matches(file, [...OUTSIDE, ...INSIDE, ...PLATFORM[kind]]);
}

/** The file's path, relative to the repository. */
function pathOf(context: Context): string {
  const { filename } = context;
  const root = decodeURIComponent(ROOT.pathname);
  const path = filename.replaceAll("\\", "/").replace(/^(?=[A-Za-z]:\/)/, "/");
  return path.startsWith(root) ? path.slice(root.length) : path;
}

function resolve(file: string, specifier: string): string {
  const { pathname } = new URL(specifier, `file:///${file}`);
  return decodeURIComponent(pathname).slice(1);
}

function layerOf(path: string): number {
  return LAYERS.findIndex((layer) => matches(path, [layer]));
}

/** Whether a pattern is the path, or one of its folders. */
function matches(path: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const source = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&")
      .replace(/\*+/g, (stars) => stars === "*" ? "[^/]*" : ".*")
      .replace(/\/$/, "/.*");
    return new RegExp(`^${source}$`).test(path);
  });
}

/** Whether a name is used as a type, such as `Deno.ChildProcess`; types do not exist at run time. */
function isType(node: Deno.lint.Identifier): boolean {
  return ["TSQualifiedName", "TSTypeQuery"].includes(node.parent.type);
}

/** `exit` for the `Deno` of `Deno.exit` and of `globalThis.Deno.exit`. */
function memberOf(node: Deno.lint.Identifier): string {
  let owner: Deno.lint.Node = node;
  let { parent } = node;
  if (parent.type === "MemberExpression" && parent.property === node) {
    [owner, parent] = [parent, parent.parent];
  }
  if (parent.type !== "MemberExpression" || parent.object !== owner) return "";
  return nameOf(parent.property);
}

function nameOf(node: Deno.lint.Node): string {
  if (node.type === "Identifier") return node.name;
  return node.type === "Literal" ? String(node.value) : "";
}
