/**
 * Child processes of Deno's own executable: the flags that take away their permissions, their start and their end.
 *
 * @module
 */
import { SandboxError } from "../../core/errors.ts";
import type { EngineName, Language } from "../../core/options.ts";
import {
  ENTRY_FOLDER,
  isInstalledApart,
  startsFromSnapshot,
} from "../../engines/entries.ts";
import { WASM_PAGE_BYTES } from "../../engines/worker/shared_values.js";
import { embedded } from "../embedded.ts";
import {
  dataDirectory,
  environment,
  isCompiled,
  isGranted,
  ownExecutable,
  snapshotDirectory,
  toPath,
} from "../host.ts";

/** How much of a child's standard error is kept to explain its end, in UTF-16 units. */
const STDERR_CHARS = 8_192;

/** The JavaScript heap of a child, in MiB. It holds the engine; the guest's data are in linear memory. */
const HEAP_MIB = 192;

/** The stack of a child's threads, in KiB. Deno gives a worker's thread 4 MiB. */
const STACK_KIB = 3_800;

/** The stack of Python, in KiB. Python runs on a stack of its own. */
const SWITCHED_STACK_KIB = 8_000;

/** A directory without a project, whose configuration would apply to the child. */
export const NEUTRAL_DIRECTORY = Deno.build.os === "windows" ? "C:\\" : "/";

/** The variables with which Deno finds its cache and its content. A child gets no other variable of the environment. */
const CACHE_VARIABLES = [
  "DENO_DIR",
  "HOME",
  "XDG_CACHE_HOME",
  "USERPROFILE",
  "LOCALAPPDATA",
  "NPM_CONFIG_REGISTRY",
  "JSR_URL",
];

/** A child process whose standard streams are pipes. */
export type Child = Deno.ChildProcess;

/** The command line of a child. */
interface ChildCommandLine {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** A child that was started before it was requested, and its command line. */
let ahead: { readonly line: string; readonly child: Child } | undefined;

/**
 * Starts a child that runs an engine's worker.
 *
 * @param args The engine, the language, and further arguments
 * @param flags Flags of Deno. A binary ignores them, because its flags were set when it was compiled
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
 * Starts a child for a guest that is guessed. {@linkcode spawn} returns it if it gets exactly the same command line.
 *
 * @param guest The engine, the language and the memory limit of the guest
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
    // `spawn` fails as well, and reports the error.
  }
}

/** Ends the child of {@linkcode spawnAhead} if it was not used, and waits until it has exited. */
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
        `Cannot start a child process as this program is compiled, and would start itself: choose isolation "thread"`,
      );
    }
    throw new SandboxError(
      "PERMISSION_REQUIRED",
      `Cannot start a child process as the run permission is missing: grant it with --allow-run=${Deno.execPath()}`,
    );
  }
  return executable;
}

/**
 * Returns the flags that deny a child all permissions, prompts, configuration and the network.
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
    // Allows the worker's `permissions: "none"`, which takes away the last permission of every child: to import.
    "--unstable-worker-options",
    ...(isLocal(main)
      ? ["--no-remote", "--deny-import"]
      : [`--allow-import=${new URL(main).host}`]),
  ];
}

/**
 * Returns the flags that let a child read the worker's modules, the snapshot, and an engine that is installed apart. The child gives this permission up before
 * the worker gets a message.
 */
function readFlags(main: string, engine: EngineName): string[] {
  const snapshots = startsFromSnapshot(engine)
    ? snapshotDirectory()
    : undefined;
  const installed = isInstalledApart(engine) ? dataDirectory() : undefined;
  const paths = [
    ...(isLocal(main) ? [toPath(new URL(ENTRY_FOLDER))] : []),
    ...(installed === undefined ? [] : [`${installed}/${engine}`]),
    ...(snapshots !== undefined && isGranted({ name: "read", path: snapshots })
      ? [snapshots]
      : []),
  ];
  if (paths.length === 0) return [];
  return [`--allow-read=${paths.map(withoutComma).join(",")}`];
}

/**
 * Returns the flag that lets a child read one more file, if this process may read it. The child gives this permission up as
 * well.
 *
 * @param path The path of the file
 * @param engine The engine of the child
 * @returns The flag, or nothing
 */
export function readFlag(path: string, engine: EngineName): string[] {
  const kept = startsFromSnapshot(engine) ? snapshotDirectory() : undefined;
  // It may read this directory anyway, and so the guess of a child process is right.
  const isKept = kept !== undefined && path.startsWith(`${kept}/`) &&
    isGranted({ name: "read", path: kept });
  if (isKept) return [];
  const isReadable = isGranted({ name: "read", path });
  return isReadable ? [`--allow-read=${withoutComma(path)}`] : [];
}

/** For Deno a comma ends a path. A path with a comma is replaced by the folder above it. */
function withoutComma(path: string): string {
  const at = path.indexOf(",");
  return at < 0 ? path : path.slice(0, at).replace(/[^/\\]*$/, "");
}

function isLocal(module: string): boolean {
  return module.startsWith("file:");
}

/**
 * Returns the flags of V8 for a child: no code from strings, a bounded heap, linear memory up to the guest's limit, and
 * stacks that are large enough for an engine to detect a deep recursion before V8 does.
 */
export function engineFlags(memoryBytes: number): string {
  const flags = [
    "--disallow-code-generation-from-strings",
    `--max-old-space-size=${HEAP_MIB}`,
    `--wasm-max-mem-pages=${Math.ceil(memoryBytes / WASM_PAGE_BYTES)}`,
    `--stack-size=${STACK_KIB}`,
    `--wasm-stack-switching-stack-size=${SWITCHED_STACK_KIB}`,
  ];
  return `--v8-flags=${flags.join(",")}`;
}

/**
 * Adds a hint to a message about a missing module. If this process may not read the variables of Deno's cache, a child
 * looks for the cache in the default place, where it may not be.
 *
 * @param reason The message
 * @returns The message, with the permission to grant
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
    // The child has exited.
  }
}

/** Reads a stream to its end. Resolves to the last characters. */
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
