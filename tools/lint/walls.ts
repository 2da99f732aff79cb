/**
 * The walls between the folders, as a plugin for `deno lint`: imports point one
 * way, `core` is pure, and the platform is touched only where the table says.
 *
 * A new file that has to touch the platform gets its line in
 * {@linkcode PLATFORM}, and a reviewer who asks why.
 *
 * @module
 */

/** Who stands on whom: each may import itself and what comes before it. */
const LAYERS = [
  "core/",
  "engines/",
  "sandbox/",
  "mod.ts",
  "servers/",
  "commands/",
  "cli.ts",
];

/** What may be loaded from above, late: `import("…")`. */
const UPWARDS: Readonly<Record<string, readonly string[]>> = {
  "mod.ts": ["cli.ts"], // where the package is run as a program
};

/** They use the sources and are used by none; the platform is theirs. */
const OUTSIDE = ["tests/", "tools/", "bench/", "examples/", "npm/"];

/** What runs inside the walls, with no permission to touch anything. */
const INSIDE = [
  "engines/**.js",
  "engines/**.d.ts", // of such a script
  "engines/*/guest/",
  "sandbox/broker.js",
];

/** A way of touching the platform. */
type Touch = "Deno" | "process" | "Worker" | "exit" | "console";

/** THE list of who may touch what. `*` is any name, `**` any path. */
const PLATFORM: Readonly<Record<Touch, readonly string[]>> = {
  Deno: [
    "sandbox/host.ts", // files, environment, permissions
    "sandbox/mounts/host_files.ts", // the files of mounted directories
    "sandbox/network/platform.ts", // connections and names
    "sandbox/child_process.ts", // child processes
    "sandbox/process.ts", // the pipes of one
    "sandbox/child.ts", // the entry of that child process
    "servers/mcp/http/listener.ts", // the socket that a server listens at
    "commands/",
    "cli.ts",
  ],
  process: [
    "sandbox/child_process.ts",
    "sandbox/worker_options.ts", // asks what a child would get, starts none
  ],
  Worker: ["sandbox/thread_worker.ts", "sandbox/child_start.ts"],
  exit: ["sandbox/child.ts", "cli.ts"],
  console: [
    "sandbox/child.ts", // whose standard error is the parent's pipe
    "commands/",
    "cli.ts",
  ],
};

/** Node's modules that touch the platform as `Deno` does. */
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

/** Members of `Deno` with a row of their own. */
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
    "pure-core": importRule(checkCore),
    "platform": { create: createPlatformRule },
    "no-console": { create: createConsoleRule },
    "named-exports": { create: createExportRule },
  },
};
export default plugin;

/** What a file imports, and how. */
interface Import {
  readonly file: string;
  readonly specifier: string;
  /** Whether it is `import("…")`. */
  readonly isLate: boolean;
}

/** Says what is wrong with an import, if anything is. */
type ImportCheck = (found: Import) => string | undefined;

/** A rule about every specifier that a file imports, however it does. */
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
  // Deno wants a default export of its lint plugins.
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

/** The file's path from the top of the repository. */
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

/** Whether a pattern is the path, or the folder that it lies in. */
function matches(path: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const source = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&")
      .replace(/\*+/g, (stars) => stars === "*" ? "[^/]*" : ".*")
      .replace(/\/$/, "/.*");
    return new RegExp(`^${source}$`).test(path);
  });
}

/** Types vanish before anything runs: `Deno.ChildProcess` may be named. */
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
