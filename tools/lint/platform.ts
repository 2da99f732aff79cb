/**
 * Which files may use the platform, and the rules that check it.
 *
 * A new file that uses the platform needs a line in {@linkcode PLATFORM}, and
 * a reviewer asks for the reason.
 *
 * @module
 */

import { onImports } from "./import_rule.ts";
import { matches, nameOf, pathOf } from "./source_files.ts";

/** Folders that use the sources, and are used by none; they may use the platform. */
const OUTSIDE = ["tests/", "tools/", "bench/", "examples/", "npm/"];

/** Code that runs inside the walls, without permission to use the platform. */
export const INSIDE = [
  "engines/**.js",
  "engines/**.d.ts", // of such a script
  "engines/*/guest/",
  "sandbox/supervision.js",
  "sandbox/thread/broker.js",
  "sandbox/thread/broker_outbox.js",
];

/** A kind of access to the platform. */
type Touch = "Deno" | "process" | "Worker" | "exit" | "console";

/** The list of files for each kind of access. `*` is any name, `**` any path. */
const PLATFORM: Readonly<Record<Touch, readonly string[]>> = {
  Deno: [
    "sandbox/host.ts", // files, environment, permissions
    "sandbox/installed_code.ts", // the files of installed engines, in a child process
    "sandbox/open_file.ts", // files in places where others may have put them
    "sandbox/snapshot/cache_directory.ts", // who else can write there
    "sandbox/locked_directory.ts", // directories that one process writes at a time
    "sandbox/user_tools.ts", // the user's uv or pip
    "sandbox/packages/", // the files of packages
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
    "sandbox/user_tools.ts", // the user's uv or pip
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

type Context = Deno.lint.RuleContext;

/** Only the listed files use `Deno`, processes, workers and the exit. */
export function createPlatformRule(context: Context): Deno.lint.LintVisitor {
  const touch = (kind: Touch, node: Deno.lint.Node, what: string): void => {
    if (mayTouch(pathOf(context), kind)) return;
    context.report({
      node,
      message: `Cannot use ${what} here as only ${
        PLATFORM[kind].join(", ")
      } may`,
      hint: "The table is PLATFORM in tools/lint/platform.ts",
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

/** Only the listed files write to the console. */
export function createConsoleRule(context: Context): Deno.lint.LintVisitor {
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

function mayTouch(file: string, kind: Touch): boolean {
  return matches(file, [...OUTSIDE, ...INSIDE, ...PLATFORM[kind]]);
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
