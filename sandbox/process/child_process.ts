/**
 * Child processes of Deno's own executable: the flags that make them a wall, and how they are stopped.
 *
 * @module
 */
import { SandboxError } from "../../core/errors.ts";
import type { EngineName, Language } from "../../core/options.ts";
import { ENTRY_FOLDER, startsFromSnapshot } from "../../engines/entries.ts";
import { embedded } from "../embedded.ts";
import {
  environment,
  isCompiled,
  isGranted,
  ownExecutable,
  snapshotDirectory,
  toPath,
} from "../host.ts";

/** What is kept of a child's messages on standard error, in characters, to explain its death. */
const STDERR_CHARS = 8_192;

/** The JavaScript heap of a child, in MiB: room for the engine, with the guest's data in linear memory. */
const HEAP_MIB = 192;

/** The stack of a child's threads, in KiB, of the 4 MiB that Deno gives a worker's thread. */
const STACK_KIB = 2_000;

/** The stack of Python, in KiB, which runs on one of its own. */
const SWITCHED_STACK_KIB = 8_000;

const PAGE_BYTES = 65_536;

/** Where there is no project whose configuration could count. */
export const NEUTRAL_DIRECTORY = Deno.build.os === "windows" ? "C:\\" : "/";

/** Variables by which Deno finds its cache, and what is in it; nothing else of the environment reaches a child. */
const CACHE_VARIABLES = [
  "DENO_DIR",
  "HOME",
  "XDG_CACHE_HOME",
  "USERPROFILE",
  "LOCALAPPDATA",
  "NPM_CONFIG_REGISTRY",
  "JSR_URL",
];

/** A child whose standard streams are pipes. */
export type Child = Deno.ChildProcess;

/** How a child is started. */
interface ChildCommandLine {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** A child that was started before it was asked for, and its command line. */
let ahead: { readonly line: string; readonly child: Child } | undefined;

/**
 * Starts a child that runs an engine's worker.
 *
 * @param args Engine, language, and further arguments
 * @param flags Flags of Deno's, which a binary does not take: it has its own from when it was made
 * @returns The child
 */
export function spawn(
  args: readonly [EngineName, Language, ...string[]],
  flags: readonly string[] = [],
): Child {
  const line = commandLine(args, flags);
  if (ahead?.line !== JSON.stringify(line)) return start(line);
  const { child } = ahead;
  ahead = undefined;
  return child;
}

/**
 * Starts a child for a guest that is not known for sure yet. A later request for exactly this child gets it.
 *
 * @param guest What it would be started for
 */
export function spawnAhead({ engine, language, memoryBytes }: {
  readonly engine: EngineName;
  readonly language: Language;
  readonly memoryBytes: number;
}): void {
  if (ahead !== undefined || ownExecutable() === undefined) return;
  const line = commandLine([engine, language], [engineFlags(memoryBytes)]);
  try {
    ahead = { line: JSON.stringify(line), child: start(line) };
  } catch {
    // The later request for it fails as well and reports the error.
  }
}

/** Ends the child that was started ahead, if it was not requested, and waits until it is gone. */
export async function dismissAhead(): Promise<void> {
  if (ahead === undefined) return;
  const { child } = ahead;
  ahead = undefined;
  stop(child);
  await Promise.allSettled([
    child.stdin.close(),
    child.stdout.cancel(),
    child.stderr.cancel(),
    child.status,
  ]);
}

function commandLine(
  args: readonly [EngineName, Language, ...string[]],
  flags: readonly string[],
): ChildCommandLine {
  return embedded === undefined
    ? denoCommandLine(args, flags)
    : { args: [embedded.childArgument, ...args], env: { NO_COLOR: "1" } };
}

function start({ args, env }: ChildCommandLine): Child {
  const executable = requireExecutable();
  try {
    return new Deno.Command(executable, {
      args: [...args],
      env: { ...env },
      clearEnv: true,
      cwd: NEUTRAL_DIRECTORY,
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
  } catch (cause) {
    throw new SandboxError(
      "START_FAILED",
      `Cannot start ${executable}: ${String(cause)}`,
      { cause },
    );
  }
}

function denoCommandLine(
  args: readonly [EngineName, Language, ...string[]],
  flags: readonly string[],
): ChildCommandLine {
  const main = import.meta.resolve("./child.ts");
  const env: Record<string, string> = {
    NO_COLOR: "1",
    DENO_NO_UPDATE_CHECK: "1",
    DENO_NO_PACKAGE_JSON: "1",
  };
  for (const name of CACHE_VARIABLES) {
    const value = environment(name);
    if (value !== undefined) env[name] = value;
  }
  const [engine] = args;
  return {
    args: [
      "run",
      ...childFlags(main),
      ...readFlags(main, engine),
      ...flags,
      main,
      ...args,
    ],
    env,
  };
}

/**
 * Returns the executable that child processes are started from.
 *
 * @throws {SandboxError} If starting it is not permitted or not possible
 */
export function requireExecutable(): string {
  const executable = ownExecutable();
  if (executable === undefined) {
    if (isCompiled() && embedded === undefined) {
      throw new SandboxError(
        "START_FAILED",
        `Cannot start a process as this program is compiled, and would start itself: choose isolation "thread"`,
      );
    }
    throw new SandboxError(
      "PERMISSION_REQUIRED",
      `Cannot start a process as the run permission is missing: grant it with --allow-run=${Deno.execPath()}`,
    );
  }
  return executable;
}

/**
 * No permission, no prompt, no configuration, nothing from the network.
 *
 * @param main The child's main module
 * @returns The flags
 */
export function childFlags(main: string): string[] {
  return [
    "--no-prompt",
    "--no-config",
    "--no-lock",
    "--cached-only",
    // With its worker's permissions it takes away what is left of them in every child: the permission to import.
    "--unstable-worker-options",
    ...(isLocal(main)
      ? ["--no-remote", "--deny-import"]
      : [`--allow-import=${new URL(main).host}`]),
  ];
}

/**
 * What a child may read until its worker is loaded: the worker's modules, and the snapshot. It gives that up before it
 * hands the worker anything.
 */
function readFlags(main: string, engine: EngineName): string[] {
  const snapshots = startsFromSnapshot(engine)
    ? snapshotDirectory()
    : undefined;
  const paths = [
    ...(isLocal(main) ? [toPath(new URL(ENTRY_FOLDER))] : []),
    ...(snapshots !== undefined && isGranted({ name: "read", path: snapshots })
      ? [snapshots]
      : []),
  ];
  if (paths.length === 0) return [];
  return [`--allow-read=${paths.map(withoutComma).join(",")}`];
}

/** Deno takes a comma for the end of a path, so one with a comma is named by the folder above. */
function withoutComma(path: string): string {
  const at = path.indexOf(",");
  return at < 0 ? path : path.slice(0, at).replace(/[^/\\]*$/, "");
}

function isLocal(module: string): boolean {
  return module.startsWith("file:");
}

/**
 * What V8 holds a guest's process to: no code from strings, a bounded heap, linear memory up to the guest's limit, and
 * stacks that are large enough for an engine to notice a recursion before V8 does.
 */
export function engineFlags(memoryBytes: number): string {
  const flags = [
    "--disallow-code-generation-from-strings",
    `--max-old-space-size=${HEAP_MIB}`,
    `--wasm-max-mem-pages=${Math.ceil(memoryBytes / PAGE_BYTES)}`,
    `--stack-size=${STACK_KIB}`,
    `--wasm-stack-switching-stack-size=${SWITCHED_STACK_KIB}`,
  ];
  return `--v8-flags=${flags.join(",")}`;
}

/**
 * Adds to what is missing why it may be: a child looks for Deno's cache where it would be without the variables that
 * this process may not read.
 *
 * @param reason What is missing
 * @returns The same, and what to grant
 */
export function explainMissing(reason: string): string {
  const names = Deno.build.os === "windows"
    ? ["DENO_DIR", "LOCALAPPDATA"]
    : ["DENO_DIR", "HOME", "XDG_CACHE_HOME"];
  const isKnown = names.every((variable) =>
    isGranted({ name: "env", variable })
  );
  if (isKnown) return reason;
  return `${reason} (to have Deno's cache found where it is, grant --allow-env=${
    names.join(",")
  })`;
}

/** Ends a child at once. */
export function stop(child: Child): void {
  try {
    child.kill("SIGKILL");
  } catch {
    // It is gone already.
  }
}

/** The end of what a child writes, when it has ended. */
export async function collectText(
  stream: ReadableStream<Uint8Array>,
): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of stream) {
    text = (text + decoder.decode(chunk, { stream: true })).slice(
      -STDERR_CHARS,
    );
  }
  return text;
}
